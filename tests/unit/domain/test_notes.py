"""The rules for notes."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest

from chalicelib.api.json_body import read_body
from chalicelib.domain import notes
from chalicelib.domain.errors import Invalid
from chalicelib.domain.notes import NewNote, Note, NoteChanges
from tests.support.factories import NOW, note, note_id

KIBIBYTES_256 = 256 * 1024
MOMENT = datetime.fromisoformat(NOW)


def new(**fields: Any) -> NewNote:
    return read_body(json.dumps(fields).encode(), "application/json", NewNote)


def changes(**fields: Any) -> dict[str, Any]:
    return notes.changed_fields(read_body(json.dumps(fields).encode(), "application/json", NoteChanges))


def written(**fields: Any) -> Note:
    return notes.write(new(**fields), note_id(1), MOMENT)


def test_everything_about_a_new_note_may_be_left_out() -> None:
    assert notes.write(new(), note_id(1), MOMENT) == note()


def test_a_new_note_is_what_was_sent() -> None:
    sent: dict[str, Any] = {"title": "Sea", "text": "Salt", "tags": ["b", "a"], "pinned": True}
    assert notes.write(new(**sent), note_id(1), MOMENT) == note(**sent)


def test_a_tag_is_kept_once_where_it_came_first() -> None:
    assert notes.write(new(tags=["b", "a", "b", "B"]), note_id(1), MOMENT).tags == ["b", "a", "B"]
    assert changes(tags=["b", "a", "b"]) == {"tags": ["b", "a"]}


@pytest.mark.parametrize("text", ["a" * KIBIBYTES_256, "é" * (KIBIBYTES_256 // 2), "𝄞" * (KIBIBYTES_256 // 4)])
def test_a_text_may_have_256_kibibytes_and_not_one_more(text: str) -> None:
    assert notes.write(new(text=text), note_id(1), MOMENT).text == text
    assert changes(text=text) == {"text": text}
    for write in (lambda: notes.write(new(text=text + "a"), note_id(1), MOMENT), lambda: changes(text=text + "a")):
        with pytest.raises(Invalid) as refused:
            write()
        assert refused.value.field == "/text"


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"title": "a" * 201}, "/title"),
        ({"tags": ["a" * 51]}, "/tags/0"),
        ({"tags": ["a", ""]}, "/tags/1"),
        ({"tags": [str(number) for number in range(21)]}, "/tags"),
        ({"tags": [None]}, "/tags/0"),
        ({"pinned": 1}, "/pinned"),
        ({"id": note_id(1)}, "/id"),
        ({"state": "trashed"}, "/state"),
    ],
)
def test_what_breaks_a_rule_is_refused_in_a_new_note_and_in_a_change(fields: dict[str, Any], pointer: str) -> None:
    for write in (written, changes):
        with pytest.raises(Invalid) as refused:
            write(**fields)
        assert refused.value.field == pointer


def test_the_limits_themselves_are_allowed() -> None:
    new(title="𝄞" * 200, tags=[f"{number:𝄞>50}" for number in range(20)])


def test_a_change_names_only_what_it_changes() -> None:
    assert changes() == {}
    assert changes(title="Sea", state="archived") == {"title": "Sea", "state": "archived"}


def test_null_takes_a_field_back_to_its_default() -> None:
    fields = dict.fromkeys(["title", "text", "tags", "pinned", "state"])
    assert changes(**fields) == {"title": "", "text": "", "tags": [], "pinned": False, "state": "active"}


@pytest.mark.parametrize("field", ["title", "text", "tags", "pinned"])
def test_null_is_nothing_to_begin_a_note_with(field: str) -> None:
    with pytest.raises(Invalid):
        new(**{field: None})


def test_an_excerpt_is_the_first_200_characters() -> None:
    assert notes.excerpt("𝄞" * 201) == "𝄞" * 200
    assert notes.excerpt("short") == "short"


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ({"created_at": "2019-05-05T12:00:00+02:00"}, ("2019-05-05T10:00:00.000Z",) * 2),
        ({"edited_at": "2019-05-05T10:00:00.123456Z"}, ("2019-05-05T10:00:00.123Z",) * 2),
        (
            {"created_at": "2019-05-05T10:00:00-05:30", "edited_at": "2020-01-01T00:00:00Z"},
            ("2019-05-05T15:30:00.000Z", "2020-01-01T00:00:00.000Z"),
        ),
        (
            {"created_at": "2019-01-01T01:00:00+01:00", "edited_at": "2019-01-01T00:00:00Z"},
            ("2019-01-01T00:00:00.000Z",) * 2,
        ),
        ({"created_at": None, "edited_at": None}, (NOW, NOW)),
        ({"created_at": "2026-03-01T12:00:59Z"}, (NOW, NOW)),
        ({"created_at": "0001-01-01T00:00:00Z"}, ("0001-01-01T00:00:00.000Z",) * 2),
    ],
)
def test_an_import_keeps_its_times(sent: dict[str, Any], kept: tuple[str, str]) -> None:
    made = written(**sent)
    assert (made.created_at, made.edited_at, made.updated_at) == (*kept, NOW)


@pytest.mark.parametrize(
    ("sent", "pointer"),
    [
        ({"created_at": "2026-03-01T12:01:01Z"}, "/created_at"),
        ({"edited_at": "2026-03-02T00:00:00Z", "created_at": NOW}, "/edited_at"),
        ({"created_at": "2020-01-01T00:00:00Z", "edited_at": "2019-12-31T23:59:59Z"}, "/edited_at"),
        ({"created_at": "0001-01-01T00:00:00+14:00"}, "/created_at"),
        ({"created_at": "2020-01-01T00:00:00"}, "/created_at"),
        ({"created_at": "2020-01-01"}, "/created_at"),
        ({"created_at": "2020-02-30T00:00:00Z"}, "/created_at"),
        ({"created_at": 0}, "/created_at"),
        ({"created_at": ""}, "/created_at"),
    ],
)
def test_times_that_cannot_be_are_refused(sent: dict[str, Any], pointer: str) -> None:
    with pytest.raises(Invalid) as refused:
        written(**sent)
    assert refused.value.field == pointer


def test_an_import_may_go_to_the_archive_and_not_to_the_trash() -> None:
    assert written(state="archived").state == "archived"
    with pytest.raises(Invalid):
        written(state="trashed")
