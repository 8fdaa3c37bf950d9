"""Retries of a read and the write that follows it, when another writer changed the thing in between."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from ..domain.errors import PreconditionFailed, Unavailable

Result = TypeVar("Result")
_ATTEMPTS = 5


def retry_on_conflict(attempt: Callable[[], Result]) -> Result:
    """Return the result of an attempt that reads, decides and writes. Raises `Unavailable` after five lost races."""
    for _ in range(_ATTEMPTS):
        try:
            return attempt()
        except PreconditionFailed:
            continue
    raise Unavailable
