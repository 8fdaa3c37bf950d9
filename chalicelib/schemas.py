"""The JSON schemas of what is sent and answered, as msgspec tells them of our types.

Of a body that is sent, only what is required has to be there. An answer always has all of its members.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import UnionType
from typing import Any, Union, get_args, get_origin

import msgspec

from .answers import Published
from .contracts import Contract
from .problems import Problem

Document = dict[str, Any]
PREFIX = "#/components/schemas/"


class Schemas:
    """The JSON schemas of everything that is sent and answered."""

    def __init__(self, contracts: list[Contract]) -> None:
        kinds = list(dict.fromkeys(kind for contract in contracts for kind in _kinds(contract)))
        schemas, components = msgspec.json.schema_components([*kinds, Problem], ref_template=PREFIX + "{name}")
        self._by_kind: dict[Any, Document] = dict(zip(kinds, schemas, strict=False))
        queries = {contract.asked["query"].__name__ for contract in contracts if "query" in contract.asked}
        self._queries = {name: components[name] for name in queries}
        self.components = {
            name: _whole(schema) for name, schema in sorted(components.items()) if name not in self._queries
        }

    def of(self, kind: Any) -> Document:
        """What refers to it."""
        if kind is Published:
            return {"type": "object"}
        alternatives = [self._by_kind[one] for one in _alternatives(kind)]
        return alternatives[0] if len(alternatives) == 1 else {"anyOf": alternatives}

    def parameters(self, query: Any) -> Iterator[Document]:
        """A query's members."""
        schema = self._queries[query.__name__]
        for name, member in schema["properties"].items():
            told = _told(member)
            about = told.pop("description", "")
            yield {"name": name, "in": "query", "required": False, "description": about, "schema": told}


def _kinds(contract: Contract) -> Iterator[Any]:
    yield from (contract.asked[name] for name in ("body", "query") if name in contract.asked)
    if contract.gives not in (type(None), Published):
        yield from _alternatives(contract.gives)


def _alternatives(kind: Any) -> tuple[Any, ...]:
    return get_args(kind) if isinstance(kind, UnionType) or get_origin(kind) is Union else (kind,)


def _whole(schema: Document) -> Document:
    """An answer has all that it may have; what is sent refuses what it does not know, and says what it needs."""
    schema["description"] = " ".join(schema.get("description", "").split())
    if "properties" in schema and "additionalProperties" not in schema:
        schema["required"] = list(schema["properties"])
    if (tag := schema.get("properties", {}).get("type", {})).keys() == {"enum"}:
        tag["description"] = "Tells it from the others."
    return schema


def _told(member: Document) -> Document:
    """A parameter that is left out is not null."""
    kept = [one for one in member.get("anyOf", ()) if one != {"type": "null"}]
    told = {**member, **kept[0]} if len(kept) == 1 else member
    return {name: value for name, value in told.items() if name != "anyOf" and (name, value) != ("default", None)}
