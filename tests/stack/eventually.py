"""Waiting for what an event brings about."""

from __future__ import annotations

import time
from collections.abc import Callable


def eventually(true: Callable[[], bool], within: float = 30) -> None:
    """Returns as soon as it is true; fails when it never becomes so."""
    deadline = time.monotonic() + within
    while not true():
        assert time.monotonic() < deadline, f"still not so after {within} seconds"
        time.sleep(0.1)
