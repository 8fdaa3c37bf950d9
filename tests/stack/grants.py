"""The grants of each function's policy, one by one."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from ship.checkout import CHECKOUT

Document = dict[str, Any]


@dataclass(frozen=True)
class Grant:
    """A single action on one of the resources that a statement names."""

    function: str
    sid: str
    action: str
    position: int
    resource: str = field(compare=False)

    def __str__(self) -> str:
        return f"{self.function} {self.sid} {self.action} {self.resource}"


def written() -> list[Grant]:
    """Return every grant of the policy files, for the functions to which `.chalice/config.json` assigns them."""
    folder = CHECKOUT / ".chalice"
    functions = json.loads((folder / "config.json").read_text())["lambda_functions"]
    documents = {name: json.loads((folder / one["iam_policy_file"]).read_text()) for name, one in functions.items()}
    return [grant for name, document in documents.items() for grant in of_function(name, document)]


def of_function(function: str, document: Document) -> list[Grant]:
    """Return the grants of one policy."""
    return [
        Grant(function, statement["Sid"], action, position, _shown(resource))
        for statement in document["Statement"]
        for action in listed(statement["Action"])
        for position, resource in enumerate(listed(statement["Resource"]))
    ]


def listed(value: Any) -> list[Any]:
    """Return the value as a list: policies write a list of one item as the item itself."""
    return value if isinstance(value, list) else [value]


def _shown(resource: Any) -> str:
    """Return the end of the resource, which distinguishes it from the others of its statement."""
    if isinstance(resource, str):
        return resource
    (value,) = resource.values()
    return ".".join(value) if isinstance(value, list) else value.rpartition("}")[2]
