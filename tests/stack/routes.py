"""The routes, found from the app, and a request that fits each."""

from __future__ import annotations

import os
from typing import Any

# The app reads names of resources only when it is called, but botocore wants a region to be imported at all.
os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")

import app
from chalicelib.openapi import document

Route = tuple[str, str]


PUBLIC = {("GET", "/health"), ("GET", "/openapi.json")}


def all_routes() -> list[Route]:
    """Method and path of every route."""
    return sorted((route.method, route.path) for route in document.routes(app.app))


def all_methods() -> list[Route]:
    """Every path by every method, those included that are refused."""
    return sorted((method, path) for path, methods in app.app.routes.items() for method in methods)


def private_routes() -> list[Route]:
    """Those that ask who calls."""
    return [route for route in all_routes() if app.app.routes[route[1]][route[0]].authorizer is not None]


def routes_of_one(kind: str) -> list[Route]:
    """Those that name one note or file."""
    return [route for route in all_routes() if f"{{{kind}_id}}" in route[1]]


def options(method: str) -> dict[str, Any]:
    """A body and headers with which the method gets as far as looking for its thing."""
    return {"json": {}, "headers": {"If-Match": "*"}} if method == "PATCH" else {}
