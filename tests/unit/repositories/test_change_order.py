"""The position of every write in the change feed, which is given by its time."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.repositories.dynamodb.keys import changed, identify
from tests.support.table_operations import WRITES, Bench


@pytest.mark.parametrize("write", WRITES)
def test_every_write_puts_what_it_changes_where_its_time_is(bench: Bench, write: str) -> None:
    items = bench.result(write)
    assert items != bench.filled
    for sort_key, item in items.items():
        moment = item.get("updated_at") or item.get("deleted_at")
        assert item.get("changed_sk") == (moment and {"S": changed(moment["S"], sort_key)})


@pytest.mark.parametrize("write", WRITES)
def test_every_write_gives_what_it_changes_another_version_or_another_time(bench: Bench, write: str) -> None:
    """Prevent a client that received the former from taking it for the same."""
    items = bench.result(write)
    moved = [key for key in items if identify(key)[0] in ("note", "file") and items[key] != bench.filled.get(key)]
    for key in moved:
        assert _position_and_version(items[key]) != _position_and_version(bench.filled.get(key, {}))


def test_neither_usage_nor_a_remembered_request_is_a_change(bench: Bench) -> None:
    items = bench.result("add a note once")
    left_out = {identify(key)[0] for key, item in items.items() if "changed_sk" not in item}
    assert left_out == {"usage", "idempotency"}


def _position_and_version(item: dict[str, Any]) -> tuple[Any, Any]:
    return item.get("changed_sk"), item.get("version")
