"""A FileStore in memory."""

from __future__ import annotations

from typing import Any

from chalicelib import files
from chalicelib.errors import Conflict, NotFound, PreconditionFailed, QuotaExceeded
from chalicelib.files import File, charge
from chalicelib.paging import Slice
from chalicelib.stores import FileQuery, Precondition

from .shelf import Shelf, newest_first


class FakeFiles:
    """See `stores.FileStore`."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def add(self, owner: str, file: File, quota: int) -> None:
        if self._shelf.usage(owner).bytes + file.size > quota:
            raise QuotaExceeded("There is no room.")
        self._shelf.check_room(owner, file.note_id, file.id)
        self._shelf.link(owner, file.note_id, file.id, file.created_at)
        self._shelf.count(owner, files=1, size=file.size)
        self._shelf.files[owner, file.id] = file

    def find(self, owner: str, file_id: str) -> File | None:
        return self._shelf.files.get((owner, file_id))

    def page(self, owner: str, query: FileQuery, limit: int, after: str | None) -> Slice[File]:
        by_time_taken = query.kind is not None and query.note_id is None
        found = [
            file
            for (whose, _), file in self._shelf.files.items()
            if whose == owner
            and file.state == query.state
            and query.kind in (None, file.kind)
            and query.note_id in (None, file.note_id)
        ]

        def position(file: File) -> str:
            return f"{file.taken_at or file.created_at}#{file.id}" if by_time_taken else file.id

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
        self._shelf.files[owner, file_id] = changed
        return changed

    def save(
        self, owner: str, before: File, after: File, *, link: str | None = None, unlink: str | None = None
    ) -> None:
        self._check(owner, before)
        self._shelf.check_room(owner, link, after.id)
        self._shelf.link(owner, link, after.id, after.updated_at)
        if unlink != link:
            self._shelf.unlink(owner, unlink, after.id, after.updated_at)
        if charge(before) is not None and charge(after) is None:
            self._shelf.count(owner, files=-1, size=-before.size)
        self._shelf.files[owner, after.id] = after

    def remove(self, owner: str, file: File, *, now: str, unlink: str | None = None) -> None:
        self._check(owner, file)
        self._shelf.unlink(owner, unlink, file.id, now)
        del self._shelf.files[owner, file.id]
        self.settle(owner, file)

    def settle(self, owner: str, file: File) -> None:
        charged = charge(file)
        self._shelf.count_off((owner, file.id), files=0 if charged is None else 1, size=charged or 0)

    def _check(self, owner: str, file: File) -> None:
        kept = self.find(owner, file.id)
        if kept is None or kept.version != file.version:
            raise PreconditionFailed
