"""The JSON schemas of requests and responses, as msgspec derives them from our types.

A request may leave out fields that have a default. A response always has them.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import UnionType
from typing import Any, Union, get_args, get_origin

import msgspec

from ..api.contracts import Contract
from ..api.problems import Problem
from ..api.responses import Published

Document = dict[str, Any]
PREFIX = "#/components/schemas/"
_NO_NUL = r"^[^\x00]*$"


class Schemas:
    """The JSON schemas of all requests and responses."""

    def __init__(self, contracts: list[Contract]) -> None:
        kinds = list(dict.fromkeys([kind for contract in contracts for kind in _kinds(contract)] + [Problem]))
        schemas, components = msgspec.json.schema_components(kinds, ref_template=PREFIX + "{name}")
        self._by_kind: dict[Any, Document] = dict(zip(kinds, schemas, strict=True))
        queries = {contract.asked["query"].__name__ for contract in contracts if "query" in contract.asked}
        whole = {name: _whole(schema) for name, schema in sorted(components.items())}
        self._queries = {name: whole[name] for name in queries}
        self.components = {name: schema for name, schema in whole.items() if name not in queries}

    def schema(self, kind: Any) -> Document:
        """Return a schema that refers to a type."""
        if kind is Published:
            return {"type": "object", "examples": [{"openapi": "3.1.0"}]}
        found = [self._by_kind[one] for one in alternatives(kind)]
        return found[0] if len(found) == 1 else {"anyOf": found}

    def parameter(self, name: str, place: str, kind: Any) -> Document:
        """Return the parameter object of a path parameter."""
        return _parameter(name, place, dict(self._by_kind[kind]), required=True)

    def query(self, query: Any) -> Iterator[Document]:
        """Yield the parameter objects of a query."""
        for name, member in self._queries[query.__name__]["properties"].items():
            yield _parameter(name, "query", _without_null(member), required=False)


def _kinds(contract: Contract) -> Iterator[Any]:
    yield from (contract.asked[name] for name in ("body", "query") if name in contract.asked)
    yield from contract.path_parameters.values()
    if contract.gives not in (type(None), Published):
        yield from alternatives(contract.gives)


def alternatives(kind: Any) -> tuple[Any, ...]:
    """Return the members of a union type, or the type itself."""
    return get_args(kind) if isinstance(kind, UnionType) or get_origin(kind) is Union else (kind,)


def _parameter(name: str, place: str, schema: Document, *, required: bool) -> Document:
    about = schema.pop("description", "")
    return {"name": name, "in": place, "required": required, "description": about, "schema": schema}


def _whole(schema: Document) -> Document:
    """Complete a schema: a response has its fields with defaults, too; a request refuses NUL and unknown fields."""
    schema["description"] = " ".join(schema.get("description", "").split())
    if "properties" in schema and "additionalProperties" not in schema:
        # A field that is not required and has no default is absent where it has no value.
        schema["required"] = [
            name for name, member in schema["properties"].items() if name in schema["required"] or "default" in member
        ]
    if (tag := schema.get("properties", {}).get("type", {})).keys() == {"enum"}:
        tag["description"] = "Identifies the type."
    _standardize(schema, is_sent=schema.get("additionalProperties") is False)
    return schema


def _standardize(schema: Any, *, is_sent: bool) -> None:
    """Write patterns in the syntax of ECMA-262, as JSON Schema requires, and refuse NUL in the texts of a request."""
    if not isinstance(schema, dict):
        return
    if pattern := schema.get("pattern"):
        schema["pattern"] = pattern.replace(r"\Z", "$")
    elif is_sent and schema.get("type") == "string":
        schema["pattern"] = _NO_NUL
    for part in (*schema.get("properties", {}).values(), *schema.get("anyOf", ()), schema.get("items")):
        _standardize(part, is_sent=is_sent)


def _without_null(member: Document) -> Document:
    """Return the schema of a query parameter, without null: a parameter is left out instead."""
    kept = [one for one in member.get("anyOf", ()) if one != {"type": "null"}]
    merged = {**member, **kept[0]} if len(kept) == 1 else member
    return {name: value for name, value in merged.items() if name != "anyOf" and (name, value) != ("default", None)}
