"""Decoding of records from the table's stream."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple, cast

from ...domain.clock import timestamp
from ...domain.ids import Entity
from ...domain.integration_events import Event, Snapshot, event_type
from ...domain.stream_events import FileGone, FollowUp, NoteGone, NoteMoved, RecordEffects
from .attributes import Item, load
from .files import read
from .keys import identify, owner_of

Record = Mapping[str, Any]
# The fields of a note's record that a replay needs; the rest is the user's content.
_BARE_NOTE = frozenset({"pk", "sk", "state", "version", "created_at", "updated_at"})


class _Change(NamedTuple):
    """A record's key, and the item before and after; None if there was or is no item."""

    owner: str
    entity: str
    identifier: str
    old: Item | None
    new: Item | None


def decode(record: Record) -> RecordEffects | None:
    """Return what follows from a record, or None for nothing. Raises for an item that the service never writes."""
    change = _change(record)
    if change.entity == "gone" and change.new and not change.old:
        return RecordEffects(change.owner, news_since=_moment(change.new, "deleted_at", record))
    if change.entity in ("note", "file"):
        news_since = _moment(change.new, "updated_at", record) if change.new else None
        return RecordEffects(change.owner, news_since, _follow_up(change), _event(change, record))
    return None


def happened_at(record: Record) -> datetime:
    """Return when the change was made in the table; DynamoDB rounds it to seconds."""
    return datetime.fromtimestamp(record["dynamodb"]["ApproximateCreationDateTime"], UTC)


def sequence_number(record: Record) -> str:
    """Return the record's position in the stream, by which failures are reported to Lambda."""
    number: str = record["dynamodb"]["SequenceNumber"]
    return number


def without_texts(record: Record) -> dict[str, Any]:
    """Return a copy that decodes to the same, without any content of a note."""
    stream = dict(record["dynamodb"])
    if _change(record).entity == "note":
        for image in ("OldImage", "NewImage"):
            if stream.get(image):
                stream[image] = {name: value for name, value in stream[image].items() if name in _BARE_NOTE}
    return {**record, "dynamodb": stream}


def _change(record: Record) -> _Change:
    stream = record["dynamodb"]
    keys = stream["Keys"]
    entity, identifier = identify(load(keys["sk"]))
    old, new = stream.get("OldImage") or None, stream.get("NewImage") or None
    return _Change(owner_of(load(keys["pk"])), entity, identifier, old, new)


def _follow_up(change: _Change) -> FollowUp | None:
    owner, entity, identifier, old, new = change
    if entity == "note" and old and new and _in_trash(old) != _in_trash(new):
        return NoteMoved(owner, identifier)
    if entity == "note" and old and not new:
        return NoteGone(owner, identifier)
    if entity == "file" and old and not new:
        return FileGone(owner, read(old))
    return None


def _event(change: _Change, record: Record) -> Event | None:
    entity = cast(Entity, change.entity)
    before, after = _snapshot(change.old), _snapshot(change.new)
    happened = event_type(entity, before, after)
    if happened is None:
        return None
    version = after.version if after else 1 + (before.version if before else 0)
    time = (after and after.updated_at) or timestamp(happened_at(record))
    return Event(record["eventID"], happened, entity, change.identifier, change.owner, version, time)


def _snapshot(item: Item | None) -> Snapshot | None:
    if not item:
        return None
    known: dict[str, Any] = {name: load(item[name]) for name in Snapshot.__struct_fields__ if name in item}
    return Snapshot(**known)


def _moment(item: Item, name: str, record: Record) -> datetime:
    return datetime.fromisoformat(load(item[name])) if name in item else happened_at(record)


def _in_trash(note: Item) -> bool:
    return bool(load(note["state"]) == "trashed")
