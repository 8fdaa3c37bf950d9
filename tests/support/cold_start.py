"""A cold start and its first requests, in a process of its own. Prints their statuses and all loaded modules."""

from __future__ import annotations

import json
import sys
from types import SimpleNamespace
from typing import Any

import app
from chalicelib import wiring
from chalicelib.repositories.clients import dynamodb
from tests.support.canned_answers import Canned


def status(method: str, path: str) -> int:
    event = {
        "requestContext": {
            "resourcePath": path,
            "httpMethod": method,
            "authorizer": {"claims": {"token_use": "id", "sub": "ann"}},
        },
        "headers": {"content-type": "application/json"},
        "multiValueQueryStringParameters": None,
        "pathParameters": None,
        "stageVariables": None,
        "body": "{}",
        "isBase64Encoded": False,
    }
    return int(app.app(event, SimpleNamespace())["statusCode"])


if __name__ == "__main__":
    wiring.file_service()
    events: Any = dynamodb().meta.events
    events.register("before-send.dynamodb", Canned(200, b"{}"))
    statuses = [status("GET", "/health"), status("POST", "/notes"), status("GET", "/me")]
    print(json.dumps([statuses, sorted(sys.modules)]))
