"""Time that grows in proportion to the input, as a ratio: how long something takes depends on the machine."""

from __future__ import annotations

import time
from collections.abc import Callable

# Ten times the input takes ten times as long in proportion, and a hundred times where each part looks at all others.
_TIMES = 10
_MOST = 40
# Shorter times are too uncertain to compare.
_LEAST_SECONDS = 0.001
_TRIES = 3


def is_proportional(work: Callable[[int], object], size: int) -> bool:
    """Tell if the processor needs in proportion no longer for ten times the size."""
    return _seconds(work, size * _TIMES) < _MOST * max(_seconds(work, size), _LEAST_SECONDS)


def _seconds(work: Callable[[int], object], size: int) -> float:
    return min(_once(work, size) for _ in range(_TRIES))


def _once(work: Callable[[int], object], size: int) -> float:
    began = time.thread_time()
    work(size)
    return time.thread_time() - began
