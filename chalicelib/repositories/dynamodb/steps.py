"""Filtered queries in steps, because DynamoDB counts items before it filters them.

One query without a limit reads a megabyte, however few matches are wanted. A step is as long as the share of matches so
far lets expect; where most items match, the first one suffices and costs what an unfiltered query costs.
"""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from typing import Any

# Of entries, for all steps together: 4 KB for each unit of a consistent read, as much as one query may read.
_MOST_UNITS = 256
# Each step takes some milliseconds, so a rare match is looked for in few of them, which soon are long.
_MOST_STEPS = 6
_GROWTH = 4

Answer = dict[str, Any]


def read(query: Callable[..., Answer], parameters: dict[str, Any], wanted: int) -> Answer:
    """Query until there are as many matches, or nothing follows, or the bounds are reached.

    Return all matches, which may be more than wanted, and the last query's `LastEvaluatedKey`, if any.
    """
    matches: list[Any] = []
    entries, units, step = 0, 0.0, wanted
    for _ in range(_MOST_STEPS):
        answer = query(Limit=step, ReturnConsumedCapacity="TOTAL", **parameters)
        matches += answer["Items"]
        entries += answer["ScannedCount"]
        # The embedded cloud names none.
        units += answer.get("ConsumedCapacity", {}).get("CapacityUnits", 0)
        start = answer.get("LastEvaluatedKey")
        left = (_MOST_UNITS - units) / max(units, 1) * entries
        if len(matches) >= wanted or start is None or left < 1:
            break
        parameters = parameters | {"ExclusiveStartKey": start}
        step = ceil(min(left, _expected(entries, len(matches), wanted)))
    return {**answer, "Items": matches}


def _expected(entries: int, matches: int, wanted: int) -> float:
    """Return how many further entries probably hold the matches that are missing."""
    most = _GROWTH * entries
    return min(most, entries / matches * (wanted - matches) * 1.2) if matches else most
