"""The routes of the app, and the options of a request for each."""

from __future__ import annotations

import os
from typing import Any

# The app reads the names of resources only when it is called, but botocore needs a region as soon as it is imported.
os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")

import app
from chalicelib.openapi import document

Route = tuple[str, str]


PUBLIC = {("GET", "/health"), ("GET", "/openapi.json")}


def all_routes() -> list[Route]:
    """Return method and path of every route."""
    return sorted((route.method, route.path) for route in document.routes(app.app))


def all_methods() -> list[Route]:
    """Return every path with every method, including methods that are refused."""
    return sorted((method, path) for path, methods in app.app.routes.items() for method in methods)


def private_routes() -> list[Route]:
    """Return the routes that require a signed-in user."""
    return [route for route in all_routes() if app.app.routes[route[1]][route[0]].authorizer is not None]


def routes_of_one(kind: str) -> list[Route]:
    """Return the routes that name one note or file."""
    return [route for route in all_routes() if f"{{{kind}_id}}" in route[1]]


def options(method: str) -> dict[str, Any]:
    """Return a body and headers with which a request gets as far as looking up its note or file."""
    return {"json": {}, "headers": {"If-Match": "*"}} if method == "PATCH" else {}
