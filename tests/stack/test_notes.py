"""Notes according to the API's contract."""

from __future__ import annotations

import re
from typing import Any

import pytest

from local.client import Api

TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
ULID = re.compile(r"[0-7][0-9A-HJKMNP-TV-Z]{25}")


def test_a_new_note_has_everything_that_a_note_has(alice: Api) -> None:
    response = alice.request("POST", "/notes", json={"title": "A", "text": "# b", "tags": ["c"], "pinned": True})
    note = response.json()
    assert response.status_code == 201
    assert response.headers["ETag"] == '"1"'
    assert ULID.fullmatch(note.pop("id"))
    assert TIMESTAMP.fullmatch(note["created_at"])
    assert note.pop("updated_at") == note.pop("edited_at") == note.pop("created_at")
    assert note == {
        "title": "A",
        "text": "# b",
        "tags": ["c"],
        "pinned": True,
        "state": "active",
        "file_ids": [],
        "version": 1,
    }


@pytest.mark.parametrize(
    "text", ["", "\r\n\t ", "e\u0301 is not \u00e9", "👩‍👩‍👧 \U0010ffff \u200f", '"\\/\b\f</script>', "\ufeffx"]
)
def test_a_text_comes_back_as_it_was_sent(alice: Api, text: str) -> None:
    note = alice.expect(201, "POST", "/notes", json={"text": text})
    assert alice.expect(200, "GET", f"/notes/{note['id']}")["text"] == text


def test_a_text_may_be_256_kib_of_utf_8_and_not_one_byte_more(alice: Api) -> None:
    largest = "é" * (128 * 1024)
    note = alice.expect(201, "POST", "/notes", json={"text": largest})
    assert alice.expect(200, "GET", f"/notes/{note['id']}")["text"] == largest
    assert _field(alice, {"text": largest + "x"}) == "/text"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"title": "x" * 201}, "/title"),
        ({"title": 7}, "/title"),
        ({"tags": ["x"] * 21}, "/tags"),
        ({"tags": ["fine", "x" * 51]}, "/tags/1"),
        ({"tags": [""]}, "/tags/0"),
        ({"pinned": "yes"}, "/pinned"),
        ({"state": "trashed"}, "/state"),
        ({"id": "mine"}, "/id"),
    ],
)
def test_what_breaks_a_rule_is_refused_by_its_field(alice: Api, body: dict[str, Any], field: str) -> None:
    assert _field(alice, body) == field


def test_the_largest_of_everything_is_taken(alice: Api) -> None:
    body = {"title": "é" * 200, "tags": [f"{number:>050}" for number in range(20)]}
    note = alice.expect(201, "POST", "/notes", json=body)
    assert {name: note[name] for name in body} == body


def test_a_summary_has_the_first_200_characters_in_place_of_the_text(alice: Api) -> None:
    note = alice.expect(201, "POST", "/notes", json={"text": "é" * 300})
    (summary,) = [one for one in alice.expect(200, "GET", "/notes")["items"] if one["id"] == note["id"]]
    assert summary == {**{name: value for name, value in note.items() if name != "text"}, "excerpt": "é" * 200}


def test_the_list_shows_the_newest_change_first_page_by_page_and_each_once(bob: Api) -> None:
    ids = [bob.expect(201, "POST", "/notes", json={"title": str(number)})["id"] for number in range(7)]
    bob.expect(200, "PATCH", f"/notes/{ids[2]}", json={"text": "new"}, headers={"If-Match": "*"})
    listed, cursor, pages = [], "", 0
    while cursor is not None:
        page = bob.expect(200, "GET", f"/notes?limit=3{cursor and '&cursor=' + cursor}")
        listed += [note["id"] for note in page["items"]]
        cursor, pages = page["cursor"], pages + 1
    assert listed == [ids[2], ids[6], ids[5], ids[4], ids[3], ids[1], ids[0]]
    assert pages == 3


def test_a_page_that_ends_with_the_list_has_no_cursor(alice: Api) -> None:
    for _ in range(2):
        alice.expect(201, "POST", "/notes", json={"tags": ["pair"]})
    assert alice.expect(200, "GET", "/notes?tag=pair&limit=2")["cursor"] is None
    assert alice.expect(200, "GET", "/notes?tag=pair&limit=1")["cursor"] is not None


