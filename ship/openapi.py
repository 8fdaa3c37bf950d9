"""`make openapi`: write the OpenAPI document to `docs/openapi.json`, for readers without a running service."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from typing import Any

from . import command_line
from .checkout import CHECKOUT

DOCUMENT = CHECKOUT / "docs" / "openapi.json"


def written() -> str:
    """Return the file's expected content."""
    # The app cannot be imported without a region, which botocore requires; no request is sent to AWS.
    os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")
    import app
    from chalicelib.openapi import document

    return json.dumps(document.document(app.app), indent=2, ensure_ascii=False) + "\n"


def changes(old: Any, new: Any, where: str = "") -> Iterator[str]:
    """Yield the differences between two OpenAPI documents, each with its JSON pointer."""
    if isinstance(old, dict) and isinstance(new, dict):
        for name in sorted(old.keys() | new.keys()):
            place = f"{where}/{name.replace('~', '~0').replace('/', '~1')}"
            yield from changes(old.get(name), new.get(name), place)
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for number, (before, after) in enumerate(zip(old, new, strict=True)):
            yield from changes(before, after, f"{where}/{number}")
    elif old != new:
        yield f"{where} is {json.dumps(new)} instead of {json.dumps(old)}"


def main() -> None:
    """Write the file."""
    command_line.no_arguments("ship.openapi", __doc__)
    DOCUMENT.write_text(written())
    print(f"Wrote {DOCUMENT.relative_to(CHECKOUT)}.")


if __name__ == "__main__":
    main()
