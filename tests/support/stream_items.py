"""Records as the table's stream delivers them."""

from __future__ import annotations

import itertools
from typing import Any

import msgspec

from chalicelib.domain.files import File, StoredFile
from chalicelib.domain.ids import Entity
from chalicelib.domain.notes import Note
from chalicelib.repositories.dynamodb.attributes import Item, load, to_item
from chalicelib.repositories.dynamodb.files import written
from chalicelib.repositories.dynamodb.keys import item, partition, tombstone
from tests.support.factories import ANN, NOW, note

# 2026-03-01T12:00:00Z, which is NOW, in epoch seconds.
NOW_SECONDS = 1772366400
_NUMBERS = itertools.count(10**21)


def record(
    sort_key: str, old: dict[str, Any] | None, new: dict[str, Any] | None, *, owner: str = ANN, age: float = 0
) -> dict[str, Any]:
    """Return the stream record, `age` seconds old, of an item that was `old` and is `new`; None means no item."""
    number = str(next(_NUMBERS))
    keys = to_item({"pk": partition(owner), "sk": sort_key})
    stream = {"Keys": keys, "SequenceNumber": number, "SizeBytes": 1, "StreamViewType": "NEW_AND_OLD_IMAGES"}
    images = {
        name: keys | to_item(image) for name, image in (("OldImage", old), ("NewImage", new)) if image is not None
    }
    return {
        "eventID": f"event-{number}",
        "eventName": "REMOVE" if new is None else "MODIFY" if old else "INSERT",
        "awsRegion": "eu-central-1",
        "eventSourceARN": "arn:aws:dynamodb:eu-central-1:123456789012:table/skynotes/stream/2026",
        "dynamodb": {**stream, **images, "ApproximateCreationDateTime": NOW_SECONDS - age},
    }


def of_note(before: Note | None, after: Note | None, **how: Any) -> dict[str, Any]:
    """Return the record of a note that changed."""
    return _of("note", before, after, how)


def of_file(before: File | None, after: File | None, **how: Any) -> dict[str, Any]:
    """Return the record of a file that changed."""
    return _of("file", before, after, how)


def note_changed(number: int, before: str | None, after: str | None, **how: Any) -> dict[str, Any]:
    """Return the record of a note with some text that changed from one state to another; None means no note."""
    versions = [
        note(number, state=state, version=version, text="what I dreamt", tags=["what I dreamt"]) if state else None
        for version, state in enumerate((before, after), 1)
    ]
    return of_note(versions[0], versions[1], **how)


def new_tombstone(entity: Entity, identifier: str, **how: Any) -> dict[str, Any]:
    """Return the record of a new tombstone."""
    return record(tombstone(entity, identifier), None, {"deleted_at": NOW, "expires_at": 1}, **how)


def sequence_number(stream_record: dict[str, Any]) -> str:
    number: str = stream_record["dynamodb"]["SequenceNumber"]
    return number


def _of(entity: Entity, before: Any, after: Any, how: dict[str, Any]) -> dict[str, Any]:
    (identifier,) = {thing.id for thing in (before, after) if thing}
    return record(item(entity, identifier), _image(before), _image(after), **how)


def _image(thing: Any) -> Item | None:
    if isinstance(thing, StoredFile):
        return {name: load(attribute) for name, attribute in written(thing).items()}
    return msgspec.structs.asdict(thing) | {"details": {"edited_at": thing.edited_at}} if thing else None
