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
                self.read_units += self._queried(parsed["Items"])
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

    def _queried(self, items: list[Item]) -> int:
        if "FilterExpression" in self._asked:
            raise NotImplementedError("The capacity units of a query with a filter are not implemented.")
        # Attributes that the response leaves out are read all the same.
        partition = self._asked["ExpressionAttributeValues"][":pk"]["S"]
        whole = [self._held[partition, item["sk"]["S"]] for item in items]
        if "IndexName" not in self._asked:
            return read_units(whole)
        index = self._indexes[self._asked["IndexName"]]
        return read_units(index.entry(item) or {} for item in whole)

    def _written(self, actions: list[dict[str, Any]]) -> int:
        now = self._items()
        keys = [key_of(action.get("Key") or action["Item"]) for action in actions]
        return sum(write_units(self._held.get(key), now.get(key), self._indexes.values()) for key in keys)


def key_of(item: Item) -> Key:
    """Return an item's primary key."""
    return item["pk"]["S"], item["sk"]["S"]
