"""Filtered queries in steps: complete, bounded, and cheap where most items match."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.capacity import indexes
from bench.meter import Meter
from chalicelib.repositories.dynamodb import steps
from tests.support.factories import ANN, limits, note, note_id
from tests.support.metered_app import table_items
from tests.support.moto_resources import resource
from tests.support.store_backends import OnDynamoDB
from tests.support.usage_scenarios import surround


class Entries:
    """An index in which each entry matches or not; a megabyte holds as many entries as `per_megabyte`."""

    def __init__(self, matching: list[bool], per_megabyte: int = 1000) -> None:
        self._matching, self._per_megabyte = matching, per_megabyte
        self.queries = 0
        self.read = 0

    def query(self, **asked: Any) -> dict[str, Any]:
        self.queries += 1
        first = asked.get("ExclusiveStartKey", 0)
        last = first + min(asked["Limit"], self._per_megabyte)
        part = range(first, min(last, len(self._matching)))
        self.read += len(part)
        answer = {
            "Items": [entry for entry in part if self._matching[entry]],
            "ScannedCount": len(part),
            "ConsumedCapacity": {"CapacityUnits": 256 * len(part) / self._per_megabyte},
        }
        return answer if last >= len(self._matching) else answer | {"LastEvaluatedKey": last}


@given(st.lists(st.booleans(), max_size=300), st.integers(1, 60))
def test_all_matches_come_in_their_order_and_none_twice(matching: list[bool], wanted: int) -> None:
    found: list[int] = []
    parameters: dict[str, Any] = {}
    while True:
        answer = steps.read(Entries(matching).query, parameters, wanted)
        found += answer["Items"]
        if "LastEvaluatedKey" not in answer:
            break
        parameters = {"ExclusiveStartKey": answer["LastEvaluatedKey"]}
    assert found == [entry for entry, matches in enumerate(matching) if matches]


def test_where_all_match_one_query_reads_what_is_wanted() -> None:
    entries = Entries([True] * 1000)
    assert len(steps.read(entries.query, {}, 51)["Items"]) == 51
    assert (entries.queries, entries.read) == (1, 51)


@pytest.mark.parametrize("share", [2, 3, 10])
def test_where_a_share_matches_little_more_is_read_than_that_takes(share: int) -> None:
    entries = Entries([entry % share == 0 for entry in range(5000)], per_megabyte=2500)
    assert len(steps.read(entries.query, {}, 51)["Items"]) >= 51
    assert entries.read <= 51 * share * 1.5


@pytest.mark.parametrize("per_megabyte", [10, 200, 1000, 100_000])
def test_a_rare_match_is_looked_for_in_one_megabyte_and_few_steps(per_megabyte: int) -> None:
    entries = Entries([False] * 200_000, per_megabyte)
    answer = steps.read(entries.query, {}, 51)
    assert answer["Items"] == []
    assert answer["LastEvaluatedKey"] == entries.read
    assert entries.queries <= 6
    assert entries.read <= max(51, per_megabyte) * 1.01


def test_a_common_tag_costs_what_no_tag_costs(dynamodb: Any, clock: Any) -> None:
    kept = OnDynamoDB(dynamodb, clock)
    kept.notes.add(ANN, note(1, title="x" * 100, tags=["often"]), limits())
    surround(kept, table_items()[f"user#{ANN}", f"note#{note_id(1)}"], note_id(1), 400)
    assert _units(kept, "often") <= 1.5 * _units(kept, None)


def _units(kept: OnDynamoDB, tag: str | None) -> int:
    meter = Meter(table_items, indexes(resource("Table")))
    with meter.watching(kept.client, kept.client, kept.client):
        assert len(kept.notes.page(ANN, "active", tag, 50, None).items) == 50
    return meter.read_units
