"""The trash: files follow their note into it, out of it, and when it is deleted permanently."""

from __future__ import annotations

from typing import Any

import pytest

from local.client import Api
from local.stack import Stack
from ship.account import Account
from tests.stack.eventually import eventually


@pytest.fixture
def note(alice: Api) -> Any:
    """Create a note with two files."""
    note = alice.expect(201, "POST", "/notes", json={"title": "with files"})
    for name in ("one", "two"):
        alice.upload(name, "text/plain", name.encode(), note_id=note["id"])
    return alice.expect(200, "GET", f"/notes/{note['id']}")


def test_a_note_goes_into_the_trash_with_its_files_and_comes_back_with_them(alice: Api, note: Any) -> None:
    path = f"/notes/{note['id']}"
    alice.expect(204, "DELETE", path)
    assert alice.expect(200, "GET", path)["state"] == "trashed"
    assert _states(alice, note) == ["trashed", "trashed"]
    assert alice.expect(200, "POST", f"{path}/restore")["file_ids"] == note["file_ids"]
    assert _states(alice, note) == ["active", "active"]


def test_throwing_away_twice_changes_nothing(alice: Api, note: Any) -> None:
    path = f"/notes/{note['id']}"
    alice.expect(204, "DELETE", path)
    before = alice.expect(200, "GET", path)
    alice.expect(204, "DELETE", path)
    assert alice.expect(200, "GET", path) == before


def test_restoring_twice_changes_nothing(alice: Api, note: Any) -> None:
    path = f"/notes/{note['id']}"
    alice.expect(204, "DELETE", path)
    restored = alice.expect(200, "POST", f"{path}/restore")
    assert alice.expect(200, "POST", f"{path}/restore") == restored


def test_an_archived_note_comes_back_archived(alice: Api) -> None:
    path = f"/notes/{alice.expect(201, 'POST', '/notes', json={})['id']}"
    alice.expect(200, "PATCH", path, json={"state": "archived"}, headers={"If-Match": "*"})
    alice.expect(204, "DELETE", path)
    assert alice.expect(200, "POST", f"{path}/restore")["state"] == "archived"


def test_only_what_is_in_the_trash_can_be_deleted_for_good(alice: Api, note: Any) -> None:
    for path in (f"/notes/{note['id']}", f"/files/{note['file_ids'][0]}"):
        alice.expect(409, "DELETE", f"{path}?permanently=true")
        alice.expect(200, "GET", path)


def test_what_is_in_the_trash_cannot_be_changed(alice: Api, note: Any) -> None:
    file = f"/files/{note['file_ids'][0]}"
    alice.expect(204, "DELETE", f"/notes/{note['id']}")
    for path, change in ((f"/notes/{note['id']}", {"title": "x"}), (file, {"caption": "x"}), (file, {"note_id": None})):
        alice.expect(409, "PATCH", path, json=change, headers={"If-Match": "*"})


def test_deleted_for_good_a_note_leaves_no_file_no_object_and_no_use(
    newcomer: Any, note: Any, account: Account, stack: Stack
) -> None:
    person = newcomer()
    note = person.expect(201, "POST", "/notes", json={})
    files = [person.upload(name, "text/plain", b"12345", note_id=note["id"])["id"] for name in ("a", "b")]
    alone = person.upload("alone", "text/plain", b"123")["id"]
    assert person.expect(200, "GET", "/me")["usage"] == {"notes": 1, "files": 3, "bytes": 13}
    person.expect(204, "DELETE", f"/notes/{note['id']}")
    assert person.expect(200, "GET", "/me")["usage"]["bytes"] == 13
    person.expect(204, "DELETE", f"/notes/{note['id']}?permanently=true")
    assert person.expect(200, "GET", "/me")["usage"] == {"notes": 0, "files": 1, "bytes": 3}
    for path in (f"/notes/{note['id']}", *(f"/files/{file}" for file in files)):
        person.expect(404, "GET", path)
    eventually(lambda: not any(objects(account, stack, file) for file in files))
    assert objects(account, stack, alone)


def test_a_file_thrown_away_alone_leaves_its_note_and_returns_to_it(alice: Api, note: Any) -> None:
    one, two = note["file_ids"]
    alice.expect(204, "DELETE", f"/files/{one}")
    assert alice.expect(200, "GET", f"/notes/{note['id']}")["file_ids"] == [two]
    assert alice.expect(200, "POST", f"/files/{one}/restore")["note_id"] == note["id"]
    assert alice.expect(200, "GET", f"/notes/{note['id']}")["file_ids"] == [one, two]


def test_a_file_thrown_away_alone_stays_there_when_its_note_comes_back(alice: Api, note: Any) -> None:
    alice.expect(204, "DELETE", f"/files/{note['file_ids'][0]}")
    alice.expect(204, "DELETE", f"/notes/{note['id']}")
    alice.expect(200, "POST", f"/notes/{note['id']}/restore")
    assert _states(alice, note) == ["trashed", "active"]


