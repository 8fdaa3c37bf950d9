"""Trials that take long by nature: short and the same each time in `make test`, long and new each time in `make soak`.

`SOAK=1` makes them long, and `SEED` names what a run does by chance, so that it can be repeated.
"""

from __future__ import annotations

import os

LONG = bool(os.environ.get("SOAK"))
SEED = int(os.environ.get("SEED") or "1")


def rounds(short: int, long: int) -> int:
    """Return how often to try."""
    return long if LONG else short
