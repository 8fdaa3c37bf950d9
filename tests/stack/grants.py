"""What the policies give to each function, one grant at a time."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from ship.checkout import CHECKOUT

Document = dict[str, Any]


@dataclass(frozen=True)
class Grant:
    """One action on one of the resources that a statement names."""

    function: str
    sid: str
    action: str
    position: int
    resource: str = field(compare=False)

    def __str__(self) -> str:
        return f"{self.function} {self.sid} {self.action} {self.resource}"


def written() -> list[Grant]:
    """Every grant of the policy files, by the functions that `.chalice/config.json` gives them to."""
    folder = CHECKOUT / ".chalice"
    functions = json.loads((folder / "config.json").read_text())["lambda_functions"]
    documents = {name: json.loads((folder / one["iam_policy_file"]).read_text()) for name, one in functions.items()}
    return [grant for name, document in documents.items() for grant in of(name, document)]


def of(function: str, document: Document) -> list[Grant]:
    """The grants of one policy."""
    return [
        Grant(function, statement["Sid"], action, position, _shown(resource))
        for statement in document["Statement"]
        for action in listed(statement["Action"])
        for position, resource in enumerate(listed(statement["Resource"]))
    ]


def listed(value: Any) -> list[Any]:
    """Policies write a list of one as the one."""
    return value if isinstance(value, list) else [value]


def _shown(resource: Any) -> str:
    """The end of it, which tells it from the others of its statement."""
    if isinstance(resource, str):
        return resource
    (value,) = resource.values()
    return ".".join(value) if isinstance(value, list) else value.rpartition("}")[2]
