"""The bytes that an owner has deleted permanently this week, Monday to Sunday in UTC, recorded in their usage item.

They stay for a week as old versions in the bucket, so an owner who deletes more than the quota cannot add files until
the next week. There are two attributes, which the next week overwrites.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from ...domain.clock import Clock
from .attributes import Item, load

# The Monday on which the week begins, and the bytes deleted in that week.
_WEEK, _BYTES = "deleted_week", "deleted_bytes"
WITHIN_BOUND = f"(attribute_not_exists(#{_WEEK}) OR #{_WEEK} <> :week OR #{_BYTES} <= :bound)"


class Deletions:
    """Parts of expressions, for the current week."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def bound(self, most: int) -> dict[str, Any]:
        """Return the values of `WITHIN_BOUND`."""
        return {"week": self._monday().date().isoformat(), "bound": most}

    def exceeded(self, usage: Item, most: int) -> bool:
        """Return whether `WITHIN_BOUND` refuses a usage item."""
        return bool(_WEEK in usage and load(usage[_WEEK]) == self.bound(most)["week"] and load(usage[_BYTES]) > most)

    def over(self) -> str:
        """Return the day on which the next week begins, as text for a person."""
        monday = self._monday() + timedelta(weeks=1)
        return f"{monday:%A}, {monday.day} {monday:%B %Y}"

    def adding(self, size: int, *, new_week: bool) -> dict[str, Any]:
        """Return arguments of an update that counts these bytes, in the recorded week or as the first of a new one."""
        week = self._monday().date().isoformat()
        if new_week:
            return {"sets": {_WEEK: week, _BYTES: size}, "condition": f"#{_WEEK} <> :week", "values": {"week": week}}
        same = f"attribute_not_exists(#{_WEEK}) OR #{_WEEK} = :week"
        return {"sets": {_WEEK: week}, "adds": {_BYTES: size}, "condition": same, "values": {"week": week}}

    def _monday(self) -> datetime:
        now = self._clock()
        return now - timedelta(days=now.weekday())
