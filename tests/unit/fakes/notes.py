"""A NoteStore in memory."""

from __future__ import annotations

from typing import Any

import msgspec

from chalicelib.errors import Conflict, IdempotencyKeyReused, NotFound, PreconditionFailed
from chalicelib.moments import epoch_seconds
from chalicelib.notes import IDEMPOTENCY_PERIOD, Note, NoteSummary, State, excerpt
from chalicelib.paging import Slice
from chalicelib.stores import Idempotency, Precondition

from .shelf import Shelf, newest_first


class FakeNotes:
    """See `stores.NoteStore`."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def add(self, owner: str, note: Note, once: Idempotency | None) -> Note:
        if once:
            now = epoch_seconds(note.created_at)
            fingerprint, note_id, until = self._shelf.requests.get((owner, once.key), ("", "", now))
            if until > now:
                return self._made_before(owner, note_id, fingerprint == once.fingerprint)
            until = epoch_seconds(note.created_at, IDEMPOTENCY_PERIOD)
            self._shelf.requests[owner, once.key] = (once.fingerprint, note.id, until)
        self._shelf.count(owner, notes=1)
        return self._keep(owner, note)

    def find(self, owner: str, note_id: str) -> Note | None:
        return self._shelf.notes.get((owner, note_id))

    def page(self, owner: str, state: State, tag: str | None, limit: int, after: str | None) -> Slice[NoteSummary]:
        found = [
            _summary(note)
            for (whose, _), note in self._shelf.notes.items()
            if whose == owner and note.state == state and (tag is None or tag in note.tags)
        ]
        return newest_first(found, lambda note: f"{note.updated_at}#{note.id}", limit, after)

    def change(self, owner: str, note_id: str, fields: dict[str, Any], precondition: Precondition, now: str) -> Note:
        note = self._known(owner, note_id)
        if not precondition.holds(note.version):
            raise PreconditionFailed
        if note.state == "trashed":
            raise Conflict("The note is in the trash.")
        return self._next(owner, note, now, **fields)

    def trash(self, owner: str, note_id: str, now: str) -> Note:
        note = self._known(owner, note_id)
        if note.state == "trashed":
            return note
        self._shelf.states_before[owner, note_id] = note.state
        return self._next(owner, note, now, state="trashed")

    def restore(self, owner: str, note_id: str, now: str) -> Note:
        note = self._known(owner, note_id)
        if note.state != "trashed":
            return note
        return self._next(owner, note, now, state=self._shelf.states_before[owner, note_id])

    def remove(self, owner: str, note_id: str) -> None:
        kept = self.find(owner, note_id)
        if kept is None or kept.state != "trashed":
            raise PreconditionFailed
        del self._shelf.notes[owner, note_id]
        self.settle(owner, note_id)

    def settle(self, owner: str, note_id: str) -> None:
        self._shelf.count_off((owner, note_id), notes=1)

    def unlink(self, owner: str, note_id: str, file_id: str, now: str) -> None:
        self._shelf.unlink(owner, note_id, file_id, now)

    def _known(self, owner: str, note_id: str) -> Note:
        note = self.find(owner, note_id)
        if note is None:
            raise NotFound
        return note

    def _made_before(self, owner: str, note_id: str, same_request: bool) -> Note:
        if not same_request:
            raise IdempotencyKeyReused("The key came with another body.")
        note = self.find(owner, note_id)
        if note is None:
            raise Conflict("The note that this key made is gone.")
        return note

    def _next(self, owner: str, note: Note, now: str, **fields: Any) -> Note:
        return self._keep(owner, msgspec.structs.replace(note, **fields, updated_at=now, version=note.version + 1))

    def _keep(self, owner: str, note: Note) -> Note:
        self._shelf.notes[owner, note.id] = note
        return note


def _summary(note: Note) -> NoteSummary:
    values = msgspec.structs.asdict(note)
    return NoteSummary(excerpt=excerpt(values.pop("text")), **values)