def test_a_tag_finds_its_notes_and_no_others(alice: Api) -> None:
    tagged = alice.expect(201, "POST", "/notes", json={"tags": ["one", "two"]})["id"]
    alice.expect(201, "POST", "/notes", json={"tags": ["twofold"]})
    assert [note["id"] for note in alice.expect(200, "GET", "/notes?tag=two")["items"]] == [tagged]


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "limit=x", "state=gone", "cursor=x", "colour=red", "limit="])
def test_a_query_that_makes_no_sense_is_refused(alice: Api, query: str) -> None:
    problem = alice.expect(400, "GET", f"/notes?{query}")
    assert problem["errors"][0]["field"] == f"/{query.partition('=')[0]}"


def test_a_cursor_serves_its_own_list_alone_and_only_unharmed(alice: Api) -> None:
    for _ in range(3):
        alice.expect(201, "POST", "/notes", json={})
    cursor = alice.expect(200, "GET", "/notes?limit=1")["cursor"]
    alice.expect(200, "GET", f"/notes?limit=2&cursor={cursor}")
    for query in (f"state=archived&cursor={cursor}", f"tag=x&cursor={cursor}", f"cursor={cursor[:-1]}", "cursor=AAAA"):
        alice.expect(400, "GET", f"/notes?{query}")
    alice.expect(400, "GET", f"/files?cursor={cursor}")


def test_a_change_needs_the_version_that_it_changes(alice: Api) -> None:
    note = alice.expect(201, "POST", "/notes", json={"title": "first"})
    path = f"/notes/{note['id']}"
    alice.expect(428, "PATCH", path, json={"title": "second"})
    changed = alice.request("PATCH", path, json={"title": "second"}, headers={"If-Match": '"1"'})
    assert changed.status_code == 200
    assert changed.headers["ETag"] == '"2"' == alice.request("GET", path).headers["ETag"]
    alice.expect(412, "PATCH", path, json={"title": "third"}, headers={"If-Match": '"1"'})
    assert alice.expect(200, "GET", path)["title"] == "second"


def test_a_merge_patch_leaves_out_what_stays_and_nulls_what_goes(alice: Api) -> None:
    note = alice.expect(201, "POST", "/notes", json={"title": "t", "text": "x", "tags": ["a"], "pinned": True})
    headers = {"If-Match": '"1"', "Content-Type": "application/merge-patch+json"}
    changed = alice.expect(200, "PATCH", f"/notes/{note['id']}", data=b'{"tags": null, "title": null}', headers=headers)
    assert (changed["title"], changed["tags"], changed["text"], changed["pinned"]) == ("", [], "x", True)


def test_a_note_is_archived_changed_there_and_brought_back(alice: Api) -> None:
    note = alice.expect(201, "POST", "/notes", json={"title": "to keep"})
    path, any_version = f"/notes/{note['id']}", {"If-Match": "*"}
    alice.expect(200, "PATCH", path, json={"state": "archived"}, headers=any_version)
    alice.expect(200, "PATCH", path, json={"title": "kept"}, headers=any_version)
    assert "kept" in [one["title"] for one in alice.expect(200, "GET", "/notes?state=archived")["items"]]
    assert note["id"] not in [one["id"] for one in alice.expect(200, "GET", "/notes")["items"]]
    assert alice.expect(200, "PATCH", path, json={"state": "active"}, headers=any_version)["state"] == "active"


def test_one_key_and_body_make_one_note(alice: Api) -> None:
    headers = {"Idempotency-Key": "tour-1"}
    first = alice.expect(201, "POST", "/notes", json={"title": "once"}, headers=headers)
    assert alice.expect(201, "POST", "/notes", json={"title": "once"}, headers=headers) == first
    alice.expect(422, "POST", "/notes", json={"title": "something else"}, headers=headers)
    assert [one["title"] for one in alice.expect(200, "GET", "/notes")["items"]].count("once") == 1


def _field(person: Api, body: dict[str, Any]) -> str:
    problem = person.expect(400, "POST", "/notes", json=body)
    ((field,),) = [[error["field"] for error in problem["errors"]]]
    return str(field)
