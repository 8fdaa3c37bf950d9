"""Notes in DynamoDB."""

from __future__ import annotations

from typing import Any

import msgspec

from ...domain.accounts import Limits
from ...domain.clock import epoch_seconds
from ...domain.errors import Conflict, PreconditionFailed
from ...domain.lifetimes import TRASH_PERIOD
from ...domain.notes import Note, NoteSummary, State, excerpt
from ...domain.paging import Slice
from ...domain.preconditions import Idempotency, Precondition
from . import expressions, note_files
from .attributes import Item, flat, load, to_entity, to_item
from .errors import Refused
from .idempotency import remember, remembered
from .keys import item, listed, note_indexes
from .note_patch import NoteEdit
from .note_state_changes import PROBABLY, AsItIs, apply, changing, edited_at_of, read, read_id, state_of
from .pages import read_page
from .table import Table
from .texts import packed
from .usage import UsageStore, too_many


class DynamoNotes:
    """Each owner's notes; see `ports.NoteStore`."""

    def __init__(self, table: Table, usage: UsageStore) -> None:
        self._table = table
        self._usage = usage

    def add(self, owner: str, note: Note, limits: Limits, once: Idempotency | None = None) -> Note:
        """Write note and usage in one transaction; a request whose key was used before returns the note made then."""
        actions = [self._put(owner, note), self._usage.count_note(owner, limits)]
        if once:
            actions.append(remember(self._table, owner, "note", note.id, note.updated_at, once))
        try:
            self._table.transact(actions)
        except Refused as refused:
            if once and 2 in refused.items:
                return self._made_before(owner, refused.items[2], once)
            if 1 in refused.items:
                raise too_many("notes", limits.notes) from refused
            raise
        return note

    def find(self, owner: str, note_id: str) -> Note | None:
        """Return the note from a consistent read, or None."""
        found = self._table.get(owner, item("note", note_id))
        return read(found) if found else None

    def page(self, owner: str, state: State, tag: str | None, limit: int, after: str | None) -> Slice[NoteSummary]:
        """Return summaries from one query; with a tag from a few, which stop after a megabyte: a page may be short."""
        items, position = read_page(self._table, owner, "note", "listed", f"{state}#", limit, after, tag=tag)
        return Slice([to_entity(flat(found), NoteSummary, read_id(found)) for found in items], position)

    def change(self, owner: str, note_id: str, fields: dict[str, Any], precondition: Precondition, now: str) -> Note:
        """Change the note in one update, without a read if the note keeps its place or gets a new one by being edited.

        An edit of a note that turns out to be archived takes two requests, and so does a change of state alone.
        """
        change = NoteEdit(note_id, fields, precondition, now)

        def examine(found: Item) -> None:
            if not precondition.holds(load(found["version"])):
                raise PreconditionFailed
            if state_of(found) == "trashed":
                raise Conflict("The note is in the trash. Restore it first.")

        return apply(self._table, owner, note_id, change.to, examine, change.assumed)

    def trash(self, owner: str, note_id: str, now: str) -> Note:
        """Move the note to the trash; its previous state is stored."""
        fields = {"state": "trashed", "expires_at": epoch_seconds(now, TRASH_PERIOD)}
        there = {"listed_sk": listed("trashed", now, note_id)}

        def update(known: Item) -> expressions.Update:
            was = {"known_state": state_of(known)}
            before = {"state_before": state_of(known)}
            return changing(note_id, now, fields | before | there, ["#state = :known_state"], was)

        def examine(found: Item) -> None:
            if state_of(found) == "trashed":
                raise AsItIs

        return apply(self._table, owner, note_id, update, examine, PROBABLY)

    def restore(self, owner: str, note_id: str, now: str) -> Note:
        """Restore the note to its previous state, and to its place by when it was last edited."""

        def update(known: Item) -> expressions.Update:
            before, edited_at = load(known["state_before"]), edited_at_of(known)
            fields = {"state": before, "state_before": None, "expires_at": None}
            there = {"listed_sk": listed(before, edited_at, note_id)}
            conditions = ["#state = :trashed", "#state_before = :before", "#details.#edited_at = :edited_at"]
            was = {"trashed": "trashed", "before": before, "edited_at": edited_at}
            return changing(note_id, now, fields | there, conditions, was)

        def examine(found: Item) -> None:
            if state_of(found) != "trashed":
                raise AsItIs

        return apply(self._table, owner, note_id, update, examine)

    def remove(self, owner: str, note_id: str) -> None:
        """Delete the note, write its tombstone and decrement usage, so that the stream has nothing left to count."""
        guard = expressions.guard("#state = :state", state="trashed")
        delete = {"Delete": {"Key": self._table.key(owner, item("note", note_id)), **guard}}
        try:
            self._table.transact([delete, self._usage.put_tombstone(owner, "note", note_id), self._decrement(owner)])
        except Refused as refused:
            raise PreconditionFailed from refused

    def account_removal(self, owner: str, note_id: str) -> None:
        """Decrement usage for a removed note, once."""
        self._usage.account_removal(owner, "note", note_id, [self._decrement(owner)])

    def unlink(self, owner: str, note_id: str, file_id: str, now: str) -> None:
        """Remove the file from the note's list; a note that does not list it stays unchanged."""
        note_files.transact(self._table, owner, [], file_id, now, unlink=note_id)

    def _put(self, owner: str, note: Note) -> dict[str, Any]:
        values = msgspec.structs.asdict(note) | {
            "id": None,
            "edited_at": None,
            "details": {"edited_at": note.edited_at},
            "file_ids": set(note.file_ids),
            "text": packed(note.text),
            "excerpt": excerpt(note.text),
            **note_indexes(note),
        }
        key = self._table.key(owner, item("note", note.id))
        return {"Put": {"Item": key | to_item(values), **expressions.guard("attribute_not_exists(pk)")}}

    def _made_before(self, owner: str, found: Item, once: Idempotency) -> Note:
        note = self.find(owner, remembered(found, "note", once))
        if note is None:
            raise Conflict("The note that this Idempotency-Key created has been deleted.")
        return note

    def _decrement(self, owner: str) -> dict[str, Any]:
        return self._usage.count(owner, notes=-1)
