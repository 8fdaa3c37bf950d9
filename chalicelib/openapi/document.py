"""The OpenAPI 3.1 description of the API, generated from its routes' contracts so that nothing is written twice."""

from __future__ import annotations

from functools import cache
from typing import NoReturn

import msgspec
from chalice.app import Chalice

from .. import __version__
from ..api.contracts import contract_of
from ..api.responses import Published
from .descriptions import INFO, TAGS
from .operations import Operations
from .routes import Route
from .schemas import Document, Schemas

_BEARER = {"type": "http", "scheme": "bearer", "bearerFormat": "JWT", "description": "The ID token of the user pool."}


def routes(app: Chalice) -> list[Route]:
    """Return every route of the app, except those that `allowed_methods.py` adds, which follow from these."""
    every = [
        Route(method, path, contract_of(entry.view_function))
        for path, by in app.routes.items()
        for method, entry in by.items()
    ]
    return [route for route in every if route.method != "HEAD" and route.contract.gives is not NoReturn]


def document(app: Chalice) -> Document:
    """Describe every route of the app."""
    found = routes(app)
    contracts = [route.contract for route in found]
    schemas = Schemas(contracts)
    operations = Operations(contracts, schemas)
    paths: Document = {}
    for route in found:
        paths.setdefault(route.path, {})[route.method.lower()] = operations.operation(route)
    return {
        "openapi": "3.1.0",
        "info": {**INFO, "version": __version__},
        "servers": [{"url": "/api"}],
        "tags": [{"name": name, "description": text} for name, text in TAGS.items()],
        "paths": dict(sorted(paths.items())),
        "components": {"schemas": schemas.components, "securitySchemes": {"bearer": _BEARER}},
    }


@cache
def published(app: Chalice) -> Published:
    """Return the description as it is served."""
    return Published(msgspec.json.encode(document(app)).decode())
