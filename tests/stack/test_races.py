"""Concurrent requests: one of them wins, and usage stays correct."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from local.client import Api

MEBIBYTE = 1024 * 1024


def test_twenty_edits_with_one_etag_are_one_edit_and_nineteen_conflicts(alice: Api) -> None:
    note = alice.expect(201, "POST", "/notes", json={})

    def edit(number: int) -> int:
        change, etag = {"text": str(number)}, {"If-Match": '"1"'}
        return alice.request("PATCH", f"/notes/{note['id']}", json=change, headers=etag).status_code

    assert Counter(_at_once(edit, 20)) == {200: 1, 412: 19}
    assert alice.expect(200, "GET", f"/notes/{note['id']}")["version"] == 2


def test_fifty_creates_with_one_key_are_one_note(newcomer: Callable[[], Api]) -> None:
    person = newcomer()

    def create(_: int) -> tuple[int, str]:
        headers = {"Idempotency-Key": "fifty"}
        response = person.request("POST", "/notes", json={"title": "once"}, headers=headers)
        return response.status_code, response.json()["id"]

    # Each concurrent request starts the function once; more of them would only test the machine.
    assert len(set(_at_once(create, 50, workers=20))) == 1
    assert len(person.expect(200, "GET", "/notes")["items"]) == 1
    assert person.expect(200, "GET", "/me")["usage"]["notes"] == 1


def test_uploads_at_the_edge_of_the_quota_never_go_over_it(newcomer: Callable[[], Api]) -> None:
    person = newcomer()
    limits = person.expect(200, "GET", "/me")["limits"]

    def declare(size: int) -> int:
        body = {"name": "x", "content_type": "text/plain", "size": size, "sha256": "0" * 64}
        return person.request("POST", "/files", json=body).status_code

    room_for_ten = limits["bytes"] - 10 * MEBIBYTE
    while (used := person.expect(200, "GET", "/me")["usage"]["bytes"]) < room_for_ten:
        assert declare(min(limits["file_bytes"], room_for_ten - used)) == 201
    assert Counter(_at_once(lambda _: declare(MEBIBYTE), 20)) == {201: 10, 409: 10}
    assert person.expect(200, "GET", "/me")["usage"]["bytes"] == limits["bytes"]
    assert declare(1) == 409
    assert declare(0) == 201


def test_a_note_has_a_hundred_files_and_they_all_follow_it(newcomer: Callable[[], Api]) -> None:
    person = newcomer()
    note = person.expect(201, "POST", "/notes", json={})["id"]
    statuses = _at_once(lambda number: _attach(person, note, number), 100, workers=5)
    assert Counter(statuses) == {201: 100}
    assert _attach(person, note, 100) == 409
    person.expect(204, "DELETE", f"/notes/{note}")
    assert len(person.expect(200, "GET", f"/files?note_id={note}&state=trashed&limit=100")["items"]) == 100
    person.expect(200, "POST", f"/notes/{note}/restore")
    assert len(person.expect(200, "GET", f"/files?note_id={note}&limit=100")["items"]) == 100
    person.expect(204, "DELETE", f"/notes/{note}")
    person.expect(204, "DELETE", f"/notes/{note}?permanently=true")
    assert person.expect(200, "GET", "/me")["usage"] == {"notes": 0, "files": 0, "bytes": 0}


def _attach(person: Api, note: str, number: int) -> int:
    body = {"name": str(number), "content_type": "text/plain", "size": 1, "sha256": "0" * 64, "note_id": note}
    return person.request("POST", "/files", json=body).status_code


def _at_once(act: Callable[[int], Any], times: int, workers: int | None = None) -> list[Any]:
    with ThreadPoolExecutor(workers or times) as pool:
        return list(pool.map(act, range(times)))
