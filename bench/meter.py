"""A meter of the requests that clients send to AWS, and of their capacity units."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from .capacity import Index, Item, read_units, write_units

Key = tuple[str, str]
Items = dict[Key, Item]


class Meter:
    """The requests and capacity units so far; reads are assumed to be strongly consistent, as all measured ones are."""

    def __init__(self, items: Callable[[], Items], indexes: Mapping[str, Index]) -> None:
        self._items = items
        self._indexes = indexes
        self.requests = Counter[str]()
        self.read_units = 0
        self.write_units = 0

    @contextmanager
    def watching(self, dynamodb: Any, s3: Any, sns: Any) -> Iterator[None]:
        """Count the clients' requests during the block."""
        hooks = [
            (dynamodb, "before-parameter-build.dynamodb", self._before),
            (dynamodb, "after-call.dynamodb", self._after),
            (s3, "after-call.s3", self._count),
            (sns, "after-call.sns", self._count),
        ]
        for client, event, hook in hooks:
            client.meta.events.register(event, hook)
        try:
            yield
        finally:
            for client, event, hook in hooks:
                client.meta.events.unregister(event, hook)

    def _before(self, params: dict[str, Any], **_: Any) -> None:
        self._asked, self._held = params, self._items()

    def _after(self, model: Any, parsed: dict[str, Any], **_: Any) -> None:
        self._count(model)
        match model.name:
            case "GetItem":
                self.read_units += read_units([parsed.get("Item", {})])
            case "Query":
                self.read_units += self._queried(parsed)
            case "UpdateItem" | "DeleteItem":
                self.write_units += self._written([self._asked])
            case "TransactWriteItems":
                # Each write of a transaction costs twice: it is prepared and then committed.
                self.write_units += 2 * self._written(
                    [body for action in self._asked["TransactItems"] for body in action.values()]
                )
            case other:
                raise NotImplementedError(f"The capacity units of {other} are not implemented.")

    def _count(self, model: Any, **_: Any) -> None:
        self.requests[model.name] += 1

    def _queried(self, parsed: dict[str, Any]) -> int:
        # Attributes that the response leaves out are read all the same, and so are items that a filter leaves out.
        partition = self._asked["ExpressionAttributeValues"][":pk"]["S"]
        if "FilterExpression" in self._asked:
            whole = self._entries_in_order(partition)[: parsed["ScannedCount"]]
        else:
            whole = [self._held[partition, item["sk"]["S"]] for item in parsed["Items"]]
        if "IndexName" not in self._asked:
            return read_units(whole)
        index = self._indexes[self._asked["IndexName"]]
        return read_units(index.entry(item) or {} for item in whole)

    def _entries_in_order(self, partition: str) -> list[Item]:
        """Return the items that a query of an index by a prefix reads, from its start on."""
        key = self._indexes[self._asked["IndexName"]].key
        prefix = self._asked["ExpressionAttributeValues"][":key"]["S"]
        downwards = not self._asked.get("ScanIndexForward", True)
        start = self._asked.get("ExclusiveStartKey", {}).get(key, {}).get("S")
        found = [item for (pk, _), item in self._held.items() if pk == partition and key in item]
        matching = [item for item in found if item[key]["S"].startswith(prefix)]
        ordered = sorted(matching, key=lambda item: str(item[key]["S"]), reverse=downwards)
        after = [item for item in ordered if start is None or (item[key]["S"] < start) == downwards]
        return [item for item in after if item[key]["S"] != start]

    def _written(self, actions: list[dict[str, Any]]) -> int:
        now = self._items()
        keys = [key_of(action.get("Key") or action["Item"]) for action in actions]
        return sum(write_units(self._held.get(key), now.get(key), self._indexes.values()) for key in keys)


def key_of(item: Item) -> Key:
    """Return an item's primary key."""
    return item["pk"]["S"], item["sk"]["S"]
