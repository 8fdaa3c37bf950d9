"""WebSocket connections, as API Gateway reports them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

import app as skynotes
from chalicelib import telemetry, wiring
from chalicelib.repositories import clients
from chalicelib.repositories.dynamodb.keys import connection
from tests.support.api_client import Api, Cloud
from tests.support.factories import ANN
from tests.support.gateway_calls import CONTEXT
from tests.support.moto_resources import WEBSOCKET_URL
from tests.unit.repositories.test_sockets import answer

SECRET = "what I dreamt"


class Gateway:
    """A fake of API Gateway's management API, which records requests and can deny them."""

    def __init__(self) -> None:
        self.asked: list[tuple[str | None, str]] = []
        self.denies = False

    def send(self, request: Any, **_: Any) -> Any:
        self.asked.append((request.method, request.url.rpartition("/")[2]))
        return answer(403, "AccessDeniedException") if self.denies else answer()


@pytest.fixture
def gateway(cloud: Cloud) -> Iterator[Gateway]:
    assert cloud
    gateway = Gateway()
    events: Any = clients.sockets(WEBSOCKET_URL).meta.events
    events.register_first("before-send", gateway.send)
    yield gateway
    events.unregister("before-send", gateway.send)


def event(connection_id: str, **more: Any) -> dict[str, Any]:
    place = {"apiId": "a1b2c3", "stage": "api", "domainName": "live", "connectionId": connection_id}
    return {"requestContext": place, "isBase64Encoded": False, **more}


def connect(ticket: str, connection_id: str = "c1") -> int:
    connect_event = event(connection_id, queryStringParameters={"ticket": ticket})
    return int(skynotes.websocket_connect(connect_event, CONTEXT)["statusCode"])


def say(body: str, connection_id: str = "c1") -> int:
    return int(skynotes.websocket_message(event(connection_id, body=body), CONTEXT)["statusCode"])


def leave(connection_id: str = "c1") -> int:
    return int(skynotes.websocket_disconnect(event(connection_id), CONTEXT)["statusCode"])


def ticket(person: Api) -> str:
    answered = person("POST", "/live/tickets")
    assert answered.status == 201
    given: str = answered.body["ticket"]
    return given


def connected(cloud: Cloud) -> list[str]:
    return [item["sk"]["S"].rpartition("#")[2] for item in cloud[0].table.beginning(ANN, connection())]


def test_a_ticket_says_where_it_is_good_and_how_long(ann: Api) -> None:
    given = ann("POST", "/live/tickets").body
    assert given.keys() == {"ticket", "url", "expires_at"}
    assert given["url"] == WEBSOCKET_URL


def test_the_ticket_opens_a_connection_which_ends_again(gateway: Gateway, ann: Api, cloud: Cloud) -> None:
    assert connect(ticket(ann)) == 200
    assert connected(cloud) == ["c1"]
    assert say('{"type": "ping"}') == 200
    assert gateway.asked == [("POST", "c1")]
    assert leave() == 200
    assert connected(cloud) == []


def test_without_a_good_one_nothing_is_opened(gateway: Gateway, ann: Api, cloud: Cloud) -> None:
    used_ticket = ticket(ann)
    assert connect(used_ticket) == 200
    assert [connect(used_ticket, "c2"), connect("", "c3"), connect("x" * 43, "c4")] == [403, 403, 403]
    assert skynotes.websocket_connect(event("c5"), CONTEXT) == {"statusCode": 403}
    assert skynotes.websocket_connect(event("c6", queryStringParameters=None), CONTEXT) == {"statusCode": 403}
    assert connected(cloud) == ["c1"]
    assert gateway.asked == []


def test_the_eleventh_takes_the_place_of_the_first(gateway: Gateway, ann: Api, cloud: Cloud) -> None:
    for number in range(11):
        assert connect(ticket(ann), f"c{number}") == 200
    assert len(connected(cloud)) == 10
    assert len(gateway.asked) == 1


@pytest.mark.parametrize("body", ["", "\x00", SECRET, '{"action": "$connect"}', "[" * 50_000, '{"type": "pong"}'])
def test_what_is_no_ping_leads_to_nothing(gateway: Gateway, ann: Api, cloud: Cloud, body: str) -> None:
    connect(ticket(ann))
    assert say(body) == 200
    assert gateway.asked == []
    assert connected(cloud) == ["c1"]


def test_an_unknown_connection_gets_a_message_to_reconnect(gateway: Gateway) -> None:
    assert say('{"type": "ping"}', "stranger") == 200
    assert gateway.asked == [("DELETE", "stranger")]
    assert leave("stranger") == 200


def test_an_answer_that_fails_is_logged(gateway: Gateway, ann: Api, capsys: pytest.CaptureFixture[str]) -> None:
    connect(ticket(ann))
    gateway.denies = True
    assert say('{"type": "ping"}') == 500
    (failure,) = [line for line in _logged_lines(capsys) if "error" in line]
    assert failure["error"] == "ClientError AccessDeniedException from PostToConnection"


def test_a_failure_is_logged_and_the_connection_that_could_be_opened_stays_open(
    gateway: Gateway, ann: Api, capsys: pytest.CaptureFixture[str]
) -> None:
    gateway.denies = True
    assert [connect(ticket(ann), f"c{number}") for number in range(11)] == [200] * 11
    (failure,) = [line for line in _logged_lines(capsys) if "error" in line]
    assert failure["error"] == "ClientError AccessDeniedException from DeleteConnection"
    assert failure["user"] == telemetry.pseudonym(ANN)


def test_an_unexpected_error_opens_no_connection(
    gateway: Gateway, ann: Api, cloud: Cloud, capsys: pytest.CaptureFixture[str]
) -> None:
    good = ticket(ann)
    cloud[0].client.delete_table(TableName="skynotes")
    assert [connect(good), say('{"type": "ping"}'), leave()] == [500, 500, 500]
    assert ["ResourceNotFoundException" in line["error"] for line in _logged_lines(capsys) if "error" in line] == [
        True
    ] * 3


def test_each_is_one_line_that_tells_neither_who_nor_what(
    gateway: Gateway, ann: Api, capsys: pytest.CaptureFixture[str]
) -> None:
    good = ticket(ann)
    _logged_lines(capsys)
    connect(good)
    connect(SECRET)
    say(SECRET)
    leave()
    written = capsys.readouterr().out
    lines = [json.loads(line) for line in written.splitlines()]
    assert [(line["live"], line["status"]) for line in lines] == [
        ("connect", 200),
        ("connect", 403),
        ("message", 200),
        ("disconnect", 200),
    ]
    assert lines[0]["user"] == telemetry.pseudonym(ANN)
    for private in (SECRET, good, f'"{ANN}"'):
        assert private not in written


def test_a_nudge_is_one_line_too(gateway: Gateway, ann: Api, capsys: pytest.CaptureFixture[str]) -> None:
    connect(ticket(ann))
    gateway.denies = True
    reached = wiring.live().nudge(ANN, SECRET)
    _logged_lines(capsys)
    telemetry.nudge(reached.taken, reached.gone, reached.failures, "r1", ANN)
    (line,) = _logged_lines(capsys)
    assert line.pop("user") == telemetry.pseudonym(ANN)
    failed = ["ClientError AccessDeniedException from PostToConnection"]
    assert line == {"nudged": 0, "gone": 0, "failed": failed, "request_id": "r1"}


def _logged_lines(capsys: pytest.CaptureFixture[str]) -> list[Any]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]
