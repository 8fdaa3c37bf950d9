"""Records of the table's stream as what they tell, in the domain's words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, cast

from ...domain.clock import timestamp
from ...domain.ids import Entity
from ...domain.integration_events import Event, Sight, kind
from ...domain.stream_events import Change, FileGone, NoteGone, NoteMoved, Told
from .attributes import Item, load
from .files import read
from .keys import identify, owner_of

Record = Mapping[str, Any]
# What a note's record needs of the note to be told again; the rest is what somebody has written.
_BARE_NOTE = frozenset({"pk", "sk", "state", "version", "created_at", "updated_at"})


def told(record: Record) -> Told | None:
    """What a record tells, or None where nothing follows from it. Raises for an item that the service never writes."""
    keys, old, new = _images(record)
    owner = owner_of(load(keys["pk"]))
    entity, identifier = identify(load(keys["sk"]))
    if entity == "gone" and new and not old:
        return Told(owner, seen_from=_moment(new, "deleted_at", record))
    if entity in ("note", "file"):
        seen_from = _moment(new, "updated_at", record) if new else None
        event = _event(cast(Entity, entity), identifier, owner, record)
        return Told(owner, seen_from, change(keys, old, new), event)
    return None


def change(keys: Item, old: Item | None, new: Item | None) -> Change | None:
    """What is to be done about it, or None; images are None where there was or is no item."""
    owner = owner_of(load(keys["pk"]))
    entity, identifier = identify(load(keys["sk"]))
    if entity == "note" and old and new and _in_trash(old) != _in_trash(new):
        return NoteMoved(owner, identifier)
    if entity == "note" and old and not new:
        return NoteGone(owner, identifier)
    if entity == "file" and old and not new:
        return FileGone(owner, read(old))
    return None


def happened_at(record: Record) -> datetime:
    """When the table took the change; DynamoDB rounds it to seconds."""
    return datetime.fromtimestamp(record["dynamodb"]["ApproximateCreationDateTime"], UTC)


def sequence_number(record: Record) -> str:
    """Where in the stream the record is: how Lambda is told which ones have failed."""
    number: str = record["dynamodb"]["SequenceNumber"]
    return number


def without_texts(record: Record) -> dict[str, Any]:
    """A record that tells the same, and holds nothing of what was written in a note."""
    keys, _, _ = _images(record)
    stream = dict(record["dynamodb"])
    if identify(load(keys["sk"]))[0] == "note":
        for image in ("OldImage", "NewImage"):
            if stream.get(image):
                stream[image] = {name: value for name, value in stream[image].items() if name in _BARE_NOTE}
    return {**record, "dynamodb": stream}


def _images(record: Record) -> tuple[Item, Item | None, Item | None]:
    stream = record["dynamodb"]
    return stream["Keys"], stream.get("OldImage") or None, stream.get("NewImage") or None


def _event(entity: Entity, identifier: str, owner: str, record: Record) -> Event | None:
    _, old, new = _images(record)
    before, after = _sight(old), _sight(new)
    happened = kind(entity, before, after)
    if happened is None:
        return None
    version = after.version if after else 1 + (before.version if before else 0)
    time = (after and after.updated_at) or timestamp(happened_at(record))
    return Event(record["eventID"], happened, entity, identifier, owner, version, time)


def _sight(item: Item | None) -> Sight | None:
    if not item:
        return None
    known: dict[str, Any] = {name: load(item[name]) for name in Sight.__struct_fields__ if name in item}
    return Sight(**known)


def _moment(item: Item, name: str, record: Record) -> datetime:
    return datetime.fromisoformat(load(item[name])) if name in item else happened_at(record)


def _in_trash(note: Item) -> bool:
    return bool(load(note["state"]) == "trashed")
