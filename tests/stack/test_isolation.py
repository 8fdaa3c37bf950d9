"""Isolation of two users: neither sees, guesses, moves, lists or deletes anything of the other."""

from __future__ import annotations

from typing import Any

import pytest

from local.client import Api
from local.stack import Stack
from ship.account import Account
from tests.stack import routes
from tests.stack.devices import Device, live_of, owner_of

NOBODYS = "01ARZ3NDEKTSV4RRFFQ69G5FAV"
MALFORMED = ("not-an-id", NOBODYS.lower(), "0" * 27, "%2e%2e", "note%23" + NOBODYS)
# Routes without an id in their path, and the tests below that show the isolation of each.
WITHOUT_AN_ID = {
    ("GET", "/me"): "test_what_one_uses_is_not_counted_for_the_other",
    ("GET", "/notes"): "test_a_list_shows_only_ones_own",
    ("POST", "/notes"): "test_an_idempotency_key_is_ones_own",
    ("GET", "/changes"): "test_the_change_feed_has_no_changes_of_others",
    ("GET", "/files"): "test_a_list_shows_only_ones_own",
    ("POST", "/live/tickets"): "test_nudges_for_others_are_not_received",
    ("POST", "/files"): "test_a_file_cannot_be_attached_to_anothers_note",
}


@pytest.fixture(scope="module")
def hers(alice: Api) -> dict[str, Any]:
    """Return ids of Alice's: a note and a file, active and in the trash."""
    note = alice.expect(201, "POST", "/notes", json={"title": "hers", "tags": ["secret"]})["id"]
    file = alice.upload("hers.txt", "text/plain", b"hers", note_id=note)["id"]
    trashed_note = alice.expect(201, "POST", "/notes", json={"title": "thrown away"})["id"]
    trashed_file = alice.upload("old.txt", "text/plain", b"old", note_id=trashed_note)["id"]
    alice.expect(204, "DELETE", f"/notes/{trashed_note}")
    return {"note": [note, trashed_note], "file": [file, trashed_file]}


def test_every_private_route_is_held_by_a_test_here() -> None:
    named = {route for kind in ("note", "file") for route in routes.routes_of_one(kind)}
    assert set(routes.private_routes()) == named | WITHOUT_AN_ID.keys()
    assert set(WITHOUT_AN_ID.values()) <= globals().keys()


@pytest.mark.parametrize("query", ["", "?permanently=true"])
@pytest.mark.parametrize(
    ("kind", "method", "path"),
    [(kind, *route) for kind in ("note", "file") for route in routes.routes_of_one(kind)],
)
def test_anothers_id_an_unknown_id_and_a_malformed_id_are_the_same_404(
    alice: Api, bob: Api, hers: dict[str, Any], kind: str, method: str, path: str, query: str
) -> None:
    if query and method != "DELETE":
        query = ""
    before = [alice.expect(200, "GET", f"/{kind}s/{one}") for one in hers[kind]]
    answers = [
        _answer(bob, method, path.replace(f"{{{kind}_id}}", one) + query) for one in (*hers[kind], NOBODYS, *MALFORMED)
    ]
    assert answers[0][0] == 404
    assert all(answer == answers[0] for answer in answers)
    after = [alice.expect(200, "GET", f"/{kind}s/{one}") for one in hers[kind]]
    assert [_without_urls(one) for one in after] == [_without_urls(one) for one in before]


@pytest.mark.parametrize("path", ["/notes", "/files"])
@pytest.mark.parametrize("state", ["active", "archived", "trashed"])
def test_a_list_shows_only_ones_own(bob: Api, hers: dict[str, Any], path: str, state: str) -> None:
    assert bob.expect(200, "GET", f"{path}?state={state}") == {"items": [], "cursor": None}


def test_a_filter_by_anothers_note_an_unknown_and_a_malformed_one_finds_the_same_nothing(
    bob: Api, hers: dict[str, Any]
) -> None:
    for note_id in (hers["note"][0], NOBODYS, *MALFORMED):
        assert bob.expect(200, "GET", f"/files?note_id={note_id}") == {"items": [], "cursor": None}


def test_a_tag_of_the_other_finds_nothing(bob: Api, hers: dict[str, Any]) -> None:
    assert bob.expect(200, "GET", "/notes?tag=secret")["items"] == []


def test_a_cursor_of_the_other_is_refused(alice: Api, bob: Api) -> None:
    for number in range(3):
        alice.expect(201, "POST", "/notes", json={"title": str(number)})
    cursor = alice.expect(200, "GET", "/notes?limit=1")["cursor"]
    bob.expect(400, "GET", f"/notes?limit=1&cursor={cursor}")
    bob.expect(400, "GET", f"/notes?cursor={cursor}")


def test_the_change_feed_has_no_changes_of_others(alice: Api, bob: Api) -> None:
    hers, his = (person.expect(200, "GET", "/changes")["cursor"] for person in (alice, bob))
    alice.expect(201, "POST", "/notes", json={"title": "hers"})
    assert bob.expect(200, "GET", f"/changes?cursor={his}")["items"] == []
    bob.expect(400, "GET", f"/changes?cursor={hers}")


def test_a_file_cannot_be_attached_to_anothers_note(alice: Api, bob: Api, hers: dict[str, Any]) -> None:
    for note_id in (*hers["note"], NOBODYS, "not-an-id"):
        body = {"name": "x", "content_type": "text/plain", "size": 1, "sha256": "0" * 64, "note_id": note_id}
        answer = bob.request("POST", "/files", json=body)
        assert answer.status_code == 404
    his = bob.upload("his.txt", "text/plain", b"his")["id"]
    for note_id in (*hers["note"], NOBODYS, "not-an-id"):
        answer = bob.request("PATCH", f"/files/{his}", json={"note_id": note_id}, headers={"If-Match": "*"})
        assert answer.status_code == 404
    assert alice.expect(200, "GET", f"/notes/{hers['note'][0]}")["file_ids"] == [hers["file"][0]]


def test_an_idempotency_key_is_ones_own(alice: Api, bob: Api) -> None:
    key = {"Idempotency-Key": "the-same-key"}
    first = alice.expect(201, "POST", "/notes", json={"title": "hers"}, headers=key)
    second = bob.expect(201, "POST", "/notes", json={"title": "his"}, headers=key)
    assert first["id"] != second["id"]
    assert second["title"] == "his"


def test_what_one_uses_is_not_counted_for_the_other(alice: Api, bob: Api) -> None:
    before = bob.expect(200, "GET", "/me")["usage"]
    alice.upload("more.txt", "text/plain", b"more")
    assert bob.expect(200, "GET", "/me")["usage"] == before


def test_nudges_for_others_are_not_received(alice: Api, bob: Api, account: Account, stack: Stack) -> None:
    device = Device.of(bob)
    live_of(account, stack).nudge(owner_of(alice), "hers")
    assert device.is_answered()
    device.leave()


def _answer(person: Api, method: str, path: str) -> tuple[int, dict[str, Any]]:
    response = person.request(method, path, **routes.options(method))
    return response.status_code, {name: value for name, value in response.json().items() if name != "request_id"}


def _without_urls(thing: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in thing.items() if name != "urls"}
