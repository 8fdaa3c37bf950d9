"""The change feed: a client that follows it has the content of the lists, with no gaps and no duplicates."""

from __future__ import annotations

import hashlib
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import datetime, timedelta
from typing import Any

import pytest

from chalicelib.domain.change_cursor import MOST_DELIVERED, WINDOW, FeedCursor, encode
from chalicelib.domain.clock import timestamp, utc_now
from chalicelib.services.changes import cursor_before
from local.client import Api
from local.stack import Stack
from ship.account import Account
from tests.stack.eventually import eventually
from tests.stack.follower import Follower, shape
from tests.stack.test_trash import expire

WRITERS = 8
ANY_VERSION = {"If-Match": "*"}


@pytest.fixture
def person(newcomer: Callable[[], Api]) -> Api:
    return newcomer()


@pytest.fixture
def follower(person: Api) -> Follower:
    return Follower(person)


def test_a_reader_misses_nothing_and_gets_nothing_twice_while_many_write(
    newcomer: Callable[[], Api], person: Api, follower: Follower
) -> None:
    neighbour = newcomer()
    neighbours = Follower(neighbour)
    over = threading.Event()

    def read() -> None:
        while not over.is_set():
            follower.follow(limit=7)

    with ThreadPoolExecutor(WRITERS + 2) as pool:
        reading = pool.submit(read)
        written = [pool.submit(_live_a_little, person, number) for number in range(WRITERS)]
        written.append(pool.submit(_live_a_little, neighbour, 0))
        wait(written)
        over.set()
    for done in (*written, reading):
        done.result()
    assert len(follower.received) > 2 * WRITERS
    eventually(follower.agrees)
    eventually(neighbours.agrees)
    assert follower.kept.keys().isdisjoint(neighbours.kept)
    for one in (follower, neighbours):
        assert max(Counter(map(shape, one.received)).values()) == 1
        assert one.follow() == []


def test_a_note_that_goes_and_comes_back_takes_its_files_along(person: Api, follower: Follower) -> None:
    note, files = _note_with_files(person)
    follower.follow()
    for method, path, state in (("DELETE", f"/notes/{note}", "trashed"), ("POST", f"/notes/{note}/restore", "active")):
        person.request(method, path).raise_for_status()
        changes = follower.follow()
        assert {change["id"] for change in changes} == {note, *files}
        assert {change[change["type"]]["state"] for change in changes} == {state}
    assert follower.agrees()


def test_what_is_deleted_for_good_is_gone_and_so_are_its_files(person: Api, follower: Follower) -> None:
    note, files = _note_with_files(person)
    person.expect(204, "DELETE", f"/notes/{note}")
    follower.follow()
    person.expect(204, "DELETE", f"/notes/{note}?permanently=true")
    changes = follower.follow()
    expected = {("note", note, "gone"), *(("file", file, "gone") for file in files)}
    assert {shape(change) for change in changes} == expected
    assert all(abs(_seconds_ago(change["deleted_at"])) < 60 for change in changes)
    assert follower.kept == {}


def test_what_expires_is_gone_too(person: Api, follower: Follower, account: Account, stack: Stack) -> None:
    note, files = _note_with_files(person)
    person.expect(204, "DELETE", f"/notes/{note}")
    owner = person.expect(200, "GET", "/me")["id"]
    expire(account, stack, owner, f"note#{note}")
    eventually(lambda: not follower.follow() and not follower.kept and len(follower.received) > len(files))
    assert {("note", note, "gone"), *(("file", file, "gone") for file in files)} <= set(map(shape, follower.received))


def test_an_upload_is_a_change_when_it_is_declared_and_when_it_is_processed(person: Api, follower: Follower) -> None:
    file = person.upload("a.txt", "text/plain", b"12345")
    (change,) = [change for change in follower.follow() if change["id"] == file["id"]]
    assert change == {"type": "file", "id": file["id"], "file": _without_urls(file)}


def test_following_starts_now_and_says_so(person: Api) -> None:
    person.expect(201, "POST", "/notes", json={})
    start = person.expect(200, "GET", "/changes")
    assert (start["items"], start["more"]) == ([], False)
    assert abs(_seconds_ago(start["started_at"])) < 60
    assert person.expect(200, "GET", f"/changes?cursor={start['cursor']}")["started_at"] is None


def test_a_cursor_of_another_person_of_a_list_or_of_long_ago_is_refused(person: Api, bob: Api) -> None:
    owner = person.expect(200, "GET", "/me")["id"]
    bobs = bob.expect(200, "GET", "/changes")["cursor"]
    for cursor in (bobs, bobs[:-1], "AAAA"):
        assert person.expect(400, "GET", f"/changes?cursor={cursor}")["errors"][0]["field"] == "/cursor"
    old, young = (cursor_before(owner, utc_now() - timedelta(days=days)) for days in (60, 59))
    assert person.expect(410, "GET", f"/changes?cursor={old}")["title"] == "Gone"
    person.expect(200, "GET", f"/changes?cursor={young}")


def test_the_longest_cursor_passes(person: Api) -> None:
    owner = person.expect(200, "GET", "/me")["id"]
    digests = frozenset(hashlib.sha256(str(number).encode()).digest()[:6] for number in range(MOST_DELIVERED))
    note = person.expect(201, "POST", "/notes", json={})
    cursor = encode(FeedCursor(timestamp(utc_now() - WINDOW), digests), owner)
    assert [one["id"] for one in person.expect(200, "GET", f"/changes?limit=100&cursor={cursor}")["items"]] == [
        note["id"]
    ]


def _live_a_little(person: Api, number: int) -> None:
    """Write a note that stays, one that is deleted, and one that is restored, with a file."""
    stays, goes, returns = (person.expect(201, "POST", "/notes", json={"title": str(number)})["id"] for _ in range(3))
    person.declare("a.txt", "text/plain", b"12345", note_id=returns)
    for text in ("one", "two"):
        person.expect(200, "PATCH", f"/notes/{stays}", json={"text": text}, headers=ANY_VERSION)
    for note in (goes, returns):
        person.expect(204, "DELETE", f"/notes/{note}")
    person.expect(200, "POST", f"/notes/{returns}/restore")
    person.expect(204, "DELETE", f"/notes/{goes}?permanently=true")


def _note_with_files(person: Api) -> tuple[str, list[str]]:
    note = person.expect(201, "POST", "/notes", json={})["id"]
    return note, [person.declare(name, "text/plain", b"12345", note_id=note)["file"]["id"] for name in ("a", "b")]


def _seconds_ago(moment: str) -> float:
    return (utc_now() - datetime.fromisoformat(moment)).total_seconds()


def _without_urls(file: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in file.items() if name != "urls"}
