"""An in-memory `NoteStore`."""

from __future__ import annotations

from typing import Any

import msgspec

from chalicelib.domain.accounts import Limits
from chalicelib.domain.errors import Conflict, NotFound, PreconditionFailed, QuotaExceeded
from chalicelib.domain.notes import Note, NoteSummary, State, excerpt
from chalicelib.domain.paging import Slice
from chalicelib.domain.preconditions import Idempotency, Precondition

from .shared_state import SharedState, newest_first


class FakeNotes:
    """A fake of `ports.NoteStore`."""

    def __init__(self, shared: SharedState) -> None:
        self._shared = shared

    def add(self, owner: str, note: Note, limits: Limits, once: Idempotency | None = None) -> Note:
        if made := self._shared.made_before(owner, "note", once, note.updated_at):
            return self._still_there(owner, made)
        if self._shared.usage(owner).notes >= limits.notes:
            raise QuotaExceeded("There is no room.")
        self._shared.remember(owner, "note", note.id, once, note.updated_at)
        self._shared.count(owner, notes=1)
        return self._keep(owner, note)

    def find(self, owner: str, note_id: str) -> Note | None:
        return self._shared.notes.get((owner, note_id))

    def page(self, owner: str, state: State, tag: str | None, limit: int, after: str | None) -> Slice[NoteSummary]:
        found = [
            _summary(note)
            for (whose, _), note in self._shared.notes.items()
            if whose == owner and note.state == state and (tag is None or tag in note.tags)
        ]
        return newest_first(found, self._position, limit, after)

    def change(self, owner: str, note_id: str, fields: dict[str, Any], precondition: Precondition, now: str) -> Note:
        note = self._known(owner, note_id)
        if not precondition.holds(note.version):
            raise PreconditionFailed
        if note.state == "trashed":
            raise Conflict("The note is in the trash.")
        edited = {} if {"title", "text"}.isdisjoint(fields) else {"edited_at": now}
        return self._next(owner, note, now, **fields, **edited)

    def trash(self, owner: str, note_id: str, now: str) -> Note:
        note = self._known(owner, note_id)
        if note.state == "trashed":
            return note
        self._shared.states_before[owner, note_id] = note.state
        self._shared.trashed_at[note_id] = now
        return self._next(owner, note, now, state="trashed")

    def restore(self, owner: str, note_id: str, now: str) -> Note:
        note = self._known(owner, note_id)
        if note.state != "trashed":
            return note
        return self._next(owner, note, now, state=self._shared.states_before[owner, note_id])

    def remove(self, owner: str, note_id: str) -> None:
        kept = self.find(owner, note_id)
        if kept is None or kept.state != "trashed":
            raise PreconditionFailed
        del self._shared.notes[owner, note_id]
        self.account_removal(owner, note_id)

    def account_removal(self, owner: str, note_id: str) -> None:
        self._shared.decrement((owner, note_id), notes=1)

    def unlink(self, owner: str, note_id: str, file_id: str, now: str) -> None:
        self._shared.unlink(owner, note_id, file_id, now)

    def _known(self, owner: str, note_id: str) -> Note:
        note = self.find(owner, note_id)
        if note is None:
            raise NotFound
        return note

    def _position(self, note: NoteSummary) -> str:
        trashed_at = self._shared.trashed_at.get(note.id, note.updated_at)
        return f"{trashed_at if note.state == 'trashed' else note.edited_at}#{note.id}"

    def _still_there(self, owner: str, note_id: str) -> Note:
        note = self.find(owner, note_id)
        if note is None:
            raise Conflict("The note that this key made is gone.")
        return note

    def _next(self, owner: str, note: Note, now: str, **fields: Any) -> Note:
        return self._keep(owner, msgspec.structs.replace(note, **fields, updated_at=now, version=note.version + 1))

    def _keep(self, owner: str, note: Note) -> Note:
        self._shared.notes[owner, note.id] = note
        return note


def _summary(note: Note) -> NoteSummary:
    values = msgspec.structs.asdict(note)
    return NoteSummary(excerpt=excerpt(values.pop("text")), **values)
