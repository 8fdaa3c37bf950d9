"""The OpenAPI 3.1 description of the API, made of what the routes' views say of themselves; nothing is said twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from http import HTTPStatus
from inspect import getdoc
from typing import Any, get_args

import msgspec
from chalice.app import Chalice

from . import __version__, problems
from .answers import Published
from .contracts import Contract, of
from .files import File
from .notes import Note
from .schemas import PREFIX, Document, Schemas

_PROBLEM = "application/problem+json"
# What API Gateway answers by itself, in front of every route.
_TOO_MANY = HTTPStatus.TOO_MANY_REQUESTS
_UNCHANGED = HTTPStatus.NOT_MODIFIED
_BEARER = {"type": "http", "scheme": "bearer", "bearerFormat": "JWT", "description": "The ID token of the user pool."}


class Route(msgspec.Struct, frozen=True):
    """One method of one path."""

    method: str
    path: str
    contract: Contract

    @property
    def may_be_known(self) -> bool:
        """Whether a client may know the answer already, and be told so."""
        return self.method == "GET" and self.contract.gives in (Note, Published)


def document(app: Chalice) -> Document:
    """Describe every route of the app."""
    found = [(path, method, of(entry.view_function)) for path, by in app.routes.items() for method, entry in by.items()]
    schemas = Schemas([contract for _, _, contract in found])
    paths: Document = {}
    for path, method, contract in found:
        paths.setdefault(path, {})[method.lower()] = _operation(Route(method, path, contract), schemas)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Skynotes", "version": __version__, "summary": "A private home for notes and photos."},
        "servers": [{"url": "/api"}],
        "paths": dict(sorted(paths.items())),
        "components": {"schemas": schemas.components, "securitySchemes": {"bearer": _BEARER}},
    }


@cache
def published(app: Chalice) -> Published:
    """The same, as it is served."""
    return Published(msgspec.json.encode(document(app)).decode())


def statuses(route: Route) -> set[int]:
    """All that a route may answer."""
    contract = route.contract
    refused = {_TOO_MANY, problems.UNEXPECTED.status, *map(problems.status, contract.refusals)}
    return {contract.status, *refused} | ({_UNCHANGED} if route.may_be_known else set())


def _operation(route: Route, schemas: Schemas) -> Document:
    contract = route.contract
    told: Document = {
        "operationId": contract.name,
        "tags": [route.path.split("/")[1]],
        "summary": contract.summary,
        "security": [{"bearer": []}] if "caller" in contract.asked else [],
        "responses": dict(_responses(route, schemas)),
    }
    if parameters := list(_parameters(route, schemas)):
        told["parameters"] = parameters
    if body := contract.asked.get("body"):
        content_type = "application/merge-patch+json" if "precondition" in contract.asked else "application/json"
        told["requestBody"] = {"required": True, "content": {content_type: {"schema": schemas.of(body)}}}
    return told


def _parameters(route: Route, schemas: Schemas) -> Iterator[Document]:
    contract = route.contract
    for name in contract.path_parameters:
        yield _parameter(name, "path", f"The id of the {name.removesuffix('_id')}.")
    if "precondition" in contract.asked:
        yield _parameter("If-Match", "header", "The ETag of the version that this changes, or `*` for any.")
    if route.may_be_known:
        about = "The ETag of what is known already: the answer is 304 while that is so."
        yield _parameter("If-None-Match", "header", about, required=False)
    if "idempotency_key" in contract.asked:
        about = "What tells this from another like it, so that it can be sent again: 1 to 255 visible ASCII characters."
        yield _parameter("Idempotency-Key", "header", about, required=False, minLength=1, maxLength=255)
    if query := contract.asked.get("query"):
        yield from schemas.parameters(query)


def _parameter(name: str, place: str, about: str, *, required: bool = True, **bounds: int) -> Document:
    schema = {"type": "string", **bounds}
    return {"name": name, "in": place, "required": required, "description": about, "schema": schema}


def _responses(route: Route, schemas: Schemas) -> Iterator[tuple[str, Document]]:
    contract = route.contract
    yield str(contract.status), _success(contract, schemas)
    if route.may_be_known:
        yield str(int(_UNCHANGED)), {"description": "It is what the client knows.", "headers": _etag()}
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
        told["headers"] = _etag()
    return told


def _is_versioned(kind: Any) -> bool:
    return not get_args(kind) and issubclass(kind, Note | File | Published)


def _etag() -> Document:
    about = "The version: for If-Match with a change, for If-None-Match with a question."
    return {"ETag": {"description": about, "required": True, "schema": {"type": "string"}}}


def _problem() -> Mapping[str, str]:
    return {"$ref": f"{PREFIX}Problem"}
