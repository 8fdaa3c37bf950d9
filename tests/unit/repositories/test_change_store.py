"""The change feed as the table stores it."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.domain.change_cursor import Entry, FileChanged, NoteChanged, ThingGone
from chalicelib.domain.files import File, public
from chalicelib.domain.notes import NoteSummary
from tests.support.factories import ANN, BOB, LATER, NOW, file, file_id, limits, note, note_id, summary
from tests.support.fakes import Clock
from tests.support.moto_resources import resource
from tests.support.store_backends import OnDynamoDB

BEGINNING = "0"
TAKEN = {"taken_at": "2026-02-28T17:45:12", "taken_offset": "+02:00"}
PICTURE: dict[str, Any] = {"width": 640, "height": 480, **TAKEN, "camera": "K", "placeholder": "data:"}
# Fields that the index does not project by name, as they are in `details` or in the key.
NOT_PROJECTED = {"id", "edited_at", *PICTURE}


@pytest.fixture
def kept(dynamodb: Any, clock: Clock) -> OnDynamoDB:
    return OnDynamoDB(dynamodb, clock)


def entries(kept: OnDynamoDB, position: str = BEGINNING, limit: int = 100, owner: str = ANN) -> list[Entry]:
    return kept.feed.changes_after(owner, position, limit).items


def test_a_changed_note_comes_without_its_text(kept: OnDynamoDB) -> None:
    fields: dict[str, Any] = {"title": "Sea", "tags": ["a"], "pinned": True, "file_ids": [file_id(1)], "version": 7}
    kept.notes.add(ANN, note(text="x" * 300, **fields), limits())
    change = NoteChanged(note_id(1), summary(excerpt="x" * 200, **fields))
    assert entries(kept) == [Entry(f"{NOW}#note#{note_id(1)}", 7, change)]


def test_a_changed_file_comes_whole(kept: OnDynamoDB) -> None:
    whole = file(note_id=note_id(1), caption="At sea", status="rejected", reason="None.", version=3, **PICTURE)
    kept.place(ANN, [whole])
    assert entries(kept) == [Entry(f"{NOW}#file#{file_id(1)}", 3, FileChanged(file_id(1), public(whole)))]


def test_a_removal_comes_in_its_place(kept: OnDynamoDB, clock: Clock) -> None:
    kept.files.add(ANN, file(), limits())
    kept.files.remove(ANN, file(), now=LATER)
    clock.advance()
    kept.notes.account_removal(ANN, note_id(2))
    assert entries(kept) == [
        Entry(f"{NOW}#gone#file#{file_id(1)}", 0, ThingGone(file_id(1), "file", NOW)),
        Entry(f"{LATER}#gone#note#{note_id(2)}", 0, ThingGone(note_id(2), "note", LATER)),
    ]


def test_changes_after_a_position_come_oldest_first_up_to_the_limit(kept: OnDynamoDB) -> None:
    kept.place(ANN, [file(number, updated_at=f"2026-03-0{number}") for number in (3, 1, 4, 2)])
    found = kept.feed.changes_after(ANN, f"2026-03-01#file#{file_id(1)}", 2)
    assert [entry.change.id for entry in found.items] == [file_id(2), file_id(3)]
    assert found.position == found.items[-1].key
    assert kept.feed.changes_after(ANN, found.position, 2).position is None


def test_a_position_may_be_a_time(kept: OnDynamoDB) -> None:
    kept.place(ANN, [file()])
    assert len(entries(kept, NOW)) == 1
    assert entries(kept, LATER) == []


def test_another_persons_changes_are_not_among_them(kept: OnDynamoDB) -> None:
    kept.place(BOB, [file()])
    assert entries(kept) == []


def test_the_index_keeps_what_the_feed_shows_and_no_more_than_dynamodb_takes() -> None:
    (index,) = [one for one in resource("Table")["LocalSecondaryIndexes"] if one["IndexName"] == "changed"]
    kept = index["Projection"]["NonKeyAttributes"]
    shown = {*NoteSummary.__struct_fields__, *File.__struct_fields__, "details"} - NOT_PROJECTED
    assert sorted(kept) == sorted(shown)
    assert len(kept) < 20
