"""Connections, through API Gateway's management API."""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders
from botocore.config import Config
from botocore.exceptions import ClientError, ConnectTimeoutError
from botocore.session import get_session

from chalicelib.domain.connections import MOST
from chalicelib.domain.repository_errors import SocketGone
from chalicelib.repositories.sockets import ApiGatewaySockets
from tests.support.moto_resources import WEBSOCKET_URL

ENDPOINT = WEBSOCKET_URL.replace("wss", "https")
Answers = Callable[[str], AWSResponse]


class Body(io.BytesIO):
    def stream(self, **_: Any) -> Iterator[bytes]:
        yield self.read()


def answer(status: int = 200, kind: str = "") -> AWSResponse:
    headers = HTTPHeaders()
    headers["x-amzn-ErrorType"] = kind
    return AWSResponse(ENDPOINT, status, headers, Body(json.dumps({"message": "No."}).encode()))


class Gateway:
    """A fake of API Gateway that records its requests."""

    def __init__(self, answers: Answers = lambda _: answer()) -> None:
        config = Config(retries={"mode": "standard", "total_max_attempts": 1})
        self.client: Any = get_session().create_client("apigatewaymanagementapi", config=config, endpoint_url=ENDPOINT)
        self.client.meta.events.register_first("before-send", self._send)
        self.sockets = ApiGatewaySockets(lambda: self.client)
        self.asked: set[tuple[str | None, str, bytes]] = set()
        self._answers = answers

    def _send(self, request: Any, **_: Any) -> Any:
        assert request.url.startswith(f"{ENDPOINT}/@connections/")
        name = unquote(urlsplit(request.url).path.rpartition("/")[2])
        self.asked.add((request.method, name, request.body or b""))
        return self._answers(name)


def test_a_text_is_sent_to_each() -> None:
    gateway = Gateway()
    assert gateway.sockets.send(["a=", "b="], "hello") == {"a=": None, "b=": None}
    assert gateway.asked == {("POST", "a=", b"hello"), ("POST", "b=", b"hello")}


def test_each_is_closed() -> None:
    gateway = Gateway(lambda _: answer(204))
    assert gateway.sockets.close(["a", "b"]) == {"a": None, "b": None}
    assert gateway.asked == {("DELETE", "a", b""), ("DELETE", "b", b"")}


def test_nobody_is_no_one() -> None:
    assert Gateway().sockets.send([], "hello") == {}


def _unwilling(name: str) -> AWSResponse:
    if name == "silent":
        raise ConnectTimeoutError(endpoint_url=ENDPOINT)
    return {"gone": answer(410, "GoneException"), "denied": answer(403, "AccessDeniedException")}.get(name) or answer()


def test_what_fails_says_how_and_keeps_the_others_from_nothing() -> None:
    outcomes = Gateway(_unwilling).sockets.send(["gone", "silent", "denied", "there"], "hello")
    assert outcomes["there"] is None
    assert isinstance(outcomes["gone"], SocketGone)
    assert isinstance(outcomes["silent"], ConnectTimeoutError)
    assert isinstance(outcomes["denied"], ClientError)


@pytest.mark.parametrize("verb", ["send", "close"])
def test_as_many_as_a_person_has_are_on_their_way_at_once(verb: str) -> None:
    """Make each wait until all are there: one after the other, the first would wait forever."""
    together = threading.Barrier(MOST, timeout=20)

    def meet(_: str) -> AWSResponse:
        together.wait()
        return answer()

    sockets = Gateway(meet).sockets
    names = [str(number) for number in range(MOST)]
    outcomes = sockets.send(names, "hello") if verb == "send" else sockets.close(names)
    assert outcomes == dict.fromkeys(names)
