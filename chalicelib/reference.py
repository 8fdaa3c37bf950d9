"""The OpenAPI 3.1 description of the API, made of what the routes' views say of themselves; nothing is said twice.

Of a body that is sent, only what is required has to be there. An answer always has all of its members.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from http import HTTPStatus
from inspect import getdoc
from types import UnionType
from typing import Any, Union, get_args, get_origin

import msgspec
from chalice.app import Chalice

from . import __version__, problems
from .contracts import Contract, of
from .files import File
from .notes import Note
from .problems import Problem

Document = dict[str, Any]
_SCHEMAS = "#/components/schemas/"
_PROBLEM = "application/problem+json"
# What API Gateway answers by itself, in front of every route.
_TOO_MANY = HTTPStatus.TOO_MANY_REQUESTS
_BEARER = {"type": "http", "scheme": "bearer", "bearerFormat": "JWT", "description": "The ID token of the user pool."}


def document(app: Chalice) -> Document:
    """Describe every route of the app."""
    found = [(path, method, of(entry.view_function)) for path, by in app.routes.items() for method, entry in by.items()]
    schemas = Schemas([contract for _, _, contract in found])
    paths: Document = {}
    for path, method, contract in found:
        paths.setdefault(path, {})[method.lower()] = _operation(path, contract, schemas)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Skynotes", "version": __version__, "summary": "A private home for notes and photos."},
        "servers": [{"url": "/api"}],
        "paths": dict(sorted(paths.items())),
        "components": {"schemas": schemas.components, "securitySchemes": {"bearer": _BEARER}},
    }


def statuses(contract: Contract) -> set[int]:
    """All that a route may answer."""
    return {contract.status, _TOO_MANY, problems.UNEXPECTED.status, *map(problems.status, contract.refusals)}


class Schemas:
    """The JSON schemas of everything that is sent and answered."""

    def __init__(self, contracts: list[Contract]) -> None:
        kinds = list(dict.fromkeys(kind for contract in contracts for kind in _kinds(contract)))
        schemas, components = msgspec.json.schema_components([*kinds, Problem], ref_template=_SCHEMAS + "{name}")
        self._by_kind: dict[Any, Document] = dict(zip(kinds, schemas, strict=False))
        queries = {contract.asked["query"].__name__ for contract in contracts if "query" in contract.asked}
        self._queries = {name: components[name] for name in queries}
        self.components = {
            name: _whole(schema) for name, schema in sorted(components.items()) if name not in self._queries
        }

    def of(self, kind: Any) -> Document:
        """What refers to it."""
        alternatives = [self._by_kind[one] for one in _alternatives(kind)]
        return alternatives[0] if len(alternatives) == 1 else {"anyOf": alternatives}

    def parameters(self, query: Any) -> Iterator[Document]:
        """A query's members."""
        schema = self._queries[query.__name__]
        for name, member in schema["properties"].items():
            about = member.pop("description", None) or f"{name}."
            yield {"name": name, "in": "query", "required": False, "description": about, "schema": _told(member)}


def _kinds(contract: Contract) -> Iterator[Any]:
    yield from (contract.asked[name] for name in ("body", "query") if name in contract.asked)
    if contract.gives is not type(None):
        yield from _alternatives(contract.gives)


def _alternatives(kind: Any) -> tuple[Any, ...]:
    return get_args(kind) if isinstance(kind, UnionType) or get_origin(kind) is Union else (kind,)


def _whole(schema: Document) -> Document:
    """An answer has all that it may have; what is sent refuses what it does not know, and says what it needs."""
    schema["description"] = " ".join(schema.get("description", "").split())
    if "properties" in schema and "additionalProperties" not in schema:
        schema["required"] = list(schema["properties"])
    return schema


def _told(member: Document) -> Document:
    """A parameter that is left out is not null."""
    kept = [one for one in member.get("anyOf", ()) if one != {"type": "null"}]
    told = {**member, **kept[0]} if len(kept) == 1 else member
    return {name: value for name, value in told.items() if name != "anyOf" and (name, value) != ("default", None)}


def _operation(path: str, contract: Contract, schemas: Schemas) -> Document:
    told: Document = {
        "operationId": contract.name,
        "tags": [path.split("/")[1]],
        "summary": contract.summary,
        "security": [{"bearer": []}] if "caller" in contract.asked else [],
        "responses": dict(_responses(contract, schemas)),
    }
    if parameters := list(_parameters(contract, schemas)):
        told["parameters"] = parameters
    if body := contract.asked.get("body"):
        content_type = "application/merge-patch+json" if "precondition" in contract.asked else "application/json"
        told["requestBody"] = {"required": True, "content": {content_type: {"schema": schemas.of(body)}}}
    return told


def _parameters(contract: Contract, schemas: Schemas) -> Iterator[Document]:
    for name in contract.path_parameters:
        yield {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
    if "precondition" in contract.asked:
        yield {"name": "If-Match", "in": "header", "required": True, "schema": {"type": "string"}}
    if "idempotency_key" in contract.asked:
        key = {"type": "string", "minLength": 1, "maxLength": 255}
        yield {"name": "Idempotency-Key", "in": "header", "required": False, "schema": key}
    if query := contract.asked.get("query"):
        yield from schemas.parameters(query)


def _responses(contract: Contract, schemas: Schemas) -> Iterator[tuple[str, Document]]:
    yield str(contract.status), _success(contract, schemas)
    refusals: dict[int, list[str]] = {_TOO_MANY: ["Too many requests at once."]}
    for refusal in sorted(contract.refusals, key=lambda refusal: refusal.__name__):
        refusals.setdefault(problems.status(refusal), []).append(" ".join((getdoc(refusal) or "").split()))
    refusals[problems.UNEXPECTED.status] = ["Something went wrong inside."]
    for status, reasons in sorted(refusals.items()):
        yield str(int(status)), {"description": " ".join(reasons), "content": {_PROBLEM: {"schema": _problem()}}}


def _success(contract: Contract, schemas: Schemas) -> Document:
    if contract.gives is type(None):
        return {"description": "It is done."}
    told: Document = {
        "description": HTTPStatus(contract.status).phrase,
        "content": {"application/json": {"schema": schemas.of(contract.gives)}},
    }
    if _is_versioned(contract.gives):
        about = "The version, to send as If-Match with a change."
        told["headers"] = {"ETag": {"description": about, "required": True, "schema": {"type": "string"}}}
    return told


def _is_versioned(kind: Any) -> bool:
    return not get_args(kind) and issubclass(kind, Note | File)


def _problem() -> Mapping[str, str]:
    return {"$ref": f"{_SCHEMAS}Problem"}
