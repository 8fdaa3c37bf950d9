"""How many bytes a person has deleted for good in this week, Monday to Sunday in UTC, noted in their usage item.

They stay for a week as old versions in the bucket, so whoever deletes more than they may keep waits for the next week.
There are two attributes, which the next week takes over.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from ...domain.clock import Clock
from .attributes import Item, load

# The Monday that the week begins on.
_WEEK, _BYTES = "deleted_week", "deleted_bytes"
WITHIN_BOUND = f"(attribute_not_exists(#{_WEEK}) OR #{_WEEK} <> :week OR #{_BYTES} <= :bound)"


class Deletions:
    """Parts of expressions, for the week that it is."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def bound(self, most: int) -> dict[str, Any]:
        """The values of `WITHIN_BOUND`."""
        return {"week": self._monday().date().isoformat(), "bound": most}

    def exceeded(self, usage: Item, most: int) -> bool:
        """Tell a usage item that is refused by `WITHIN_BOUND`."""
        return bool(_WEEK in usage and load(usage[_WEEK]) == self.bound(most)["week"] and load(usage[_BYTES]) > most)

    def over(self) -> str:
        """The day on which the next week begins, for a person."""
        monday = self._monday() + timedelta(weeks=1)
        return f"{monday:%A}, {monday.day} {monday:%B %Y}"

    def adding(self, size: int, *, new_week: bool) -> dict[str, Any]:
        """Arguments of an update that counts these bytes, in the week that is noted or as the first of a new week."""
        week = self._monday().date().isoformat()
        if new_week:
            return {"sets": {_WEEK: week, _BYTES: size}, "condition": f"#{_WEEK} <> :week", "values": {"week": week}}
        same = f"attribute_not_exists(#{_WEEK}) OR #{_WEEK} = :week"
        return {"sets": {_WEEK: week}, "adds": {_BYTES: size}, "condition": same, "values": {"week": week}}

    def _monday(self) -> datetime:
        now = self._clock()
        return now - timedelta(days=now.weekday())
