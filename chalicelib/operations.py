"""One route as OpenAPI describes it: what it asks for, and all that it may answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from http import HTTPStatus
from inspect import getdoc
from typing import Any, get_args

import msgspec

from . import problems
from .answers import Published
from .contracts import Contract
from .examples import Examples
from .files import File
from .links import links
from .notes import Note
from .problems import Problem
from .schemas import Document, Schemas
from .transfers import DeclaredFile

_PROBLEM = "application/problem+json"
# What API Gateway answers by itself, in front of every route.
_GATEWAYS = {
    HTTPStatus.TOO_MANY_REQUESTS: "Too many requests at once.",
    HTTPStatus.GATEWAY_TIMEOUT: "It took too long.",
}
_UNCHANGED = HTTPStatus.NOT_MODIFIED
_KEY: Document = {"minLength": 1, "maxLength": 255, "pattern": "^[!-~]*$"}


class Route(msgspec.Struct, frozen=True):
    """One method of one path."""

    method: str
    path: str
    contract: Contract

    @property
    def may_be_known(self) -> bool:
        """Whether a client may know the answer already, and be told so."""
        return self.method == "GET" and self.contract.gives in (Note, Published)

    @property
    def statuses(self) -> set[int]:
        """All that it may answer."""
        refused = {*_GATEWAYS, HTTPStatus.INTERNAL_SERVER_ERROR, *map(problems.status, self.contract.refusals)}
        return {self.contract.status, *refused} | ({_UNCHANGED} if self.may_be_known else set())


class Operations:
    """Describes routes, whose types these schemas are of."""

    def __init__(self, contracts: Sequence[Contract], schemas: Schemas) -> None:
        self._contracts = contracts
        self._schemas = schemas
        self._examples = Examples(schemas.components)

    def of(self, route: Route) -> Document:
        """The operation object of a route."""
        contract = route.contract
        told: Document = {
            "operationId": contract.name,
            "tags": [route.path.split("/")[1]],
            "summary": contract.summary,
            "security": [{"bearer": []}] if "caller" in contract.asked else [],
            "responses": dict(self._responses(route)),
        }
        if contract.is_deprecated:
            told["deprecated"] = True
        if parameters := list(self._parameters(route)):
            told["parameters"] = parameters
        if body := contract.asked.get("body"):
            content_type = "application/merge-patch+json" if "precondition" in contract.asked else "application/json"
            told["requestBody"] = {"required": True, "content": {content_type: self._content(self._schemas.of(body))}}
        return told

    def _parameters(self, route: Route) -> Iterator[Document]:
        contract = route.contract
        for name, kind in contract.path_parameters.items():
            yield self._schemas.parameter(name, "path", kind)
        if "precondition" in contract.asked:
            yield _header("If-Match", "The ETag of the version that this changes, or `*` for any.", required=True)
        if route.may_be_known:
            about = "The ETag of what is known already: the answer is 304 while that is so."
            yield _header("If-None-Match", about)
        if "idempotency_key" in contract.asked:
            about = "What tells this from another like it, so that it can be sent again."
            yield _header("Idempotency-Key", about, "b5f3c1d8-0d5e-4d0b-9a55-0d6a6a0f2a52", **_KEY)
        if query := contract.asked.get("query"):
            yield from self._schemas.query(query)

    def _responses(self, route: Route) -> Iterator[tuple[str, Document]]:
        contract = route.contract
        yield str(contract.status), self._success(contract)
        if route.may_be_known:
            yield (
                str(int(_UNCHANGED)),
                {"description": "It is what the client knows.", "headers": _etag(contract.gives)},
            )
        for status, reasons in sorted(_reasons(contract).items()):
            content = {"schema": self._schemas.of(Problem)}
            yield str(int(status)), {"description": " ".join(reasons), "content": {_PROBLEM: content}}

    def _success(self, contract: Contract) -> Document:
        if contract.gives is type(None):
            return {"description": "It is done."}
        told: Document = {
            "description": HTTPStatus(contract.status).phrase,
            "content": {"application/json": self._content(self._schemas.of(contract.gives))},
        }
        headers = {**_etag(contract.gives), **_location(contract)}
        if headers:
            told["headers"] = headers
        if found := links(contract, self._contracts):
            told["links"] = found
        return told

    def _content(self, schema: Document) -> Document:
        return {"schema": schema, "example": self._examples.of(schema)}


def _reasons(contract: Contract) -> Mapping[HTTPStatus, list[str]]:
    """Why each status other than that of success may be answered."""
    reasons = {status: [reason] for status, reason in _GATEWAYS.items()}
    reasons[HTTPStatus.INTERNAL_SERVER_ERROR] = ["It went wrong inside."]
    for refusal in sorted(contract.refusals, key=lambda refusal: refusal.__name__):
        reasons.setdefault(problems.status(refusal), []).append(" ".join((getdoc(refusal) or "").split()))
    return reasons


def _header(name: str, about: str, example: str = '"3"', *, required: bool = False, **bounds: Any) -> Document:
    schema = {"type": "string", **bounds}
    told = {"name": name, "in": "header", "required": required, "description": about, "schema": schema}
    return told | {"example": example}


def _etag(gives: Any) -> Document:
    if get_args(gives) or not issubclass(gives, Note | File | Published):
        return {}
    about = "The version: for If-Match with a change, for If-None-Match with a question."
    return {"ETag": {"description": about, "required": True, "schema": {"type": "string"}, "example": '"3"'}}


def _location(contract: Contract) -> Document:
    if contract.status != HTTPStatus.CREATED or contract.gives not in (Note, DeclaredFile):
        return {}
    about = "Where it is from now on, relative to this address."
    return {"Location": {"description": about, "required": True, "schema": {"type": "string"}}}
