"""A cold start and its first requests, in a process of its own. Prints their statuses and all loaded modules."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders

import app
from chalicelib import wiring
from chalicelib.repositories.clients import dynamodb


class Nothing(io.BytesIO):
    """An empty response of DynamoDB."""

    def stream(self, **_: object) -> Iterator[bytes]:
        yield b"{}"


def answer_nothing(**_: object) -> Any:
    return AWSResponse("https://dynamodb", 200, HTTPHeaders(), Nothing())


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
    dynamodb().meta.events.register("before-send.dynamodb", answer_nothing)
    statuses = [status("GET", "/health"), status("POST", "/notes"), status("GET", "/me")]
    print(json.dumps([statuses, sorted(sys.modules)]))
