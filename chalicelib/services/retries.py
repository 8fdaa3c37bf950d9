"""Reading again and trying again, when someone else changed the thing between a read and the write that followed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from ..domain.errors import PreconditionFailed, Unavailable

Result = TypeVar("Result")
_ATTEMPTS = 5


def retry_on_conflict(attempt: Callable[[], Result]) -> Result:
    """What the attempt gives, which reads, decides and writes; `Unavailable` when it lost five races in a row."""
    for _ in range(_ATTEMPTS):
        try:
            return attempt()
        except PreconditionFailed:
            continue
    raise Unavailable
