"""Condition and update expressions from plain values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from ...domain.preconditions import Precondition
from .attributes import dump

_NAME = re.compile(r"#(\w+)")


def guard(condition: str, **values: Any) -> dict[str, Any]:
    """Return the parameters of a conditional write, which returns the current item if it is refused.

    `#name` in the condition stands for the attribute, `:name` for the value passed by that name.
    """
    return {
        "ConditionExpression": condition,
        "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
        **_names(condition),
        **_values(values),
    }


class Update(NamedTuple):
    """An update, conditional if there is a condition.

    `values` are those of the condition; no name may begin with `set_`, `add_` or `delete_`, as those of the update do.
    A None in `sets` removes the attribute, and a dot in a name leads into a map, which must exist. `adds` increase
    numbers or put elements into a set, `deletes` remove elements.
    """

    sets: Mapping[str, Any]
    condition: str | None = None
    values: Mapping[str, Any] = MappingProxyType({})
    adds: Mapping[str, Any] = MappingProxyType({})
    deletes: Mapping[str, Any] = MappingProxyType({})

    def signed(self, token: str) -> Update:
        """Return an update that leaves the token on the item as `written_by`, and is refused if the item has it."""
        unsigned = "NOT #written_by = :written_by"
        return self._replace(
            sets={**self.sets, "written_by": token},
            condition=f"({self.condition}) AND {unsigned}" if self.condition else unsigned,
            values={**self.values, "written_by": token},
        )

    def parameters(self) -> dict[str, Any]:
        """Return the parameters of the request."""
        settings = {name: value for name, value in self.sets.items() if value is not None}
        clauses = (
            _clause("SET", (f"{_path(name)} = :set_{_plain(name)}" for name in settings)),
            _clause("REMOVE", (_path(name) for name in self.sets.keys() - settings.keys())),
            _clause("ADD", (f"#{name} :add_{name}" for name in self.adds)),
            _clause("DELETE", (f"#{name} :delete_{name}" for name in self.deletes)),
        )
        expression = " ".join(filter(None, clauses))
        values = _prefixed("set_", settings) | _prefixed("add_", self.adds) | _prefixed("delete_", self.deletes)
        guarded = guard(self.condition) if self.condition else {}
        names = _names(f"{expression} {self.condition or ''}")
        return guarded | {"UpdateExpression": expression} | names | _values(values | dict(self.values))


def versions(precondition: Precondition) -> tuple[list[str], dict[str, Any]]:
    """Return the condition, if any, that the version is one of those that may be changed, and the values it uses."""
    if precondition.versions is None:
        return [], {}
    values = {f"version_{version}": version for version in sorted(precondition.versions)}
    return [f"#version IN ({', '.join(f':{name}' for name in values)})"], values


def _clause(verb: str, terms: Iterable[str]) -> str:
    joined = ", ".join(terms)
    return f"{verb} {joined}" if joined else ""


def _path(name: str) -> str:
    return ".".join(f"#{step}" for step in name.split("."))


def _plain(name: str) -> str:
    return name.replace(".", "_")


def _prefixed(prefix: str, values: Mapping[str, Any]) -> dict[str, Any]:
    return {prefix + _plain(name): value for name, value in values.items()}


def _names(text: str) -> dict[str, Any]:
    names = {f"#{name}": name for name in _NAME.findall(text)}
    return {"ExpressionAttributeNames": names} if names else {}


def _values(values: Mapping[str, Any]) -> dict[str, Any]:
    given = {f":{name}": dump(value) for name, value in values.items()}
    return {"ExpressionAttributeValues": given} if given else {}
