"""Quicker conditions: the embedded cloud's DynamoDB checks the grammar of an expression once, and not for each item."""

from __future__ import annotations

from functools import lru_cache
from types import ModuleType

MOST = 1000


def keep(module: ModuleType) -> None:
    """Make this module, which finds the same fault in the same expression every time, keep that it found none."""
    module._condition_syntax_error = lru_cache(MOST)(module._condition_syntax_error)  # type: ignore[attr-defined]
