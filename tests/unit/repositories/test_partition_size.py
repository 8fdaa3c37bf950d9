"""Writes to a partition that is almost as large as DynamoDB allows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from chalicelib.repositories.dynamodb.expressions import Update
from chalicelib.repositories.dynamodb.keys import partition
from chalicelib.repositories.dynamodb.table import Table
from tests.support.factories import ANN
from tests.support.moto_resources import TABLE

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

KEY = {"pk": {"S": partition(ANN)}}
UPDATE = Update(sets={"bytes": {"N": "1"}})
PUT = {"Put": {"Item": {**KEY, "sk": {"S": "other"}}}}


@pytest.fixture
def crowded() -> list[str]:
    """Return the partitions that were told."""
    return []


@pytest.fixture
def table(dynamodb: DynamoDBClient, crowded: list[str]) -> Table:
    return Table(dynamodb, TABLE, crowded=crowded.append)


@pytest.mark.parametrize(("estimate", "told"), [([0.0, 1.0], 0), ([6.0, 7.9], 0), ([7.0, 8.0], 1), ([9.0, 10.0], 1)])
def test_an_update_tells_that_the_partition_is_almost_full(
    table: Table, dynamodb: DynamoDBClient, crowded: list[str], estimate: list[float], told: int
) -> None:
    with _estimated(dynamodb, "UpdateItem", {"ItemCollectionKey": KEY, "SizeEstimateRangeGB": estimate}):
        table.update(ANN, "usage", UPDATE)
    assert crowded == [partition(ANN)] * told


def test_a_transaction_tells_it_for_each_partition(table: Table, dynamodb: DynamoDBClient, crowded: list[str]) -> None:
    collections = [{"ItemCollectionKey": KEY, "SizeEstimateRangeGB": [8.0, 9.0]}]
    with _estimated(dynamodb, "TransactWriteItems", {TABLE: collections}):
        table.transact([PUT])
    assert crowded == [partition(ANN)]


def test_an_answer_without_a_size_tells_nothing(table: Table, crowded: list[str]) -> None:
    table.update(ANN, "usage", UPDATE)
    table.transact([PUT])
    assert crowded == []


@contextmanager
def _estimated(dynamodb: DynamoDBClient, operation: str, size: dict[str, Any]) -> Iterator[None]:
    """Add to each answer the size that DynamoDB reports for a request that asks for it; moto reports none."""
    asking = []

    def note(params: dict[str, Any], **_: Any) -> None:
        asking.append(params.get("ReturnItemCollectionMetrics") == "SIZE")

    def add(parsed: dict[str, Any], **_: Any) -> None:
        if asking[-1]:
            parsed["ItemCollectionMetrics"] = size

    events: dict[str, Callable[..., None]] = {
        f"before-parameter-build.dynamodb.{operation}": note,
        f"after-call.dynamodb.{operation}": add,
    }
    for name, handler in events.items():
        dynamodb.meta.events.register(name, handler)
    yield
    for name, handler in events.items():
        dynamodb.meta.events.unregister(name, handler)