def test_a_file_restored_without_its_note_stands_alone(alice: Api, note: Any) -> None:
    one, two = note["file_ids"]
    alice.expect(204, "DELETE", f"/notes/{note['id']}")
    restored = alice.expect(200, "POST", f"/files/{one}/restore")
    assert (restored["state"], restored["note_id"]) == ("active", None)
    alice.expect(204, "DELETE", f"/notes/{note['id']}?permanently=true")
    alice.expect(200, "GET", f"/files/{one}")
    alice.expect(404, "GET", f"/files/{two}")


def test_a_file_moves_between_notes(alice: Api, note: Any) -> None:
    other = alice.expect(201, "POST", "/notes", json={})["id"]
    one, two = note["file_ids"]
    moved = alice.expect(200, "PATCH", f"/files/{one}", json={"note_id": other}, headers={"If-Match": "*"})
    assert moved["note_id"] == other
    assert alice.expect(200, "GET", f"/notes/{other}")["file_ids"] == [one]
    assert alice.expect(200, "GET", f"/notes/{note['id']}")["file_ids"] == [two]
    alice.expect(200, "PATCH", f"/files/{one}", json={"note_id": None}, headers={"If-Match": "*"})
    assert alice.expect(200, "GET", f"/notes/{other}")["file_ids"] == []
    assert [file["id"] for file in alice.expect(200, "GET", f"/files?note_id={note['id']}")["items"]] == [two]


def test_an_item_removed_by_other_means_takes_its_objects_and_its_usage_along(
    newcomer: Any, account: Account, stack: Stack
) -> None:
    person = newcomer()
    note = person.expect(201, "POST", "/notes", json={})["id"]
    file = person.upload("a", "text/plain", b"12345", note_id=note)["id"]
    owner = person.expect(200, "GET", "/me")["id"]
    _remove(account, stack, owner, f"file#{file}")
    eventually(lambda: not objects(account, stack, file))
    eventually(lambda: person.expect(200, "GET", "/me")["usage"] == {"notes": 1, "files": 0, "bytes": 0})
    eventually(lambda: person.expect(200, "GET", f"/notes/{note}")["file_ids"] == [])


def test_a_note_that_expires_takes_its_files_along(newcomer: Any, account: Account, stack: Stack) -> None:
    person = newcomer()
    note = person.expect(201, "POST", "/notes", json={})["id"]
    file = person.upload("a", "text/plain", b"12345", note_id=note)["id"]
    person.expect(204, "DELETE", f"/notes/{note}")
    expire(account, stack, person.expect(200, "GET", "/me")["id"], f"note#{note}")
    eventually(lambda: person.request("GET", f"/files/{file}").status_code == 404)
    eventually(lambda: not objects(account, stack, file))
    eventually(lambda: person.expect(200, "GET", "/me")["usage"] == {"notes": 0, "files": 0, "bytes": 0})


def test_an_upload_that_never_comes_expires_and_gives_its_bytes_back(
    newcomer: Any, account: Account, stack: Stack
) -> None:
    person = newcomer()
    declared = person.declare("never", "text/plain", b"12345")["file"]
    assert person.expect(200, "GET", "/me")["usage"]["bytes"] == 5
    expire(account, stack, person.expect(200, "GET", "/me")["id"], f"file#{declared['id']}")
    eventually(lambda: person.expect(200, "GET", "/me")["usage"] == {"notes": 0, "files": 0, "bytes": 0})
    person.expect(404, "GET", f"/files/{declared['id']}")


def objects(account: Account, stack: Stack, file_id: str) -> list[str]:
    """Return the keys of a file's objects."""
    pages = account.s3.get_paginator("list_objects_v2").paginate(Bucket=stack.media_bucket)
    return [one["Key"] for page in pages for one in page.get("Contents", []) if file_id in one["Key"]]


def expire(account: Account, stack: Stack, owner: str, sort_key: str) -> None:
    """End the time to live of an item."""
    account.dynamodb.update_item(
        TableName=stack.table,
        Key=_key(owner, sort_key),
        UpdateExpression="SET expires_at = :past",
        ExpressionAttributeValues={":past": {"N": "1"}},
        ConditionExpression="attribute_exists(expires_at)",
    )


def _states(person: Api, note: Any) -> list[str]:
    return [person.expect(200, "GET", f"/files/{file}")["state"] for file in note["file_ids"]]


def _remove(account: Account, stack: Stack, owner: str, sort_key: str) -> None:
    account.dynamodb.delete_item(TableName=stack.table, Key=_key(owner, sort_key))


def _key(owner: str, sort_key: str) -> Any:
    return {"pk": {"S": f"user#{owner}"}, "sk": {"S": sort_key}}
