"""Files' metadata in DynamoDB."""

from __future__ import annotations

from typing import Any

import msgspec

from ...domain.accounts import Limits
from ...domain.errors import Conflict, NotFound, PreconditionFailed
from ...domain.file_fields import MEDIA_KINDS
from ...domain.files import File, FileFilter, StoredFile, charge, expires_at
from ...domain.paging import Slice
from ...domain.preconditions import Idempotency, Precondition
from ...domain.taken_at import Taken
from . import expressions, note_files, quotas
from .attributes import Item, flat, load, to_entity, to_item
from .errors import Refused
from .idempotency import remember, remembered
from .keys import MEDIA, changed, file_indexes, identify, item
from .pages import read_page
from .table import Table
from .usage import UsageStore

# A field that is listed here needs the whole file for a change: see `_NEEDS_WHOLE_FILE` in `services/files.py`.
_IN_DETAILS = ("width", "height", "taken_at", "taken_offset", "camera", "placeholder")


class DynamoFiles:
    """Each owner's files; see `ports.FileStore`. The files of a note follow it in `cascade.py`."""

    def __init__(self, table: Table, usage: UsageStore) -> None:
        self._table = table
        self._usage = usage

    def add(self, owner: str, file: StoredFile, limits: Limits, once: Idempotency | None = None) -> StoredFile:
        """Write file, usage and note in one transaction; for a repeated request, return the file that it made."""

        def attempt(allowed: Limits) -> None:
            actions = [put(self._table, owner, file), self._usage.reserve(owner, file.size, allowed)]
            if once:
                actions.append(remember(self._table, owner, "file", file.id, file.created_at, once))
            note_files.transact(self._table, owner, actions, file.id, file.created_at, link=file.note_id)

        try:
            quotas.with_own(attempt, limits)
        except Refused as refused:
            if once and 2 in refused.items:
                return self._made_before(owner, refused.items[2], once)
            if 1 in refused.items:
                raise self._usage.refusal(refused.items[1], limits) from refused
            raise
        return file

    def find(self, owner: str, file_id: str) -> StoredFile | None:
        """Return the file from a consistent read, or None."""
        found = self._table.get(owner, item("file", file_id))
        return read_stored(found) if found else None

    def page(self, owner: str, query: FileFilter, limit: int, after: str | None) -> Slice[File]:
        """Return a page of files, by one query of the index for that filter."""
        kinds = MEDIA_KINDS if query.kind == MEDIA else (query.kind,) if query.kind else ()
        if query.note_id:
            index, prefix = "attached", f"{query.note_id}#{query.state}#"
        elif query.kind == MEDIA or query.kind in MEDIA_KINDS:
            index, prefix = "library", f"{MEDIA}#{query.state}#"
            kinds = () if query.kind == MEDIA else kinds
        else:
            index, prefix = "uploads", f"{query.state}#"
        items, position = read_page(self._table, owner, "file", index, prefix, limit, after, kinds=kinds)
        return Slice([read(found) for found in items], position)

    def change(self, owner: str, file_id: str, fields: dict[str, Any], precondition: Precondition, now: str) -> File:
        """Change fields outside of `details` that move a file in no list, like name and caption, in one update."""
        conditions, versions = expressions.versions(precondition)
        update = expressions.Update(
            fields | {"updated_at": now, "changed_sk": changed(now, item("file", file_id))},
            condition=" AND ".join(["#state = :state", *conditions]),
            values={"state": "active"} | versions,
            adds={"version": 1},
        )
        try:
            return read(self._table.update(owner, item("file", file_id), update))
        except Refused as refused:
            raise _unchangeable(refused.items[0], precondition) from refused

    def save(
        self, owner: str, before: StoredFile, after: StoredFile, *, link: str | None = None, unlink: str | None = None
    ) -> None:
        """Replace the file in one transaction, with the effects on usage and notes."""
        actions = [put(self._table, owner, after, before)]
        if charge(after) is None:
            actions += self._usage.release(owner, [charge(before)])
        try:
            note_files.transact(self._table, owner, actions, after.id, after.updated_at, link=link, unlink=unlink)
        except Refused as refused:
            raise PreconditionFailed from refused

    def remove(self, owner: str, file: File, *, now: str, unlink: str | None = None) -> None:
        """Delete the file and write its tombstone, so that the stream has only its objects left to delete."""

        def attempt(new_week: bool) -> None:
            actions = [
                *delete(self._table, self._usage, owner, file),
                *self._usage.discard(owner, [file], new_week=new_week),
            ]
            note_files.transact(self._table, owner, actions, file.id, now, unlink=unlink)

        try:
            self._usage.in_its_week(attempt)
        except Refused as refused:
            raise PreconditionFailed from refused

    def account_removal(self, owner: str, file: File) -> None:
        """Decrement usage for a removed file, once."""
        self._usage.account_removal(owner, "file", file.id, self._usage.release(owner, [charge(file)]))

    def _made_before(self, owner: str, found: Item, once: Idempotency) -> StoredFile:
        file = self.find(owner, remembered(found, "file", once))
        if file is None:
            raise Conflict("The file that this Idempotency-Key created has been deleted.")
        return file


def put(table: Table, owner: str, file: StoredFile, before: StoredFile | None = None) -> dict[str, Any]:
    """Return the action that writes a file over exactly the version `before`, or where there is none."""
    guard = _exactly(before) if before else expressions.guard("attribute_not_exists(pk)")
    return {"Put": {"Item": table.key(owner, item("file", file.id)) | written(file), **guard}}


def written(file: StoredFile) -> Item:
    """Return the item of a file, without its key."""
    values = _folded(file) | file_indexes(file) | {"id": None, "expires_at": expires_at(file)}
    return to_item(values)


def delete(table: Table, usage: UsageStore, owner: str, file: File) -> list[dict[str, Any]]:
    """Return the two actions that replace exactly this version of a file by a tombstone."""
    action = {"Delete": {"Key": table.key(owner, item("file", file.id)), **_exactly(file)}}
    return [action, usage.put_tombstone(owner, "file", file.id)]


def read(found: Item) -> File:
    """Convert an item to a file, as the API shows it."""
    return to_entity(flat(found), File, identify(load(found["sk"]))[1])


def read_stored(found: Item) -> StoredFile:
    """Convert an item to a stored file; without `seen` in the item, the time taken is the picture's."""
    file, details = read(found), load(found["details"])
    given = Taken(**details.get("given", {}))
    seen = Taken(**details["seen"]) if "seen" in details else Taken(file.taken_at, file.taken_offset)
    return StoredFile(**msgspec.structs.asdict(file), given=given, seen=seen)


def _folded(file: StoredFile) -> dict[str, Any]:
    """Return the values to store; `seen` is stored only beside a `given` that replaces it."""
    values = msgspec.structs.asdict(file)
    given, seen = values.pop("given"), values.pop("seen")
    details = {name: value for name in _IN_DETAILS if (value := values.pop(name)) is not None}
    if given != Taken():
        details |= {"given": msgspec.structs.asdict(given), "seen": msgspec.structs.asdict(seen)}
    return values | {"details": details}


def _exactly(file: File) -> dict[str, Any]:
    return expressions.guard("#version = :version", version=file.version)


def _unchangeable(found: Item, precondition: Precondition) -> Exception:
    if not found:
        return NotFound()
    if not precondition.holds(load(found["version"])):
        return PreconditionFailed()
    return Conflict("The file is in the trash. Restore it first.")
