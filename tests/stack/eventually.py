"""Waiting for the effects of an event."""

from __future__ import annotations

import time
from collections.abc import Callable


def eventually(true: Callable[[], bool], within: float = 30) -> None:
    """Return as soon as the condition is true; fail if it is still false after so many seconds."""
    deadline = time.monotonic() + within
    while not true():
        assert time.monotonic() < deadline, f"still not so after {within} seconds"
        time.sleep(0.1)
