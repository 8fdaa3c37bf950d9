"""Records of the table's stream as changes of the domain."""

from __future__ import annotations

from ..changes import Change, FileGone, NoteGone, NoteMoved
from .attributes import Item, load
from .files import read
from .keys import identify, owner_of


def change(keys: Item, old: Item | None, new: Item | None) -> Change | None:
    """What a record tells, or None where nothing follows from it; images are None where there was or is no item."""
    owner = owner_of(load(keys["pk"]))
    entity, identifier = identify(load(keys["sk"]))
    if entity == "note" and old and new and _in_trash(old) != _in_trash(new):
        return NoteMoved(owner, identifier)
    if entity == "note" and old and not new:
        return NoteGone(owner, identifier)
    if entity == "file" and old and not new:
        return FileGone(owner, read(old))
    return None


def _in_trash(note: Item) -> bool:
    return bool(load(note["state"]) == "trashed")
