"""A check that time grows in proportion to the input. It uses a ratio, as absolute times depend on the machine."""

from __future__ import annotations

import time
from collections.abc import Callable

# Ten times the input takes ten times as long if time is linear, and a hundred times as long if it is quadratic.
_TIMES = 10
_MOST = 40
# Shorter times are too imprecise to compare.
_LEAST_SECONDS = 0.001
_TRIES = 3


def is_proportional(work: Callable[[int], object], size: int) -> bool:
    """Return whether ten times the size takes the processor no more than proportionally longer."""
    return _seconds(work, size * _TIMES) < _MOST * max(_seconds(work, size), _LEAST_SECONDS)


def _seconds(work: Callable[[int], object], size: int) -> float:
    return min(_once(work, size) for _ in range(_TRIES))


def _once(work: Callable[[int], object], size: int) -> float:
    began = time.thread_time()
    work(size)
    return time.thread_time() - began
