"""An in-memory `FileStore`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from chalicelib.domain import files
from chalicelib.domain.accounts import Limits
from chalicelib.domain.errors import Conflict, NotFound, PreconditionFailed, QuotaExceeded
from chalicelib.domain.file_fields import MEDIA_KINDS
from chalicelib.domain.files import File, FileFilter, StoredFile, charge, discarded_bytes, public
from chalicelib.domain.paging import Slice
from chalicelib.domain.preconditions import Idempotency, Precondition

from .shared_state import SharedState, newest_first


class FakeFiles:
    """A fake of `ports.FileStore`."""

    def __init__(self, shared: SharedState, clock: Callable[[], datetime]) -> None:
        self._shared = shared
        self._clock = clock

    def add(self, owner: str, file: StoredFile, limits: Limits, once: Idempotency | None = None) -> StoredFile:
        if made := self._shared.made_before(owner, "file", once, file.created_at):
            return self._still_there(owner, made)
        used = self._shared.usage(owner)
        if used.files >= limits.files or used.bytes + file.size > limits.bytes:
            raise QuotaExceeded("There is no room.")
        if self._shared.deleted_in_week(owner, self._clock) > limits.bytes:
            raise QuotaExceeded("That was too much for a week.")
        self._shared.check_room(owner, file.note_id, file.id)
        self._shared.link(owner, file.note_id, file.id, file.created_at)
        self._shared.count(owner, files=1, size=file.size)
        self._shared.remember(owner, "file", file.id, once, file.created_at)
        self._shared.files[owner, file.id] = file
        return file

    def find(self, owner: str, file_id: str) -> StoredFile | None:
        return self._shared.files.get((owner, file_id))

    def page(self, owner: str, query: FileFilter, limit: int, after: str | None) -> Slice[File]:
        kinds = MEDIA_KINDS if query.kind == "media" else (query.kind,)
        by_time_taken = query.note_id is None and not {*kinds}.isdisjoint(MEDIA_KINDS)
        found = [
            public(file)
            for (whose, _), file in self._shared.files.items()
            if whose == owner
            and file.state == query.state
            and (query.kind is None or file.kind in kinds)
            and query.note_id in (None, file.note_id)
        ]

        def position(file: File) -> str:
            return f"{(file.taken_at or file.created_at)[:19]}#{file.id}" if by_time_taken else file.id

        return newest_first(found, position, limit, after)

    def change(self, owner: str, file_id: str, fields: dict[str, Any], precondition: Precondition, now: str) -> File:
        file = self.find(owner, file_id)
        if file is None:
            raise NotFound
        if not precondition.holds(file.version):
            raise PreconditionFailed
        if file.state == "trashed":
            raise Conflict("The file is in the trash.")
        changed = files.changed(file, now, **fields)
        self._shared.files[owner, file_id] = changed
        return public(changed)

    def save(
        self, owner: str, before: StoredFile, after: StoredFile, *, link: str | None = None, unlink: str | None = None
    ) -> None:
        self._check(owner, before)
        self._shared.check_room(owner, link, after.id)
        self._shared.link(owner, link, after.id, after.updated_at)
        if unlink != link:
            self._shared.unlink(owner, unlink, after.id, after.updated_at)
        if charge(before) is not None and charge(after) is None:
            self._shared.count(owner, files=-1, size=-before.size)
        self._shared.files[owner, after.id] = after

    def remove(self, owner: str, file: File, *, now: str, unlink: str | None = None) -> None:
        self._check(owner, file)
        self._shared.unlink(owner, unlink, file.id, now)
        self.let_go(owner, file, by_owner=True)

    def let_go(self, owner: str, file: File, *, by_owner: bool) -> None:
        """Remove the file and decrement usage; add its bytes to the week's deletions if its owner deletes it."""
        del self._shared.files[owner, file.id]
        self.account_removal(owner, file)
        if by_owner:
            self._shared.discard(owner, discarded_bytes([file]), self._clock)

    def account_removal(self, owner: str, file: File) -> None:
        charged = charge(file)
        self._shared.decrement((owner, file.id), files=0 if charged is None else 1, size=charged or 0)

    def _still_there(self, owner: str, file_id: str) -> StoredFile:
        file = self.find(owner, file_id)
        if file is None:
            raise Conflict("The file that this key made is gone.")
        return file

    def _check(self, owner: str, file: File) -> None:
        kept = self.find(owner, file.id)
        if kept is None or kept.version != file.version:
            raise PreconditionFailed
