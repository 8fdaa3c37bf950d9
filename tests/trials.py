"""Trials of adjustable length: short and the same each time in `make test`, long and new each time in `make soak`.

`SOAK=1` makes them long, and `SEED` seeds the random choices of a run, so that it can be repeated.
"""

from __future__ import annotations

import os

LONG = bool(os.environ.get("SOAK"))
SEED = int(os.environ.get("SEED") or "1")


def rounds(short: int, long: int) -> int:
    """Return the number of trials."""
    return long if LONG else short
