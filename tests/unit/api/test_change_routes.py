"""The change feed, as a client of the API follows it."""

from __future__ import annotations

from datetime import timedelta

from chalicelib.domain.clock import utc_now
from chalicelib.services.changes import cursor_before
from tests.support.api_client import Api
from tests.support.factories import ANN


def follow(person: Api, cursor: str, **query: str) -> list[tuple[str, str]]:
    """Return the types and ids of the changes after the cursor."""
    answer = person("GET", "/changes", query={"cursor": cursor} | query)
    assert answer.status == 200, answer
    return [(item["type"], item["id"]) for item in answer.body["items"]]


def test_it_begins_now_with_a_cursor(ann: Api) -> None:
    ann.write()
    answer = ann("GET", "/changes")
    assert answer.status == 200
    assert answer.body.keys() == {"items", "cursor", "more", "started_at"}
    assert (answer.body["items"], answer.body["more"]) == ([], False)
    assert answer.body["started_at"][:10] == utc_now().isoformat()[:10]


def test_a_note_a_file_and_what_is_gone_each_have_their_shape(ann: Api) -> None:
    cursor = ann("GET", "/changes").body["cursor"]
    gone, note, file = ann.write()["id"], ann.write(title="Sea", text="x"), ann.declare()
    for query in ({}, {"permanently": "true"}):
        ann("DELETE", f"/notes/{gone}", query=dict(query))
    first, second, third = ann("GET", "/changes", query={"cursor": cursor}).body["items"]
    summary = {name: value for name, value in note.items() if name != "text"} | {"excerpt": "x"}
    assert first == {"type": "note", "id": note["id"], "note": summary}
    assert second == {"type": "file", "id": file["id"], "file": file}
    assert third == {"type": "gone", "id": gone, "entity": "note", "deleted_at": third["deleted_at"]}


def test_each_comes_once_page_by_page(ann: Api) -> None:
    cursor = ann("GET", "/changes").body["cursor"]
    written = [("note", ann.write()["id"]) for _ in range(3)]
    listed = []
    for more in (True, False):
        answer = ann("GET", "/changes", query={"cursor": cursor, "limit": "2"}).body
        assert answer["more"] is more
        listed += [(item["type"], item["id"]) for item in answer["items"]]
        cursor = answer["cursor"]
    assert sorted(listed) == sorted(written)
    assert follow(ann, cursor) == []


def test_a_cursor_of_another_person_or_another_list_is_refused(ann: Api, bob: Api) -> None:
    for person, cursor in ((bob, ann("GET", "/changes").body["cursor"]), (ann, "AAAA"), (ann, "A" * 7001)):
        answer = person("GET", "/changes", query={"cursor": cursor})
        assert (answer.status, answer.body["errors"][0]["field"]) == (400, "/cursor")


def test_an_old_cursor_is_gone(ann: Api) -> None:
    answer = ann("GET", "/changes", query={"cursor": cursor_before(ANN, utc_now() - timedelta(days=60))})
    assert (answer.status, answer.body["title"]) == (410, "Gone")
    assert "without one" in answer.body["detail"]


def test_the_change_feed_has_no_changes_of_others(ann: Api, bob: Api) -> None:
    cursor = bob("GET", "/changes").body["cursor"]
    ann.write()
    assert follow(bob, cursor) == []
