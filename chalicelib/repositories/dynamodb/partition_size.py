"""The size of a partition, which DynamoDB limits to 10 GB in a table with local indexes.

A write that asks for it learns an estimate, as a range; it costs no capacity.
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LSI.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

# The parameter of a write that asks for the size.
ASKED = {"ReturnItemCollectionMetrics": "SIZE"}
WARNING_GIGABYTES = 8


def crowded(answer: Mapping[str, Any]) -> Iterator[str]:
    """Yield each partition in the answer to a write that may have grown beyond 8 GB."""
    for collection in _collections(answer.get("ItemCollectionMetrics")):
        _, most = collection.get("SizeEstimateRangeGB") or (0, 0)
        if most >= WARNING_GIGABYTES:
            yield str(collection["ItemCollectionKey"]["pk"]["S"])


def _collections(metrics: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the one collection of an update, or those of a transaction, which are listed by table."""
    if metrics and "ItemCollectionKey" in metrics:
        yield metrics
    elif metrics:
        for collections in metrics.values():
            yield from collections
