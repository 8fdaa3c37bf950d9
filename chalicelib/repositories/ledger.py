"""What an owner uses, kept in the same transactions as what they keep."""

from __future__ import annotations

from typing import Any

import msgspec

from ..accounts import Usage
from ..identifiers import Entity
from ..moments import Clock, epoch_seconds, timestamp
from ..trails import TOMBSTONE_PERIOD
from . import expressions
from .attributes import load, to_item
from .failures import Refused
from .keys import USAGE, changed, tombstone
from .table import Table


class Ledger:
    """Each owner's usage item, and the tombstones that say which removals it has taken in."""

    def __init__(self, table: Table, clock: Clock) -> None:
        self._table = table
        self._clock = clock

    def usage(self, owner: str) -> Usage:
        """All zero for someone who has kept nothing yet."""
        return self.recorded(owner)[0]

    def recorded(self, owner: str) -> tuple[Usage, int | None]:
        """The usage, and its revision: another one after everything that was counted."""
        item = self._table.get(owner, USAGE) or {}
        usage = Usage(**{name: load(item[name]) for name in Usage.__struct_fields__ if name in item})
        return usage, load(item["revision"]) if "revision" in item else None

    def correct(self, owner: str, usage: Usage, revision: int | None) -> bool:
        """Record another usage over exactly that revision; whether it still was the one."""
        known = "attribute_not_exists(#revision)" if revision is None else "#revision = :revision"
        update = expressions.update(
            msgspec.structs.asdict(usage),
            condition=known,
            values={} if revision is None else {"revision": revision},
            adds={"revision": 1},
        )
        try:
            self._table.update(owner, USAGE, update)
        except Refused:
            return False
        return True

    def count(self, owner: str, **amounts: int) -> dict[str, Any]:
        """The action that adds to an owner's `notes`, `files` and `bytes`."""
        return self._add(owner, amounts)

    def reserve(self, owner: str, size: int, quota: int) -> dict[str, Any]:
        """The action that takes the bytes of one file, refused where they do not fit; `quota` is at least `size`."""
        condition = "attribute_not_exists(#bytes) OR #bytes <= :room"
        return self._add(owner, {"files": 1, "bytes": size}, condition=condition, values={"room": quota - size})

    def release(self, owner: str, charges: list[int | None]) -> list[dict[str, Any]]:
        """The action that gives back what files take; none where they take nothing."""
        counted = [charge for charge in charges if charge is not None]
        return [self.count(owner, files=-len(counted), bytes=-sum(counted))] if counted else []

    def bury(self, owner: str, entity: Entity, identifier: str) -> dict[str, Any]:
        """The action that marks a removal as taken in; refused where that was done."""
        now = timestamp(self._clock())
        sort_key = tombstone(entity, identifier)
        stone = {
            "deleted_at": now,
            "expires_at": epoch_seconds(now, TOMBSTONE_PERIOD),
            "changed_sk": changed(now, sort_key),
        }
        key = self._table.key(owner, sort_key)
        return {"Put": {"Item": key | to_item(stone), **expressions.guard("attribute_not_exists(pk)")}}

    def settle(self, owner: str, entity: Entity, identifier: str, counts: list[dict[str, Any]]) -> None:
        """Take in a removal that happened elsewhere, once however often it is told."""
        try:
            self._table.transact([self.bury(owner, entity, identifier), *counts])
        except Refused:
            return

    def _add(self, owner: str, amounts: dict[str, int], **condition: Any) -> dict[str, Any]:
        update = expressions.update({}, adds=amounts | {"revision": 1}, **condition)
        return {"Update": {"Key": self._table.key(owner, USAGE), **update}}
