"""Items of the table: reading them for a backup, and restoring them to the partitions of other owners."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from chalicelib.domain.clock import timestamp, utc_now
from chalicelib.domain.files import File, charge
from chalicelib.repositories.dynamodb import expressions
from chalicelib.repositories.dynamodb.attributes import Item, load, to_item
from chalicelib.repositories.dynamodb.errors import Refused
from chalicelib.repositories.dynamodb.files import read
from chalicelib.repositories.dynamodb.keys import changed, identify, is_kept, tombstone
from chalicelib.repositories.dynamodb.table import Table
from chalicelib.repositories.dynamodb.texts import repacked, unpacked
from chalicelib.repositories.dynamodb.usage import UsageStore

from .running_stage import RetainedResources
from .upgrade import upgraded

Outcome = Literal["written", "there", "deleted"]
_ABSENT = "attribute_not_exists(pk)"


def everything(place: RetainedResources) -> Iterator[Item]:
    """Yield every item that people keep, by partition, texts unpacked; no tickets, connections or sweep checkpoint.

    Only an operator's copy of everything may scan the table.
    """
    paginator = place.account.dynamodb.get_paginator("scan")
    for page in paginator.paginate(TableName=place.table, ConsistentRead=True):
        yield from (unpacked(item) for item in page["Items"] if is_kept(load(item["pk"]), load(item["sk"])))


def file_of(item: Item) -> File | None:
    """Return the file that an item holds, in any version's format; None for what the service has never written."""
    try:
        return read(upgraded(item))
    except (LookupError, TypeError, ValueError):
        return None


class Return:
    """The writing of saved items to a table: existing items are not changed, so each item may be put again.

    What an owner has permanently deleted here stays deleted, unless `deleted` is true.
    """

    def __init__(self, place: RetainedResources, *, deleted: bool = False) -> None:
        self._table = Table(place.account.dynamodb, place.table)
        self._usage_store = UsageStore(self._table, utc_now)
        self._deleted = deleted

    def put(self, owner: str, item: Item) -> Outcome:
        """Write an item to this owner's partition, and increment usage in the same transaction, as the service does."""
        moved = repacked(item) | self._table.key(owner, load(item["sk"])) | _changed_now(item)
        actions = [{"Put": {"Item": moved, **expressions.guard(_ABSENT)}}, *self._with_it(owner, item)]
        try:
            self._table.transact(actions)
        except Refused as refused:
            return "there" if 0 in refused.items else "deleted"
        return "written"

    def _with_it(self, owner: str, item: Item) -> list[dict[str, Any]]:
        entity, identifier = identify(load(item["sk"]))
        if entity == "note":
            return [
                self._no_tombstone(owner, tombstone("note", identifier)),
                self._usage_store.count(owner, notes=1),
            ]
        if entity == "file":
            size = charge(read(item))
            counted = [] if size is None else [self._usage_store.count(owner, files=1, bytes=size)]
            return [self._no_tombstone(owner, tombstone("file", identifier)), *counted]
        return []

    def _no_tombstone(self, owner: str, stone: str) -> dict[str, Any]:
        key = self._table.key(owner, stone)
        if self._deleted:
            return {"Delete": {"Key": key}}
        return {"ConditionCheck": {"Key": key, **expressions.guard(_ABSENT)}}


def _changed_now(item: Item) -> Item:
    """Return the key in the change feed of a note or file restored now, so that clients learn of it."""
    sort_key = load(item["sk"])
    known = identify(sort_key)[0] in ("note", "file")
    return to_item({"changed_sk": changed(timestamp(utc_now()), sort_key)}) if known else {}
