"""Each owner's usage, written in the same transactions as the notes and files that it counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec

from ...domain.accounts import Limits, Usage
from ...domain.clock import Clock, epoch_seconds, timestamp
from ...domain.errors import QuotaExceeded
from ...domain.files import File, charge, discarded_bytes
from ...domain.ids import Entity
from ...domain.lifetimes import TOMBSTONE_PERIOD
from . import expressions, quotas
from .attributes import Item, load, to_item
from .deleted_bytes import WITHIN_BOUND, Deletions
from .errors import Refused
from .keys import USAGE, changed, tombstone
from .table import Table


class UsageStore:
    """Each owner's usage item, and the tombstones that show which removals are accounted for."""

    def __init__(self, table: Table, clock: Clock) -> None:
        self._table = table
        self._clock = clock
        self._deletions = Deletions(clock)

    def usage(self, owner: str) -> Usage:
        """Return the usage; all zero for an owner who has stored nothing yet."""
        return self.recorded(owner)[0]

    def recorded(self, owner: str) -> tuple[Usage, int | None]:
        """Return the usage and its revision, which increases with everything that is counted; None if it has none."""
        item = self._table.get(owner, USAGE) or {}
        return _usage(item), load(item["revision"]) if "revision" in item else None

    def standing(self, owner: str, limits: Limits) -> tuple[Usage, Limits]:
        """Return the usage, and the limits that apply to this person in a stage with these limits."""
        item = self._table.get(owner, USAGE) or {}
        return _usage(item), quotas.applying(item, limits)

    def correct(self, owner: str, usage: Usage, revision: int | None) -> bool:
        """Record another usage over exactly that revision; return False if it is no longer the current one."""
        known = "attribute_not_exists(#revision)" if revision is None else "#revision = :revision"
        update = expressions.Update(
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
        """Return the action that adds to an owner's `notes`, `files` and `bytes`."""
        return self._add(owner, amounts)

    def count_note(self, owner: str, limits: Limits) -> dict[str, Any]:
        """Return the action that counts one note, refused if the limit is reached."""
        return self._add(owner, {"notes": 1}, condition=_room_for("notes"), values={"notes": limits.notes})

    def reserve(self, owner: str, size: int, limits: Limits) -> dict[str, Any]:
        """Return the action that reserves the bytes of one file, refused if they do not fit, or if other limits apply.

        See `refusal` for the reasons, and `quotas` for the other limits.
        """
        # Nothing is less than a room below zero, not even where nothing is stored yet.
        fits = "(attribute_not_exists(#bytes) OR #bytes <= :room)" if size <= limits.bytes else "#bytes <= :room"
        room = " AND ".join([_room_for("files"), fits, WITHIN_BOUND, quotas.AS_ASSUMED])
        values = {"files": limits.files, "room": limits.bytes - size} | quotas.assumed(limits)
        values |= self._deletions.bound(limits.bytes)
        return self._add(owner, {"files": 1, "bytes": size}, condition=room, values=values)

    def refusal(self, usage: Item, limits: Limits) -> QuotaExceeded:
        """Return the reason why `reserve` was refused, by the usage item at that time."""
        limits = quotas.applying(usage, limits)
        if self._deletions.exceeded(usage, limits.bytes):
            return QuotaExceeded(
                "You have permanently deleted more this week than your storage quota."
                f" You can add new files again on {self._deletions.over()} (UTC)."
            )
        if "files" in usage and load(usage["files"]) >= limits.files:
            return too_many("files", limits.files)
        return QuotaExceeded("This file exceeds your storage quota. Permanently delete something first.")

    def release(self, owner: str, charges: list[int | None]) -> list[dict[str, Any]]:
        """Return the action that releases what files count towards the quota; no action if they are not counted."""
        released = self._released(charges)
        return [self._add(owner, released)] if released else []

    def discard(self, owner: str, files: Sequence[File], *, new_week: bool) -> list[dict[str, Any]]:
        """Return the action of `release` for files that their owner deletes, which also count as deleted this week."""
        size = discarded_bytes(files)
        released = self._released([charge(file) for file in files])
        if not size:
            return [self._add(owner, released)] if released else []
        noted = self._deletions.adding(size, new_week=new_week)
        return [self._add(owner, released | noted.pop("adds", {}), **noted)]

    def in_its_week(self, attempt: Callable[[bool], None]) -> None:
        """Attempt to discard files; retry with `new_week` if the usage refuses, as it does at the first in a week."""
        try:
            attempt(False)
        except Refused as refused:
            if not any(found and load(found["sk"]) == USAGE for found in refused.items.values()):
                raise
            attempt(True)

    def put_tombstone(self, owner: str, entity: Entity, identifier: str) -> dict[str, Any]:
        """Return the action that writes a tombstone, which marks a removal as accounted for; refused if it exists."""
        now = timestamp(self._clock())
        sort_key = tombstone(entity, identifier)
        stone = {
            "deleted_at": now,
            "expires_at": epoch_seconds(now, TOMBSTONE_PERIOD),
            "changed_sk": changed(now, sort_key),
        }
        key = self._table.key(owner, sort_key)
        return {"Put": {"Item": key | to_item(stone), **expressions.guard("attribute_not_exists(pk)")}}

    def account_removal(self, owner: str, entity: Entity, identifier: str, counts: list[dict[str, Any]]) -> None:
        """Decrement usage for an item removed by any other means, once however often the removal is reported."""
        try:
            self._table.transact([self.put_tombstone(owner, entity, identifier), *counts])
        except Refused:
            return

    def _released(self, charges: list[int | None]) -> dict[str, int]:
        counted = [charge for charge in charges if charge is not None]
        return {"files": -len(counted), "bytes": -sum(counted)} if counted else {}

    def _add(
        self, owner: str, amounts: dict[str, int], sets: Mapping[str, Any] | None = None, **condition: Any
    ) -> dict[str, Any]:
        update = expressions.Update(sets or {}, adds=amounts | {"revision": 1}, **condition)
        return {"Update": {"Key": self._table.key(owner, USAGE), **update.parameters()}}


def _usage(item: Item) -> Usage:
    return Usage(**{name: load(item[name]) for name in Usage.__struct_fields__ if name in item})


def too_many(things: str, most: int) -> QuotaExceeded:
    """Return the error for an account that holds as many notes, or files, as it can."""
    return QuotaExceeded(f"You have {most:,} {things}, as many as one account can hold. Permanently delete some first.")


def _room_for(things: str) -> str:
    return f"(attribute_not_exists(#{things}) OR #{things} < :{things})"
