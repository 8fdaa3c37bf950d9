"""The embedded cloud's gate: who may pass before it is open, and which requests count as changes."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from local.request_gate import Gate, Message, Receive, Send

SIGNED = [(b"Authorization", b"AWS4-HMAC-SHA256 Credential=test/20260301/eu-central-1/s3/aws4_request")]
TOKEN = [(b"authorization", b"Bearer eyJ0")]


class House:
    """The application behind the gate: it answers 200, or raises."""

    def __init__(self, broken: bool = False) -> None:
        self.broken = broken
        self.reached: list[str] = []
        self.sent: list[Any] = []
        self.changes = 0
        self.gate = Gate(self._answer, self._count)

    def ask(self, kind: str = "http", method: str = "POST", headers: Any = ()) -> list[Any]:
        """Send a request; return all messages that are sent back."""
        self.sent.clear()
        scope = {"type": kind, "headers": [(b"host", b"localhost"), *headers]} | (
            {"method": method} if kind == "http" else {}
        )
        asyncio.run(self.gate(scope, self._receive, self._send))
        return list(self.sent)

    async def _answer(self, scope: Message, receive: Receive, send: Send) -> None:
        self.reached.append(scope["type"])
        if self.broken:
            raise ConnectionResetError
        await send({"type": "http.response.start", "status": 200})

    async def _receive(self) -> Message:
        raise AssertionError

    async def _send(self, message: Message) -> None:
        self.sent.append(message)

    def _count(self) -> None:
        self.changes += 1


@pytest.fixture
def closed() -> House:
    return House()


@pytest.fixture
def opened() -> House:
    house = House()
    house.gate.open = True
    return house


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("headers", [[], TOKEN], ids=["nobody", "a person"])
def test_before_it_is_open_changes_are_refused_until_later(closed: House, method: str, headers: Any) -> None:
    start, body = closed.ask(method=method, headers=headers)
    assert (start["status"], dict(start["headers"])[b"retry-after"]) == (503, b"2")
    assert dict(start["headers"])[b"content-type"] == b"application/problem+json"
    assert json.loads(body["body"])["status"] == 503
    assert (closed.reached, closed.changes) == ([], 0)


def test_before_it_is_open_no_device_connects(closed: House) -> None:
    assert closed.ask("websocket") == [{"type": "websocket.close", "code": 1013}]
    assert closed.reached == []


@pytest.mark.parametrize(
    ("method", "headers"), [("GET", []), ("HEAD", []), ("OPTIONS", []), ("POST", SIGNED), ("PUT", SIGNED)]
)
def test_who_only_reads_and_who_deploys_come_in_always(closed: House, method: str, headers: Any) -> None:
    assert [sent["status"] for sent in closed.ask(method=method, headers=headers)] == [200]


@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_once_it_is_open_everybody_comes_in(opened: House, kind: str) -> None:
    opened.ask(kind)
    assert opened.reached == [kind]


@pytest.mark.parametrize("opens", [True, False])
def test_the_servers_own_beginning_is_no_request(closed: House, opens: bool) -> None:
    closed.gate.open = opens
    closed.ask("lifespan")
    assert (closed.reached, closed.changes) == (["lifespan"], 0)


@pytest.mark.parametrize(
    ("method", "target", "changes"),
    [
        ("POST", "", 1),
        ("PUT", "", 1),
        ("DELETE", "", 1),
        ("GET", "", 0),
        ("HEAD", "", 0),
        ("OPTIONS", "", 0),
        ("POST", "DynamoDB_20120810.Query", 0),
        ("POST", "DynamoDB_20120810.GetItem", 0),
        ("POST", "DynamoDB_20120810.TransactGetItems", 0),
        ("POST", "DynamoDB_20120810.BatchGetItem", 0),
        ("POST", "AWSCognitoIdentityProviderService.ListUsers", 0),
        ("POST", "DynamoDB_20120810.PutItem", 1),
        ("POST", "DynamoDB_20120810.TransactWriteItems", 1),
        ("POST", "DynamoDB_20120810.BatchWriteItem", 1),
    ],
)
def test_a_change_is_counted_and_a_reading_is_not(opened: House, method: str, target: str, changes: int) -> None:
    opened.ask(method=method, headers=[(b"X-Amz-Target", target.encode())])
    assert opened.changes == changes


def test_a_device_may_change_something(opened: House) -> None:
    opened.ask("websocket")
    assert opened.changes == 1


def test_so_may_a_request_that_breaks_off() -> None:
    house = House(broken=True)
    house.gate.open = True
    with pytest.raises(ConnectionResetError):
        house.ask()
    assert house.changes == 1
