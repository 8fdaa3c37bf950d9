"""OpenAPI operations: the parameters and body of a route, and all of its responses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from http import HTTPStatus

from ..api.contracts import Contract
from ..api.problems import Problem
from . import headers
from .descriptions import OPERATIONS
from .examples import Examples
from .links import links
from .routes import Route
from .schemas import Document, Schemas


class Operations:
    """The operations of routes; `schemas` has the types of their contracts."""

    def __init__(self, contracts: Sequence[Contract], schemas: Schemas) -> None:
        self._contracts = contracts
        self._schemas = schemas
        self._examples = Examples(schemas.components)

    def operation(self, route: Route) -> Document:
        """Return the operation object of a route."""
        contract = route.contract
        described: Document = {
            "operationId": contract.name,
            "tags": [route.path.split("/")[1]],
            "summary": contract.summary,
            "description": OPERATIONS.get(contract.name, contract.summary),
            "security": [{"bearer": []}] if "caller" in contract.asked else [],
            "responses": dict(self._responses(route)),
        }
        if contract.deprecated:
            described["deprecated"] = True
        if parameters := list(self._parameters(route)):
            described["parameters"] = parameters
        if body := contract.asked.get("body"):
            content_type = "application/merge-patch+json" if "precondition" in contract.asked else "application/json"
            described["requestBody"] = {
                "required": True,
                "content": {content_type: self._content(self._schemas.schema(body))},
            }
        return described

    def _parameters(self, route: Route) -> Iterator[Document]:
        for name, kind in route.contract.path_parameters.items():
            yield self._schemas.parameter(name, "path", kind)
        yield from headers.request_parameters(route)
        if query := route.contract.asked.get("query"):
            yield from self._schemas.query(query)

    def _responses(self, route: Route) -> Iterator[tuple[str, Document]]:
        contract = route.contract
        yield str(contract.status), self._success(contract)
        if route.may_be_known:
            not_modified = {
                "description": "The version that the client has is current.",
                "headers": headers.version(contract.gives),
            }
            yield str(int(HTTPStatus.NOT_MODIFIED)), not_modified
        for status, reasons in route.refusals.items():
            content = {"application/problem+json": {"schema": self._schemas.schema(Problem)}}
            yield str(status), {"description": reasons, "content": content}

    def _success(self, contract: Contract) -> Document:
        if contract.gives is type(None):
            return {"description": "Done."}
        described: Document = {
            "description": HTTPStatus(contract.status).phrase,
            "content": {"application/json": self._content(self._schemas.schema(contract.gives))},
            "headers": headers.response_headers(contract),
            "links": links(contract, self._contracts),
        }
        return {name: part for name, part in described.items() if part}

    def _content(self, schema: Document) -> Document:
        return {"schema": schema, "example": self._examples.example(schema)}
