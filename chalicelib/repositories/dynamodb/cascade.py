"""Cascade from a note to its files: into the trash, out of it, and permanent deletion.

A note has up to a hundred files, more than one transaction can move with it. So they follow in steps that each check
that the note has not moved meanwhile, and that may be repeated: by the request that moved the note, and by the stream,
in case the request is cut off.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from ...domain.errors import PreconditionFailed
from ...domain.files import StoredFile, changed, charge
from ...domain.notes import Note
from . import expressions
from .errors import Refused
from .files import delete, put, read_stored
from .keys import item
from .table import Table
from .usage import UsageStore

# A removal takes two of the hundred actions that a transaction may have; the note and the usage take one each.
_STEP = 49


class DynamoCascade:
    """The files of each owner's notes; see `ports.Cascade`."""

    def __init__(self, table: Table, usage: UsageStore) -> None:
        self._table = table
        self._usage = usage

    def move_files(self, owner: str, note: Note, now: str) -> None:
        """Move the files that the note lists with it; those trashed on their own are not listed, and stay."""
        trashed = note.state == "trashed"
        moving = [
            file
            for file in self._attached(owner, note.id)
            if file.id in note.file_ids and (file.state == "trashed") != trashed
        ]
        state = "trashed" if trashed else "active"
        for step in _steps(moving):
            moves = [put(self._table, owner, changed(file, now, state=state), file) for file in step]
            self._take(owner, note.id, expressions.guard("#version = :version", version=note.version), moves)

    def purge(self, owner: str, note_id: str, *, by_owner: bool = False) -> None:
        """Delete all files attached to the note permanently, whether listed or trashed on their own."""
        for step in _steps(self._attached(owner, note_id)):
            if by_owner:
                self._usage.in_its_week(partial(self._discard, owner, note_id, step))
            else:
                self._remove(owner, note_id, step, self._usage.release(owner, [charge(file) for file in step]))

    def _discard(self, owner: str, note_id: str, step: list[StoredFile], new_week: bool) -> None:
        self._remove(owner, note_id, step, self._usage.discard(owner, step, new_week=new_week))

    def _remove(self, owner: str, note_id: str, step: list[StoredFile], release: list[dict[str, Any]]) -> None:
        gone = expressions.guard("attribute_not_exists(pk) OR #state = :state", state="trashed")
        removals = [action for file in step for action in delete(self._table, self._usage, owner, file)]
        self._take(owner, note_id, gone, removals + release)

    def _attached(self, owner: str, note_id: str) -> list[StoredFile]:
        return [read_stored(found) for found in self._table.query_all(owner, "attached", f"{note_id}#")]

    def _take(self, owner: str, note_id: str, guard: dict[str, Any], actions: list[dict[str, Any]]) -> None:
        check = {"ConditionCheck": {"Key": self._table.key(owner, item("note", note_id)), **guard}}
        try:
            self._table.transact([check, *actions])
        except Refused as refused:
            raise PreconditionFailed from refused


def _steps(files: list[StoredFile]) -> Iterator[list[StoredFile]]:
    for start in range(0, len(files), _STEP):
        yield files[start : start + _STEP]
