"""Files' descriptions in DynamoDB."""

from __future__ import annotations

from typing import Any

import msgspec

from ..errors import Conflict, NotFound, PreconditionFailed, QuotaExceeded
from ..files import File, charge, expires_at
from ..paging import Slice
from ..stores import FileQuery, Precondition
from . import expressions, links
from .attributes import Item, load, to_entity, to_item
from .failures import Refused
from .keys import changed, file_indexes, identify, item
from .ledger import Ledger
from .pages import read_page
from .table import Table

_OF_THE_PICTURE = ("width", "height", "taken_at", "camera", "placeholder")
_NO_PICTURE: Item = {"M": {}}


class DynamoFiles:
    """Each owner's files; see `stores.FileStore`. What happens to the files of a note is in `cascade.py`."""

    def __init__(self, table: Table, ledger: Ledger) -> None:
        self._table = table
        self._ledger = ledger

    def add(self, owner: str, file: File, quota: int) -> None:
        """One transaction of the file, the usage and the note."""
        full = QuotaExceeded("This file does not fit into what you may keep. Delete something for good first.")
        if file.size > quota:
            raise full
        actions = [put(self._table, owner, file), self._ledger.reserve(owner, file.size, quota)]
        try:
            links.transact(self._table, owner, actions, file.id, file.created_at, link=file.note_id)
        except Refused as refused:
            raise full from refused

    def find(self, owner: str, file_id: str) -> File | None:
        """Reads consistently."""
        found = self._table.get(owner, item("file", file_id))
        return read(found) if found else None

    def page(self, owner: str, query: FileQuery, limit: int, after: str | None) -> Slice[File]:
        """One query of the index that answers it."""
        kind = None
        if query.note_id:
            index, prefix, kind = "attached", f"{query.note_id}#{query.state}#", query.kind
        elif query.kind:
            index, prefix = "library", f"{query.kind}#{query.state}#"
        else:
            index, prefix = "uploads", f"{query.state}#"
        items, position = read_page(self._table, owner, "file", index, prefix, limit, after, kind=kind)
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
        self, owner: str, before: File, after: File, *, link: str | None = None, unlink: str | None = None
    ) -> None:
        """One transaction of the file and what follows from it."""
        actions = [put(self._table, owner, after, before)]
        if charge(after) is None:
            actions += self._ledger.release(owner, [charge(before)])
        try:
            links.transact(self._table, owner, actions, after.id, after.updated_at, link=link, unlink=unlink)
        except Refused as refused:
            raise PreconditionFailed from refused

    def remove(self, owner: str, file: File, *, now: str, unlink: str | None = None) -> None:
        """With its tombstone, so that the stream has only its objects left to remove."""
        actions = [
            *delete(self._table, self._ledger, owner, file),
            *self._ledger.release(owner, [charge(file)]),
        ]
        try:
            links.transact(self._table, owner, actions, file.id, now, unlink=unlink)
        except Refused as refused:
            raise PreconditionFailed from refused

    def settle(self, owner: str, file: File) -> None:
        """See `Ledger.settle`."""
        self._ledger.settle(owner, "file", file.id, self._ledger.release(owner, [charge(file)]))


def put(table: Table, owner: str, file: File, before: File | None = None) -> dict[str, Any]:
    """The action that writes a file over exactly that version of it, or where there was none."""
    values = _folded(file) | file_indexes(file) | {"id": None, "expires_at": expires_at(file)}
    guard = _exactly(before) if before else expressions.guard("attribute_not_exists(pk)")
    return {"Put": {"Item": table.key(owner, item("file", file.id)) | to_item(values), **guard}}


def delete(table: Table, ledger: Ledger, owner: str, file: File) -> list[dict[str, Any]]:
    """The two actions that put a tombstone in the place of exactly that version of a file."""
    action = {"Delete": {"Key": table.key(owner, item("file", file.id)), **_exactly(file)}}
    return [action, ledger.bury(owner, "file", file.id)]


def read(found: Item) -> File:
    """The file that an item holds."""
    return to_entity(found | found.get("picture", _NO_PICTURE)["M"], File, identify(load(found["sk"]))[1])


def _folded(file: File) -> dict[str, Any]:
    """What is known of the picture becomes one attribute, since DynamoDB projects at most twenty into `changed`."""
    values = msgspec.structs.asdict(file)
    picture = {name: value for name in _OF_THE_PICTURE if (value := values.pop(name)) is not None}
    return values | {"picture": picture or None}


def _exactly(file: File) -> dict[str, Any]:
    return expressions.guard("#version = :version", version=file.version)


def _unchangeable(found: Item, precondition: Precondition) -> Exception:
    if not found:
        return NotFound()
    if not precondition.holds(load(found["version"])):
        return PreconditionFailed()
    return Conflict("The file is in the trash. Restore it first.")
