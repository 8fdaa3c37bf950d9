"""The change feed in DynamoDB: an index of notes, files and tombstones by the time of their last change."""

from __future__ import annotations

from ...domain.change_cursor import Entry, FileChanged, NoteChanged, ThingGone
from ...domain.notes import NoteSummary
from ...domain.paging import Slice
from .attributes import Item, flat, load, to_entity
from .files import read
from .keys import identify, moment_of
from .table import Table


class DynamoChangeStore:
    """Each owner's changes; see `ports.ChangeStore`."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def changes_after(self, owner: str, position: str, limit: int) -> Slice[Entry]:
        """Return the changes after a position, oldest first, from one query, which also ends at a megabyte."""
        answer = self._table.query_after(owner, "changed", position, Limit=limit)
        last = answer.get("LastEvaluatedKey")
        return Slice([_entry(found) for found in answer["Items"]], load(last["changed_sk"]) if last else None)


def _entry(found: Item) -> Entry:
    """Convert an item to an entry; a tombstone never changes, so it has no version."""
    version = load(found["version"]) if "version" in found else 0
    return Entry(load(found["changed_sk"]), version, _change(found))


def _change(found: Item) -> NoteChanged | FileChanged | ThingGone:
    kind, identifier = identify(load(found["sk"]))
    if kind == "note":
        return NoteChanged(identifier, to_entity(flat(found), NoteSummary, identifier))
    if kind == "file":
        return FileChanged(identifier, read(found))
    entity, identifier = identify(identifier)
    return ThingGone(identifier, "note" if entity == "note" else "file", moment_of(load(found["changed_sk"])))
