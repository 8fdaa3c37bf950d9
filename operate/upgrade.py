"""Conversion of items that an earlier version of Skynotes wrote to the present format.

Items without the map `details` have the properties of a picture in the map `picture`, times of photos marked as UTC
though they are not, and of notes only the time of the last change of any kind. Backups and `.local` directories of that
version have such items.
"""

from __future__ import annotations

import re

from chalicelib.repositories.dynamodb.attributes import Item, load, to_item
from chalicelib.repositories.dynamodb.files import read
from chalicelib.repositories.dynamodb.keys import file_indexes, identify, note_indexes
from chalicelib.repositories.dynamodb.note_state_changes import read as read_note

_CLOCK = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}")
_INDEXES = ("listed_sk", "uploads_sk", "library_sk", "attached_sk", "changed_sk")


def upgraded(item: Item) -> Item:
    """Return an item in the present format, with new keys for every index, or the item itself if it has that format.

    The format of all but notes and files is unchanged. Notes count as edited when they were last changed; times of
    photos keep their digits, because the camera's offset from UTC is unknown. Raises `LookupError`, `TypeError` or
    `ValueError` for what the service has never written.
    """
    entity, _ = identify(load(item["sk"]))
    if entity not in ("note", "file") or "details" in item:
        return item
    return _note(item) if entity == "note" else _file(item)


def _note(item: Item) -> Item:
    now = item | to_item({"details": {"edited_at": load(item["updated_at"])}})
    return _without_indexes(now) | to_item(note_indexes(read_note(now)))


def _file(item: Item) -> Item:
    known = load(item["picture"]) if "picture" in item else {}
    if clock := _CLOCK.match(known.pop("taken_at", "")):
        known["taken_at"] = clock[0]
    now = {name: value for name, value in item.items() if name != "picture"} | to_item({"details": known})
    return _without_indexes(now) | to_item(file_indexes(read(now)))


def _without_indexes(item: Item) -> Item:
    return {name: value for name, value in item.items() if name not in _INDEXES}
