"""The table's stream as changes of the domain."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.changes import Change, FileGone, NoteGone, NoteMoved
from chalicelib.repositories import records
from chalicelib.repositories.attributes import to_item
from chalicelib.repositories.keys import idempotency, item, partition, tombstone
from tests.unit.backings import OnDynamoDB
from tests.unit.emulated import resource
from tests.unit.fakes import Clock
from tests.unit.making import ANN, NOW, PLENTY, file, file_id, note, note_id


def change(sort_key: str, old: dict[str, Any] | None, new: dict[str, Any] | None) -> Change | None:
    """As the stream tells it: the keys, and the item before and after."""
    keys = to_item({"pk": partition(ANN), "sk": sort_key})
    return records.change(keys, keys | to_item(old) if old else None, keys | to_item(new) if new else None)


def of_note(state_before: str | None, state_after: str | None) -> Change | None:
    old, new = ({"state": state} if state else None for state in (state_before, state_after))
    return change(item("note", note_id(1)), old, new)


@pytest.mark.parametrize(
    ("before", "after"),
    [("active", "trashed"), ("archived", "trashed"), ("trashed", "active"), ("trashed", "archived")],
)
def test_a_note_that_enters_or_leaves_the_trash_has_moved(before: str, after: str) -> None:
    assert of_note(before, after) == NoteMoved(ANN, note_id(1))


@pytest.mark.parametrize(
    ("before", "after"), [(None, "active"), ("active", "active"), ("active", "archived"), ("trashed", "trashed")]
)
def test_a_note_that_is_new_or_only_changed_has_not(before: str | None, after: str) -> None:
    assert of_note(before, after) is None


@pytest.mark.parametrize("state", ["active", "archived", "trashed"])
def test_a_note_that_is_no_more_is_gone(state: str) -> None:
    assert of_note(state, None) == NoteGone(ANN, note_id(1))


def test_an_owner_may_have_any_id() -> None:
    keys = to_item({"pk": partition("user#1"), "sk": item("note", note_id(1))})
    assert records.change(keys, keys | to_item({"state": "active"}), None) == NoteGone("user#1", note_id(1))


@pytest.mark.parametrize("sort_key", ["usage", idempotency("a key"), tombstone("note", "x"), tombstone("file", "x")])
@pytest.mark.parametrize(("old", "new"), [({"a": 1}, {"a": 2}), ({"a": 1}, None), (None, {"a": 1})])
def test_nothing_follows_from_anything_else(sort_key: str, old: dict[str, Any], new: dict[str, Any]) -> None:
    assert change(sort_key, old, new) is None


def test_a_file_that_is_no_more_is_gone_as_it_last_was(dynamodb: Any, clock: Clock) -> None:
    kept = OnDynamoDB(dynamodb, clock)
    last = file(note_id=None, caption="At the sea", width=640, height=480, camera="K", taken_at=NOW, version=3)
    kept.files.add(ANN, last, PLENTY)
    image = kept.table.get(ANN, item("file", file_id(1))) or {}
    keys = {name: image[name] for name in ("pk", "sk")}
    assert records.change(keys, image, None) == FileGone(ANN, last)
    assert records.change(keys, None, image) is None
    assert records.change(keys, image, image) is None


def test_a_kept_note_is_told_of_as_it_is(dynamodb: Any, clock: Clock) -> None:
    kept = OnDynamoDB(dynamodb, clock)
    kept.notes.add(ANN, note(), None)
    before = kept.table.get(ANN, item("note", note_id(1))) or {}
    kept.notes.trash(ANN, note_id(1), NOW)
    after = kept.table.get(ANN, item("note", note_id(1))) or {}
    keys = {name: before[name] for name in ("pk", "sk")}
    assert records.change(keys, before, after) == NoteMoved(ANN, note_id(1))


def test_the_stream_carries_both_images() -> None:
    assert resource("Table")["StreamSpecification"] == {"StreamViewType": "NEW_AND_OLD_IMAGES"}
