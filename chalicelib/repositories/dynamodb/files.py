"""Files' descriptions in DynamoDB."""

from __future__ import annotations

from typing import Any

import msgspec

from ...domain.accounts import Limits
from ...domain.errors import Conflict, NotFound, PreconditionFailed
from ...domain.file_fields import MEDIA_KINDS
from ...domain.files import File, StoredFile, charge, expires_at
from ...domain.paging import Slice
from ...domain.preconditions import FileQuery, Idempotency, Precondition
from ...domain.taken_at import Taken
from . import expressions, note_files
from .attributes import Item, flat, load, to_entity, to_item
from .errors import Refused
from .idempotency import remember, remembered
from .keys import MEDIA, changed, file_indexes, identify, item
from .pages import read_page
from .table import Table
from .usage import UsageStore, no_room

_IN_DETAILS = ("width", "height", "taken_at", "taken_offset", "camera", "placeholder")


class DynamoFiles:
    """Each owner's files; see `ports.FileStore`. What happens to the files of a note is in `cascade.py`."""

    def __init__(self, table: Table, usage: UsageStore) -> None:
        self._table = table
        self._usage = usage

    def add(self, owner: str, file: StoredFile, limits: Limits, once: Idempotency | None = None) -> StoredFile:
        """One transaction of the file, the usage and the note; a request that was seen before reads what it made."""
        if file.size > limits.bytes:
            raise no_room()
        actions = [put(self._table, owner, file), self._usage.reserve(owner, file.size, limits)]
        if once:
            actions.append(remember(self._table, owner, "file", file.id, file.created_at, once))
        try:
            note_files.transact(self._table, owner, actions, file.id, file.created_at, link=file.note_id)
        except Refused as refused:
            if once and 2 in refused.items:
                return self._made_before(owner, refused.items[2], once)
            if 1 in refused.items:
                raise self._usage.refusal(refused.items[1], limits) from refused
            raise
        return file

    def find(self, owner: str, file_id: str) -> StoredFile | None:
        """Reads consistently."""
        found = self._table.get(owner, item("file", file_id))
        return read_stored(found) if found else None

    def page(self, owner: str, query: FileQuery, limit: int, after: str | None) -> Slice[File]:
        """One query of the index that answers it."""
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
        """One update: neither name nor caption moves a file in any list."""
        conditions, versions = expressions.versions(precondition)
        update = expressions.update(
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
        """One transaction of the file and what follows from it."""
        actions = [put(self._table, owner, after, before)]
        if charge(after) is None:
            actions += self._usage.release(owner, [charge(before)])
        try:
            note_files.transact(self._table, owner, actions, after.id, after.updated_at, link=link, unlink=unlink)
        except Refused as refused:
            raise PreconditionFailed from refused

    def remove(self, owner: str, file: File, *, now: str, unlink: str | None = None) -> None:
        """With its tombstone, so that the stream has only its objects left to remove."""

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
        """See `UsageStore.account_removal`."""
        self._usage.account_removal(owner, "file", file.id, self._usage.release(owner, [charge(file)]))

    def _made_before(self, owner: str, found: Item, once: Idempotency) -> StoredFile:
        file = self.find(owner, remembered(found, "file", once))
        if file is None:
            raise Conflict("The file that this Idempotency-Key made has been deleted.")
        return file


def put(table: Table, owner: str, file: StoredFile, before: StoredFile | None = None) -> dict[str, Any]:
    """The action that writes a file over exactly that version of it, or where there was none."""
    guard = _exactly(before) if before else expressions.guard("attribute_not_exists(pk)")
    return {"Put": {"Item": table.key(owner, item("file", file.id)) | written(file), **guard}}


def written(file: StoredFile) -> Item:
    """The item that holds a file, but for its key."""
    values = _folded(file) | file_indexes(file) | {"id": None, "expires_at": expires_at(file)}
    return to_item(values)


def delete(table: Table, usage: UsageStore, owner: str, file: File) -> list[dict[str, Any]]:
    """The two actions that put a tombstone in the place of exactly that version of a file."""
    action = {"Delete": {"Key": table.key(owner, item("file", file.id)), **_exactly(file)}}
    return [action, usage.put_tombstone(owner, "file", file.id)]


def read(found: Item) -> File:
    """The file that an item holds, as everybody is told of it."""
    return to_entity(flat(found), File, identify(load(found["sk"]))[1])


def read_stored(found: Item) -> StoredFile:
    """The file that an item holds, and who says when it was taken: the picture, where the item does not tell."""
    file, details = read(found), load(found["details"])
    given = Taken(**details.get("given", {}))
    seen = Taken(**details["seen"]) if "seen" in details else Taken(file.taken_at, file.taken_offset)
    return StoredFile(**msgspec.structs.asdict(file), given=given, seen=seen)


def _folded(file: StoredFile) -> dict[str, Any]:
    """What the picture says is noted beside what a person has given in its place, and only there."""
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
