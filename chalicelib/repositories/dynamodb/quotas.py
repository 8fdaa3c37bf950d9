"""A person's own quota of bytes, which the owner of the stage may set; without one, the quota of the stage applies.

It is an attribute of the usage item, and costs nobody else a request: a write assumes the quota of the stage, and is
refused if the item has another, which comes with the refusal.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from ...domain.accounts import Limits
from . import expressions
from .attributes import Item, load
from .errors import Refused
from .keys import USAGE
from .table import Table

_QUOTA = "quota_bytes"
AS_ASSUMED = f"(attribute_not_exists(#{_QUOTA}) OR #{_QUOTA} = :quota)"


def assumed(limits: Limits) -> dict[str, Any]:
    """Return the value of `AS_ASSUMED`."""
    return {"quota": limits.bytes}


def applying(usage: Item, limits: Limits) -> Limits:
    """Return the limits that apply to the person with this usage item."""
    return msgspec.structs.replace(limits, bytes=load(usage[_QUOTA])) if _QUOTA in usage else limits


def with_own(attempt: Callable[[Limits], None], limits: Limits) -> None:
    """Attempt a write with the limits of the stage, and again for a person who turns out to have a quota of their own.

    Raises `Refused` if the write is refused with the right limits, too.
    """
    while True:
        try:
            return attempt(limits)
        except Refused as refused:
            usage = next((found for found in refused.items.values() if found and load(found["sk"]) == USAGE), {})
            own = applying(usage, limits)
            if own == limits:
                raise
            limits = own


def set_quota(table: Table, owner: str, quota_bytes: int | None) -> None:
    """Give a person a quota of their own, or with None the quota of the stage. What is stored already is kept."""
    table.update(owner, USAGE, expressions.Update({_QUOTA: quota_bytes}))
