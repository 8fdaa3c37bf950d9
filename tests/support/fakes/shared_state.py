"""The state that the fakes of one test share, as the stores share one table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TypeVar

import msgspec

from chalicelib.domain.accounts import Usage
from chalicelib.domain.clock import epoch_seconds
from chalicelib.domain.errors import Conflict, IdempotencyKeyReused, NotFound
from chalicelib.domain.files import StoredFile
from chalicelib.domain.ids import Entity
from chalicelib.domain.lifetimes import IDEMPOTENCY_PERIOD
from chalicelib.domain.notes import MAXIMUM_FILES, Note, State
from chalicelib.domain.paging import Slice
from chalicelib.domain.preconditions import Idempotency

Key = tuple[str, str]
Listed = TypeVar("Listed")


class SharedState:
    """Notes and files by owner and id, with usage and the rest of the state derived from them."""

    def __init__(self) -> None:
        self.notes: dict[Key, Note] = {}
        self.files: dict[Key, StoredFile] = {}
        self.states_before: dict[Key, State] = {}
        self.trashed_at: dict[str, str] = {}
        self._requests: dict[Key, tuple[str, str, str, int]] = {}
        self._deleted: dict[tuple[str, str], int] = {}
        self._used: dict[str, Usage] = {}
        self._decremented: set[Key] = set()

    def usage(self, owner: str) -> Usage:
        return self._used.get(owner, Usage())

    def count(self, owner: str, notes: int = 0, files: int = 0, size: int = 0) -> None:
        used = self.usage(owner)
        self._used[owner] = Usage(used.notes + notes, used.files + files, used.bytes + size)

    def decrement(self, key: Key, notes: int = 0, files: int = 0, size: int = 0) -> None:
        """Decrement usage, once for each key however often it is called."""
        if key not in self._decremented:
            self._decremented.add(key)
            self.count(key[0], -notes, -files, -size)

    def discard(self, owner: str, size: int, clock: Callable[[], datetime]) -> None:
        """Add to the bytes that an owner has permanently deleted this week."""
        self._deleted[owner, _week(clock())] = self.deleted_in_week(owner, clock) + size

    def deleted_in_week(self, owner: str, clock: Callable[[], datetime]) -> int:
        return self._deleted.get((owner, _week(clock())), 0)

    def remember(self, owner: str, entity: Entity, identifier: str, once: Idempotency | None, now: str) -> None:
        if once:
            until = epoch_seconds(now, IDEMPOTENCY_PERIOD)
            self._requests[owner, once.key] = (once.fingerprint, entity, identifier, until)

    def made_before(self, owner: str, entity: Entity, once: Idempotency | None, now: str) -> str | None:
        """Return the id of what the same request created within a day, or None."""
        fingerprint, made, identifier, until = self._requests.get((owner, once.key if once else ""), ("", "", "", 0))
        if once is None or until <= epoch_seconds(now):
            return None
        if (fingerprint, made) != (once.fingerprint, entity):
            raise IdempotencyKeyReused("The key came with another body.")
        return identifier

    def check_room(self, owner: str, note_id: str | None, file_id: str) -> None:
        """Check that the note, if any, may list the file."""
        if note_id is None:
            return
        note = self.notes.get((owner, note_id))
        if note is None:
            raise NotFound
        if note.state == "trashed" or len({*note.file_ids, file_id}) > MAXIMUM_FILES:
            raise Conflict("The note takes no files.")

    def link(self, owner: str, note_id: str | None, file_id: str, now: str) -> None:
        if note_id is not None:
            note = self.notes[owner, note_id]
            self._list(owner, note, sorted({*note.file_ids, file_id}), now)

    def unlink(self, owner: str, note_id: str | None, file_id: str, now: str) -> None:
        note = self.notes.get((owner, note_id or ""))
        if note and file_id in note.file_ids:
            self._list(owner, note, [listed for listed in note.file_ids if listed != file_id], now)

    def _list(self, owner: str, note: Note, file_ids: list[str], now: str) -> None:
        self.notes[owner, note.id] = msgspec.structs.replace(
            note, file_ids=file_ids, updated_at=now, version=note.version + 1
        )


def _week(moment: datetime) -> str:
    return moment.strftime("%G-%V")


def newest_first(
    found: Iterable[Listed], position: Callable[[Listed], str], limit: int, after: str | None
) -> Slice[Listed]:
    """Return a page of what was found, newest first, after the position `after`."""
    remaining = sorted((each for each in found if after is None or position(each) < after), key=position, reverse=True)
    return Slice(remaining[:limit], position(remaining[limit - 1]) if len(remaining) > limit else None)
