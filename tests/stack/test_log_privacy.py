"""The functions' logs: enough to see what happened, without identities and content."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

import jwt
import pytest

from chalicelib.domain.clock import utc_now
from chalicelib.domain.connections import new_ticket
from chalicelib.telemetry import pseudonym
from local.people import join, sign_in
from local.stack import Stack
from operate.sweep import event
from ship.account import Account
from tests.running_service import PASSWORD
from tests.stack import functions, grants, routes
from tests.stack.eventually import eventually
from tests.stack.functions import Functions, changed, connection_event, uploaded
from tests.stack.privacy_walkthrough import NOBODYS, PLACES, PrivacyWalkthrough
from tests.stack.roles import Roles

EMAIL = "somebody-in-particular@skynotes.example"
# Lines that Lambda writes around an invocation.
PLATFORM = ("START ", "END ", "REPORT ")
Lines = dict[str, list[str]]


@dataclass(frozen=True)
class Trap:
    """A walkthrough's secrets, and the lines logged in the meantime."""

    secrets: dict[str, str]
    lines: Lines
    requested: Counter[tuple[str, int]]
    user: str | None

    def caught(self, lines: list[str]) -> set[str]:
        """Return the names of the secrets that the lines reveal."""
        said = "\n".join(lines).lower()
        return {name for name, secret in self.secrets.items() if secret.lower() in said}

    def requests(self) -> list[Any]:
        """Return the lines about this walkthrough's requests."""
        entries = _entries_with(self.lines["api_handler"], "Route")
        return [one for one in entries if one["user"] == self.user or tuple(one["Route"].split()) in routes.PUBLIC]


@pytest.fixture(scope="module")
def trap(stack: Stack, account: Account) -> Trap:
    """Use everything that the service does, and collect its logs."""
    join(stack, EMAIL, PASSWORD)
    person = PrivacyWalkthrough(stack.api_url, sign_in(stack, EMAIL, PASSWORD))
    sub = jwt.decode(str(person.token), options={"verify_signature": False})["sub"]
    deployed = Functions(account)
    began = functions.now()
    person.call_every_route()
    _connect(deployed, person)
    _fail(deployed, Roles(account, deployed), person, sub)
    # A function's lines appear in its log a moment after its answer.
    eventually(lambda: all(_failures(deployed.logged(function, began)) for function in functions.NAMES))
    lines = {function: deployed.logged(function, began) for function in functions.NAMES}
    return Trap(_secrets(person, sub), lines, person.requested, pseudonym(sub))


def test_every_route_is_on_the_way_with_success_and_without(trap: Trap) -> None:
    everything = {f"{method} {path}" for method, path in routes.all_routes()}
    assert {route for route, status in trap.requested if status < 400} == everything
    assert {route for route, status in trap.requested if status >= 400} == everything
    assert {status for _, status in trap.requested} >= {400, 404, 409, 412, 413, 415, 422, 428, 500}


@pytest.mark.parametrize("function", functions.NAMES)
def test_no_line_gives_a_secret_away(trap: Trap, function: str) -> None:
    assert trap.lines[function]
    assert not trap.caught(trap.lines[function])


def test_a_line_that_gave_one_away_would_be_caught(trap: Trap) -> None:
    for name, secret in trap.secrets.items():
        assert name in trap.caught([f'{{"message": "quoted: {secret}."}}'])


def test_no_line_of_any_function_reveals_an_address_a_token_or_a_signature(account: Account) -> None:
    everything = [line for function in functions.NAMES for line in Functions(account).logged(function)]
    assert everything
    assert not [line for line in everything if any(one in line for one in ("@skynotes.example", "eyJ", "X-Amz-"))]


def test_each_request_is_one_line_that_says_what_it_was_and_how_it_ended(trap: Trap) -> None:
    entries = trap.requests()
    assert Counter((one["Route"], one["status"]) for one in entries) == trap.requested
    assert len({one["request_id"] for one in entries}) == len(entries)
    assert all(one["Latency"] >= 0 for one in entries)
    assert {one["user"] for one in entries if tuple(one["Route"].split()) not in routes.PUBLIC} == {trap.user}


def test_each_upload_is_one_line_too(trap: Trap) -> None:
    entries = [one for one in _entries_with(trap.lines["on_upload"], "Outcome") if one["user"] == trap.user]
    assert sorted(one["Outcome"] for one in entries) == ["ready", "rejected"]
    assert all(one["request_id"] and one["ProcessingTime"] > 0 for one in entries)


def test_so_is_each_batch_of_changes(trap: Trap) -> None:
    entries = _entries_with(trap.lines["on_change"], "records")
    assert all(one["request_id"] and one["milliseconds"] >= 0 for one in entries)
    assert {one["failed"] for one in entries} == {0, 1}


