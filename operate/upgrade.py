"""Items as an earlier version of Skynotes wrote them, as the present one does.

Before the map `details`, what was known of a picture was in the map `picture`, times of photos pretended to be in UTC,
and notes knew only when they were last changed in any way. A backup or a `.local` of then has such items.
"""

from __future__ import annotations

import re

from chalicelib.repositories.dynamodb.attributes import Item, load, to_item
from chalicelib.repositories.dynamodb.files import read
from chalicelib.repositories.dynamodb.keys import file_indexes, identify, note_indexes
from chalicelib.repositories.dynamodb.note_updates import read as read_note

_CLOCK = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}")
_INDEXES = ("listed_sk", "uploads_sk", "library_sk", "attached_sk", "changed_sk")


def upgraded(item: Item) -> Item:
    """Give an item as it is written now, with the keys of every index made anew, or itself where it is written so.

    What is neither a note nor a file has not changed. Notes count as edited when they were last changed; times of
    photos keep their digits, and where the camera was nobody knows. Raises `LookupError`, `TypeError` or `ValueError`
    for what the service has never written.
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
