"""A client of the app, over emulated DynamoDB and S3."""

from __future__ import annotations

from typing import Any

import app as skynotes
from chalicelib.openapi import document
from tests.support.factories import ANN
from tests.support.gateway_calls import Answer, call
from tests.support.store_backends import ObjectsOnS3, OnDynamoDB

Cloud = tuple[OnDynamoDB, ObjectsOnS3]
Route = tuple[str, str]
ROUTES = [(route.method, route.path) for route in document.routes(skynotes.app)]
PUBLIC = {("GET", "/health"), ("GET", "/openapi.json")}
PRIVATE = sorted(route for route in ROUTES if route not in PUBLIC)
NEW_FILE: dict[str, Any] = {"name": "sea.jpg", "content_type": "image/jpeg", "size": 10, "sha256": "0" * 64}


class Api:
    """The app as one user calls it."""

    def __init__(self, owner: str = ANN) -> None:
        self.owner = owner

    def __call__(self, method: str, path: str, body: object = None, **named: Any) -> Answer:
        return call(skynotes.app, method, path, body, **{"owner": self.owner} | named)

    def write(self, **fields: object) -> Any:
        answer = self("POST", "/notes", fields)
        assert answer.status == 201, answer
        return answer.body

    def declare(self, **fields: object) -> Any:
        answer = self("POST", "/files", NEW_FILE | fields)
        assert answer.status == 201, answer
        return answer.body["file"]

    def on(self, route: Route, identifier: str, **named: Any) -> Answer:
        """Call a route for one note or file, with the body and headers that it needs."""
        method, path = route
        body = {"title" if "note" in path else "name": "Mine"} if method == "PATCH" else None
        filled = path.replace("{note_id}", identifier).replace("{file_id}", identifier)
        return self(method, filled, body, **{"if_match": "*"} | named)
