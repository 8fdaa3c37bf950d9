"""Notes in DynamoDB."""

from __future__ import annotations

from typing import Any

import msgspec

from ..errors import Conflict, PreconditionFailed
from ..moments import epoch_seconds
from ..notes import TRASH_PERIOD, Note, NoteSummary, State, excerpt
from ..paging import Slice
from ..stores import Idempotency, Precondition
from . import expressions, links
from .attributes import Item, load, to_entity, to_item
from .failures import Refused
from .idempotency import remember, remembered_note
from .keys import item, note_indexes
from .ledger import Ledger
from .note_updates import AsItIs, apply, read, read_id, state_of, update_in_state
from .pages import read_page
from .table import Table


class DynamoNotes:
    """Each owner's notes; see `stores.NoteStore`."""

    def __init__(self, table: Table, ledger: Ledger) -> None:
        self._table = table
        self._ledger = ledger

    def add(self, owner: str, note: Note, once: Idempotency | None) -> Note:
        """One transaction; the request that lost a race for its key reads what the winner wrote."""
        actions = [self._put(owner, note), self._ledger.count(owner, notes=1)]
        if once:
            actions.append(remember(self._table, owner, note, once))
        try:
            self._table.transact(actions)
        except Refused as refused:
            if once is None or 2 not in refused.items:
                raise
            return self._made_before(owner, refused.items[2], once)
        return note

    def find(self, owner: str, note_id: str) -> Note | None:
        """Reads consistently."""
        found = self._table.get(owner, item("note", note_id))
        return read(found) if found else None

    def page(self, owner: str, state: State, tag: str | None, limit: int, after: str | None) -> Slice[NoteSummary]:
        """One query of summaries; with a tag it looks through a megabyte of them at most, so a page may come short."""
        items, position = read_page(self._table, owner, "note", "listed", f"{state}#", limit, after, tags=tag)
        return Slice([to_entity(found, NoteSummary, read_id(found)) for found in items], position)

    def change(self, owner: str, note_id: str, fields: dict[str, Any], precondition: Precondition, now: str) -> Note:
        """One update; two when the note is archived."""
        shown = fields | ({"excerpt": excerpt(fields["text"])} if "text" in fields else {})

        def update(state: State) -> dict[str, Any]:
            return update_in_state(note_id, fields.get("state", state), now, shown, {"state": state}, precondition)

        def examine(found: Item) -> State:
            if not precondition.holds(load(found["version"])):
                raise PreconditionFailed
            if state_of(found) == "trashed":
                raise Conflict("The note is in the trash. Restore it first.")
            return state_of(found)

        return apply(self._table, owner, note_id, update, examine)

    def trash(self, owner: str, note_id: str, now: str) -> Note:
        """Remembers the state it had."""
        expires_at = epoch_seconds(now, TRASH_PERIOD)

        def update(state: State) -> dict[str, Any]:
            fields = {"state": "trashed", "state_before": state, "expires_at": expires_at}
            return update_in_state(note_id, "trashed", now, fields, {"state": state})

        def examine(found: Item) -> State:
            if state_of(found) == "trashed":
                raise AsItIs
            return state_of(found)

        return apply(self._table, owner, note_id, update, examine)

    def restore(self, owner: str, note_id: str, now: str) -> Note:
        """Back to the state it had."""

        def update(before: State) -> dict[str, Any]:
            fields = {"state": before, "state_before": None, "expires_at": None}
            return update_in_state(note_id, before, now, fields, {"state": "trashed", "state_before": before})

        def examine(found: Item) -> State:
            if state_of(found) != "trashed":
                raise AsItIs
            before: State = load(found["state_before"])
            return before

        return apply(self._table, owner, note_id, update, examine)

    def remove(self, owner: str, note_id: str) -> None:
        """With its tombstone, so that the stream has nothing left to count."""
        guard = expressions.guard("#state = :state", state="trashed")
        delete = {"Delete": {"Key": self._table.key(owner, item("note", note_id)), **guard}}
        try:
            self._table.transact([delete, self._ledger.bury(owner, "note", note_id), self._count_off(owner)])
        except Refused as refused:
            raise PreconditionFailed from refused

    def settle(self, owner: str, note_id: str) -> None:
        """See `Ledger.settle`."""
        self._ledger.settle(owner, "note", note_id, [self._count_off(owner)])

    def unlink(self, owner: str, note_id: str, file_id: str, now: str) -> None:
        """Changes nothing on a note that does not list the file."""
        links.transact(self._table, owner, [], file_id, now, unlink=note_id)

    def _put(self, owner: str, note: Note) -> dict[str, Any]:
        values = msgspec.structs.asdict(note) | {
            "id": None,
            "file_ids": set(note.file_ids),
            "excerpt": excerpt(note.text),
            **note_indexes(note.state, note.updated_at, note.id),
        }
        key = self._table.key(owner, item("note", note.id))
        return {"Put": {"Item": key | to_item(values), **expressions.guard("attribute_not_exists(pk)")}}

    def _made_before(self, owner: str, remembered: Item, once: Idempotency) -> Note:
        note = self.find(owner, remembered_note(remembered, once))
        if note is None:
            raise Conflict("The note that this Idempotency-Key made has been deleted.")
        return note

    def _count_off(self, owner: str) -> dict[str, Any]:
        return self._ledger.count(owner, notes=-1)