def test_so_is_each_sweep(trap: Trap) -> None:
    entries = _entries_with(trap.lines["sweep"], "Swept")
    assert [one["Swept"] > 0 for one in entries] == [True, False]
    assert all(one["request_id"] and one["milliseconds"] > 0 for one in entries)


@pytest.mark.parametrize("function", functions.NAMES)
def test_a_failure_says_what_and_where(trap: Trap, function: str) -> None:
    failures = _failures(trap.lines[function])
    assert failures
    assert all(one["level"] == "ERROR" and one["request_id"] and one["at"] for one in failures)


def test_so_is_each_event_of_a_connection(trap: Trap) -> None:
    for what in ("connect", "message", "disconnect"):
        entries = _entries_with(trap.lines[f"websocket_{what}"], "live")
        assert {one["live"] for one in entries} == {what}
        assert all(one["request_id"] and one["milliseconds"] >= 0 for one in entries)
    statuses = {(one["status"], one["user"]) for one in _entries_with(trap.lines["websocket_connect"], "live")}
    assert statuses >= {(200, trap.user), (403, None), (500, None)}


@pytest.mark.parametrize("function", ["api_handler", "websocket_connect", "websocket_message", "websocket_disconnect"])
def test_what_answers_somebody_writes_nothing_but_json(trap: Trap, function: str) -> None:
    for line in trap.lines[function]:
        assert line.startswith(PLATFORM) or json.loads(line)


def _connect(deployed: Functions, person: PrivacyWalkthrough) -> None:
    """Invoke the functions directly: the embedded cloud keeps no log of those that its WebSocket API calls."""
    for ticket, status in ((person.ticket, 200), (person.ticket, 403), (person.secret, 403)):
        said = {"queryStringParameters": {"ticket": ticket, person.secret: person.secret}, "body": person.secret}
        said["headers"] = {"User-Agent": person.secret}
        assert deployed.ask("websocket_connect", connection_event(person.secret, **said)) == {"statusCode": status}
    for body in (person.secret, '{"type": "ping"}'):
        assert deployed.ask("websocket_message", connection_event(person.secret, body=body)) == {"statusCode": 200}
    assert deployed.ask("websocket_disconnect", connection_event(person.secret)) == {"statusCode": 200}


def _fail(deployed: Functions, roles: Roles, person: PrivacyWalkthrough, sub: str) -> None:
    """Make each function fail, by events that make no sense and a table that it may not read."""
    assert not deployed.invoke("on_upload", uploaded(f"incoming/{sub}/{person.secret}/{EMAIL}"))
    file, note = ({"pk": {"S": f"user#{sub}"}, "sk": {"S": f"{kind}#{person.secret}"}} for kind in ("file", "note"))
    assert deployed.invoke("on_change", {"Records": [changed(file, file | {"name": {"S": person.secret}})]})
    assert deployed.ask("sweep", event(utc_now()))["swept"]
    assert deployed.invoke("pre_sign_up", {"request": {"userAttributes": {"email": EMAIL, "name": person.secret}}})
    read, redeem = "dynamodb:GetItem", ("websocket_connect", "dynamodb:DeleteItem")
    with roles.without([one for one in grants.written() if one.action == read or (one.function, one.action) == redeem]):
        person.fail(500, "GET", "/me")
        assert deployed.invoke("on_upload", uploaded(f"incoming/{sub}/{NOBODYS}"))
        assert deployed.invoke("sweep", event(utc_now()))
        moved = changed(note, {"state": {"S": "active"}}, {"state": {"S": "trashed"}})
        assert deployed.invoke("on_change", {"Records": [moved]})
        said = {"queryStringParameters": {"ticket": new_ticket()}, "body": '{"type": "ping"}'}
        for what in ("connect", "message", "disconnect"):
            assert deployed.ask(f"websocket_{what}", connection_event(person.secret, **said)) == {"statusCode": 500}


def _secrets(person: PrivacyWalkthrough, sub: str) -> dict[str, str]:
    parts = str(person.token).split(".")
    return {
        "what was written": person.secret,
        "a ticket": person.ticket,
        "an address": EMAIL,
        "its first half": EMAIL.partition("@")[0],
        "who it was": sub,
        **{f"part {number} of the token": part for number, part in enumerate(parts)},
        **{f"signature {number}": signature for number, signature in enumerate(sorted(person.signed))},
        **{f"id {number}": identifier for number, identifier in enumerate(sorted(person.ids))},
        **{f"place {place}": place for place in PLACES},
    }


def _failures(lines: list[str]) -> list[Any]:
    """Return the failures that `_fail` causes: denied requests, and an event without what every event has."""
    return [one for one in _entries_with(lines, "error") if re.search("AccessDenied|KeyError", one["error"])]


def _entries_with(lines: list[str], name: str) -> list[Any]:
    """Return the lines of JSON that have a member of this name."""
    entries = [json.loads(line) for line in lines if line.startswith("{")]
    return [one for one in entries if name in one]
