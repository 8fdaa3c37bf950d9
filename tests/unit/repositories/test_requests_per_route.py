"""The cost of an API request, as the number of its requests to AWS."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

import app as skynotes
from chalicelib import wiring
from chalicelib.repositories import clients
from tests.support.gateway_calls import call

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient
    from types_boto3_s3 import S3Client

NEW_FILE = {"name": "sea.txt", "content_type": "text/plain", "size": 10, "sha256": "0" * 64}


@pytest.fixture
def asked(dynamodb: DynamoDBClient, s3: S3Client) -> Iterator[list[str]]:
    """Yield the operations that the app requests from AWS, as they happen."""
    operations: list[str] = []

    def note(model: Any, **_: Any) -> None:
        operations.append(model.name)

    # An earlier test may have used another environment, after which the first request makes the clients anew.
    wiring.accounts()
    made = [clients.dynamodb(), clients.s3()]
    for client in made:
        client.meta.events.register("before-call", note, unique_id="asked")
    yield operations
    for client in made:
        client.meta.events.unregister("before-call", unique_id="asked")


def cost(asked: list[str], method: str, path: str, body: object = None, **named: Any) -> list[str]:
    """Return the operations of one request that succeeds."""
    asked.clear()
    answer = call(skynotes.app, method, path, body, **named)
    assert answer.status in (200, 201), answer
    return list(asked)


def test_a_common_request_asks_once(asked: list[str]) -> None:
    note = call(skynotes.app, "POST", "/notes", {"title": "Sea"}).body["id"]
    file = call(skynotes.app, "POST", "/files", NEW_FILE).body["file"]["id"]
    assert cost(asked, "GET", "/health") == []
    assert cost(asked, "GET", "/me") == ["GetItem"]
    assert cost(asked, "POST", "/notes", {"title": "Sea"}) == ["TransactWriteItems"]
    assert cost(asked, "POST", "/notes", {"title": "Sea"}, idempotency_key="k") == ["TransactWriteItems"]
    assert cost(asked, "GET", "/notes") == ["Query"]
    assert cost(asked, "GET", "/changes") == ["Query"]
    assert cost(asked, "GET", f"/notes/{note}") == ["GetItem"]
    assert cost(asked, "PATCH", f"/notes/{note}", {"text": "new"}, if_match='"1"') == ["UpdateItem"]
    assert cost(asked, "POST", "/files", NEW_FILE | {"note_id": note}) == ["TransactWriteItems"]
    assert cost(asked, "GET", f"/files/{file}") == ["GetItem"]
    assert cost(asked, "PATCH", f"/files/{file}", {"caption": "new"}, if_match='"1"') == ["UpdateItem"]


@pytest.mark.parametrize(
    "query", [{}, {"kind": "image"}, {"note_id": "01ARZ3NDEKTSV4RRFFQ69G5FAV"}, {"state": "trashed"}, {"urls": "true"}]
)
def test_a_list_of_files_asks_once(asked: list[str], query: dict[str, str]) -> None:
    assert cost(asked, "GET", "/files", query=dict(query)) == ["Query"]
