"""The check of time growth that other tests rely on."""

from __future__ import annotations

from tests.support.time_growth import is_proportional


def test_visiting_each_part_once_is_in_proportion() -> None:
    assert is_proportional(lambda size: sum(range(size)), 20_000)


def test_visiting_all_others_from_each_part_is_not() -> None:
    assert not is_proportional(lambda size: [sum(range(size)) for _ in range(size)], 300)
