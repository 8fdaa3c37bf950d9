"""The records of the table's stream, decoded as changes of the domain."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest

from chalicelib.domain.clock import timestamp
from chalicelib.domain.files import public
from chalicelib.domain.stream_events import FileGone, FollowUp, NoteGone, NoteMoved, RecordEffects
from chalicelib.repositories.dynamodb import stream_records
from chalicelib.repositories.dynamodb.attributes import Item, to_item
from chalicelib.repositories.dynamodb.keys import idempotency, item, partition, tombstone
from tests.support.factories import ANN, LATER, NOW, file, file_id, limits, note, note_id
from tests.support.fakes import Clock
from tests.support.moto_resources import resource
from tests.support.store_backends import OnDynamoDB
from tests.support.stream_items import new_tombstone, of_file, of_note
from tests.support.stream_items import record as record_of


def decoded(keys: Item, old: Item | None, new: Item | None) -> FollowUp | None:
    """Return the follow-up of this record; an image is None where there was or is no item."""
    stream = {"Keys": keys, "OldImage": old, "NewImage": new, "ApproximateCreationDateTime": 0}
    effects = stream_records.decode({"eventID": "event-1", "dynamodb": stream})
    return effects.follow_up if effects else None


def follow_up(sort_key: str, old: dict[str, Any] | None, new: dict[str, Any] | None) -> FollowUp | None:
    keys = to_item({"pk": partition(ANN), "sk": sort_key})
    return decoded(keys, keys | to_item(old) if old else None, keys | to_item(new) if new else None)


def of_states(state_before: str | None, state_after: str | None) -> FollowUp | None:
    old, new = ({"state": state} if state else None for state in (state_before, state_after))
    return follow_up(item("note", note_id(1)), old, new)


@pytest.mark.parametrize(
    ("before", "after"),
    [("active", "trashed"), ("archived", "trashed"), ("trashed", "active"), ("trashed", "archived")],
)
def test_a_note_that_enters_or_leaves_the_trash_has_moved(before: str, after: str) -> None:
    assert of_states(before, after) == NoteMoved(ANN, note_id(1))


@pytest.mark.parametrize(
    ("before", "after"), [(None, "active"), ("active", "active"), ("active", "archived"), ("trashed", "trashed")]
)
def test_a_note_that_is_new_or_only_changed_has_not(before: str | None, after: str) -> None:
    assert of_states(before, after) is None


@pytest.mark.parametrize("state", ["active", "archived", "trashed"])
def test_a_note_that_is_no_more_is_gone(state: str) -> None:
    assert of_states(state, None) == NoteGone(ANN, note_id(1))


def test_an_owner_may_have_any_id() -> None:
    keys = to_item({"pk": partition("user#1"), "sk": item("note", note_id(1))})
    assert decoded(keys, keys | to_item({"state": "active"}), None) == NoteGone("user#1", note_id(1))


@pytest.mark.parametrize("sort_key", ["usage", idempotency("a key"), tombstone("note", "x"), tombstone("file", "x")])
@pytest.mark.parametrize(("old", "new"), [({"a": 1}, {"a": 2}), ({"a": 1}, None), (None, {"a": 1})])
def test_nothing_follows_from_anything_else(sort_key: str, old: dict[str, Any], new: dict[str, Any]) -> None:
    assert follow_up(sort_key, old, new) is None


def test_a_file_that_is_no_more_is_gone_as_it_last_was(dynamodb: Any, clock: Clock) -> None:
    kept = OnDynamoDB(dynamodb, clock)
    last = file(note_id=None, caption="At the sea", width=640, height=480, camera="K", taken_at=NOW, version=3)
    kept.files.add(ANN, last, limits())
    image = kept.table.get(ANN, item("file", file_id(1))) or {}
    keys = {name: image[name] for name in ("pk", "sk")}
    assert decoded(keys, image, None) == FileGone(ANN, public(last))
    assert decoded(keys, None, image) is None
    assert decoded(keys, image, image) is None


def test_a_stored_note_is_decoded_as_it_is(dynamodb: Any, clock: Clock) -> None:
    kept = OnDynamoDB(dynamodb, clock)
    kept.notes.add(ANN, note(), limits())
    before = kept.table.get(ANN, item("note", note_id(1))) or {}
    kept.notes.trash(ANN, note_id(1), NOW)
    after = kept.table.get(ANN, item("note", note_id(1))) or {}
    keys = {name: before[name] for name in ("pk", "sk")}
    assert decoded(keys, before, after) == NoteMoved(ANN, note_id(1))


class TestRecordEffects:
    def test_devices_are_notified_from_the_time_of_a_write_on(self) -> None:
        for stream_record in (of_note(None, note(updated_at=LATER)), of_file(file(), file(updated_at=LATER))):
            seen = stream_records.decode(stream_record)
            assert seen
            assert (seen.owner, seen.news_since and timestamp(seen.news_since)) == (ANN, LATER)

    def test_a_removal_is_notified_by_its_tombstone(self) -> None:
        for stream_record in (of_note(note(), None), of_file(file(), None)):
            seen = stream_records.decode(stream_record)
            assert seen
            assert seen.news_since is None
        assert stream_records.decode(new_tombstone("file", file_id(1))) == RecordEffects(
            ANN, news_since=datetime.fromisoformat(NOW)
        )

    def test_an_event_is_of_the_version_that_it_is_about(self) -> None:
        changes = [
            (of_note(None, note(version=1)), ("note.created", 1, NOW)),
            (of_note(note(version=2), note(version=3, updated_at=LATER)), ("note.updated", 3, LATER)),
            (of_note(note(version=3, updated_at="2026-01-01"), None), ("note.deleted", 4, NOW)),
            (of_file(file(status="pending"), file(version=2)), ("file.ready", 2, NOW)),
        ]
        for record, expected in changes:
            event = (stream_records.decode(record) or RecordEffects(ANN)).event
            assert event
            assert (event.type, event.version, event.time) == expected
            assert event.id == record["eventID"]

    @pytest.mark.parametrize("sort_key", ["usage", idempotency("a key"), "connection#2026#a", "position"])
    def test_of_nothing_else_anything_is(self, sort_key: str) -> None:
        for old, new in [({"a": 1}, {"a": 2}), ({"a": 1}, None), (None, {"a": 1})]:
            assert stream_records.decode(record_of(sort_key, old, new)) is None

    @pytest.mark.parametrize("images", [({"a": 1}, None), (None, {"a": 1}), ({"a": 1}, {"a": 2})])
    def test_what_the_service_never_writes_cannot_be_decoded(self, images: Any) -> None:
        for entity in ("note", "file"):
            with pytest.raises((TypeError, KeyError)):
                stream_records.decode(record_of(f"{entity}#1", *images))


def test_without_its_texts_a_record_tells_the_same() -> None:
    dreamt: dict[str, Any] = {"title": "what I dreamt", "text": "what I dreamt", "tags": ["what I dreamt"]}
    for before, after in [(note(**dreamt), None), (note(**dreamt), note(state="trashed", version=2, **dreamt))]:
        record = of_note(before, after)
        bare = stream_records.without_texts(record)
        assert "dreamt" in str(record)
        assert "dreamt" not in str(bare)
        assert stream_records.decode(bare) == stream_records.decode(record)
    whole = of_file(file(caption="At the sea"), None)
    assert stream_records.without_texts(whole) == whole


def test_the_filters_of_the_stream_let_through_all_that_anything_follows_from() -> None:
    source = resource("OnChange")["Events"]["OnChangeDynamodbEventSource"]["Properties"]
    passing = [json.loads(one["Pattern"]) for one in source["FilterCriteria"]["Filters"]]
    prefixes = {tuple(one["prefix"] for one in pattern["dynamodb"]["Keys"]["sk"]["S"]) for pattern in passing}
    assert prefixes == {(item("note", ""), item("file", "")), (tombstone("note", "").removesuffix("note#"),)}
    assert [pattern.get("eventName") for pattern in passing] == [None, [new_tombstone("note", "x")["eventName"]]]


def test_the_stream_carries_both_images() -> None:
    assert resource("Table")["StreamSpecification"] == {"StreamViewType": "NEW_AND_OLD_IMAGES"}
