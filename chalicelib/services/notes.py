"""Use cases of notes."""

from __future__ import annotations

import msgspec

from ..domain import notes
from ..domain.accounts import Limits
from ..domain.clock import Clock, timestamp
from ..domain.errors import Conflict, NotFound, PreconditionFailed
from ..domain.ids import IdMaker, known
from ..domain.notes import NewNote, Note, NoteChanges, NoteSummary, State
from ..domain.paging import DEFAULT_LIMIT, Cursor, Limit, Page, decode, page
from ..domain.preconditions import Precondition, once
from ..domain.tags import GivenTag, normalized
from .ports import Cascade, NoteStore
from .retries import retry_on_conflict


class NoteQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The notes to list, and the cursor to continue from."""

    limit: Limit = DEFAULT_LIMIT
    cursor: Cursor | None = None
    tag: GivenTag | None = None
    state: State = "active"


class NoteService:
    """Use cases of each owner's notes; every method raises `NotFound` for what is not this owner's."""

    def __init__(self, notes: NoteStore, cascade: Cascade, limits: Limits, clock: Clock, new_id: IdMaker) -> None:
        self._notes = notes
        self._cascade = cascade
        self._limits = limits
        self._clock = clock
        self._new_id = new_id

    def write(self, owner: str, new: NewNote, key: str | None = None) -> Note:
        """Add a new note; with an Idempotency-Key, a retry adds no second note."""
        moment = self._clock()
        note = notes.write(new, self._new_id(moment), moment)
        return self._notes.add(owner, note, self._limits, once(key, new))

    def read(self, owner: str, note_id: str) -> Note:
        """Return the note as it is now."""
        note = self._notes.find(owner, known(note_id))
        if note is None:
            raise NotFound
        return note

    def browse(self, owner: str, query: NoteQuery) -> Page[NoteSummary]:
        """Return notes, last edited first; in the trash, last trashed first."""
        tag = normalized(query.tag, "/tag") if query.tag is not None else None
        name = f"notes {query.state} {tag or ''}"
        after = decode(query.cursor, owner, name) if query.cursor else None
        return page(self._notes.page(owner, query.state, tag, query.limit, after), owner, name)

    def change(self, owner: str, note_id: str, changes: NoteChanges, precondition: Precondition) -> Note:
        """Apply a merge patch to one of the versions that the precondition names."""
        fields = notes.changed_fields(changes)
        if not fields:
            return self._unchanged(owner, note_id, precondition)
        return self._notes.change(owner, known(note_id), fields, precondition, self._now())

    def delete(self, owner: str, note_id: str, *, permanently: bool) -> None:
        """Move the note to the trash, or permanently delete it from there."""
        (self.purge if permanently else self.trash)(owner, note_id)

    def trash(self, owner: str, note_id: str) -> None:
        """Move the note to the trash, and its files with it."""
        if self._notes.trash(owner, known(note_id), self._now()).file_ids:
            self.cascade(owner, note_id)

    def restore(self, owner: str, note_id: str) -> Note:
        """Restore the note, and the files that were trashed with it."""
        note = self._notes.restore(owner, known(note_id), self._now())
        if note.file_ids:
            self.cascade(owner, note_id)
        return note

    def purge(self, owner: str, note_id: str) -> None:
        """Permanently delete a trashed note, its files first, so that an interrupted purge can be retried."""

        def attempt() -> None:
            note = self.read(owner, note_id)
            if note.state != "trashed":
                raise Conflict("Only what is in the trash can be deleted permanently.")
            self._cascade.purge(owner, note_id, by_owner=True)
            self._notes.remove(owner, note_id)

        retry_on_conflict(attempt)

    def cascade(self, owner: str, note_id: str) -> None:
        """Give a note's files the note's state, or remove them if it is gone; files in that state stay as they are."""

        def attempt() -> None:
            if note := self._notes.find(owner, note_id):
                self._cascade.move_files(owner, note, self._now())
            else:
                self._cascade.purge(owner, note_id)

        retry_on_conflict(attempt)

    def clean_up_after_removal(self, owner: str, note_id: str) -> None:
        """Clean up after a note was removed by any means: decrement usage and purge its files."""
        self._notes.account_removal(owner, note_id)
        self.cascade(owner, note_id)

    def _unchanged(self, owner: str, note_id: str, precondition: Precondition) -> Note:
        note = self.read(owner, note_id)
        if not precondition.holds(note.version):
            raise PreconditionFailed
        return note

    def _now(self) -> str:
        return timestamp(self._clock())
