"""Faster conditions: the embedded cloud's DynamoDB checks the grammar of an expression once, not for each item."""

from __future__ import annotations

from functools import lru_cache
from types import ModuleType

MOST = 1000


def keep(module: ModuleType) -> None:
    """Cache this module's grammar check, whose result depends only on the expression."""
    module._condition_syntax_error = lru_cache(MOST)(module._condition_syntax_error)  # type: ignore[attr-defined]
