"""The origin that may call the API from another site: a parameter of the stack and a setting of the package."""

from __future__ import annotations

import json
from collections.abc import Mapping

from ..checkout import CHECKOUT
from ..operator_errors import Problem

PARAMETER = "AllowedOrigin"


def refuse_other_origin(parameters: Mapping[str, str], packaged: str | None = None) -> None:
    """Raise `Problem` if the stack would allow another origin than the routes' headers, which Chalice generates."""
    allowed = packaged or packaged_origin()
    if parameters.get(PARAMETER, allowed) != allowed:
        raise Problem(
            f"{PARAMETER} is {parameters[PARAMETER]}, but ALLOWED_ORIGIN in .chalice/config.json is {allowed}, and the "
            "headers of the routes are generated from that. Set both to the same origin."
        )


def packaged_origin() -> str:
    """Return the origin from which the routes' headers are generated."""
    config = json.loads((CHECKOUT / ".chalice" / "config.json").read_text())
    return str(config["environment_variables"]["ALLOWED_ORIGIN"])
