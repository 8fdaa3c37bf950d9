"""The syntax of a condition in the embedded cloud, checked once."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import pytest

from local import kept_expressions


class BrokenCondition(Exception):
    """A condition with invalid syntax."""


@pytest.fixture
def checked() -> list[str]:
    return []


@pytest.fixture
def dynamodb(checked: list[str]) -> Any:
    """Return a module that checks conditions."""

    def check(condition: str, slot: str) -> None:
        checked.append(condition)
        if "=" not in condition:
            raise BrokenCondition(slot)

    module: Any = ModuleType("dynamodb")
    module._condition_syntax_error = check
    kept_expressions.keep(module)
    return module


def test_a_condition_is_checked_once_however_many_items_it_is_for(dynamodb: Any, checked: list[str]) -> None:
    for _ in range(3):
        dynamodb._condition_syntax_error("a = :b", "FilterExpression")
    dynamodb._condition_syntax_error("a = :c", "FilterExpression")
    assert checked == ["a = :b", "a = :c"]


def test_one_that_is_broken_is_refused_each_time(dynamodb: Any) -> None:
    for _ in range(2):
        with pytest.raises(BrokenCondition):
            dynamodb._condition_syntax_error("a b", "FilterExpression")
