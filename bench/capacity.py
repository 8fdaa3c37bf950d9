"""The sizes of items, and the capacity units of reads and writes, by DynamoDB's documented rules.

Emulators return units that are too simple: one for a transaction, none for an index.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

Item = dict[str, Any]

_READ_BLOCK, _WRITE_BLOCK = 4096, 1024
# The storage overhead of an item or an index entry, in bytes.
_OVERHEAD = 100


class Index(NamedTuple):
    """A local index: its sort key, and the attributes that it projects, or None for all."""

    key: str
    kept: frozenset[str] | None

    def entry(self, item: Item | None) -> Item | None:
        """Return the item's entry in the index, or None if the item lacks the index's sort key."""
        if item is None or self.key not in item:
            return None
        return {name: value for name, value in item.items() if self.kept is None or name in self.kept}


def indexes(table: Mapping[str, Any]) -> dict[str, Index]:
    """Return the local indexes of a table, as its template describes it."""
    keys = [key["AttributeName"] for key in table["KeySchema"]]
    return {index["IndexName"]: _index(index, keys) for index in table["LocalSecondaryIndexes"]}


def size(item: Item) -> int:
    """Return the size of an item's names and values, in bytes."""
    return sum(len(name.encode()) + _value_size(value) for name, value in item.items())


def read_units(items: Iterable[Item]) -> int:
    """Return the units of one strongly consistent request for all these items."""
    return _blocks(sum(map(size, items)), _READ_BLOCK)


def write_units(old: Item | None, new: Item | None, kept_in: Iterable[Index]) -> int:
    """Return the units of one write of an item, including its entries in the indexes."""
    larger = max(size(item) for item in (old or {}, new or {}))
    return _blocks(larger, _WRITE_BLOCK) + sum(_entry_units(index, old, new) for index in kept_in)


def stored_bytes(item: Item, kept_in: Iterable[Index]) -> int:
    """Return the bytes that the item takes in the table and in the indexes."""
    entries = [item, *(entry for index in kept_in if (entry := index.entry(item)))]
    return sum(size(entry) + _OVERHEAD for entry in entries)


def _index(described: Mapping[str, Any], table_keys: list[str]) -> Index:
    (key,) = [key["AttributeName"] for key in described["KeySchema"] if key["KeyType"] == "RANGE"]
    projection = described["Projection"]
    if projection["ProjectionType"] == "ALL":
        return Index(key, None)
    return Index(key, frozenset([*table_keys, key, *projection["NonKeyAttributes"]]))


def _entry_units(index: Index, old: Item | None, new: Item | None) -> int:
    """Return 0 units for an unchanged entry; an entry that moves is deleted in one place and put in another."""
    before, after = index.entry(old), index.entry(new)
    if before == after:
        return 0
    if before and after and before[index.key] == after[index.key]:
        return _blocks(max(size(before), size(after)), _WRITE_BLOCK)
    return sum(_blocks(size(entry), _WRITE_BLOCK) for entry in (before, after) if entry)


def _blocks(length: int, block: int) -> int:
    return max(1, -(-length // block))


def _value_size(attribute: Mapping[str, Any]) -> int:
    ((kind, value),) = attribute.items()
    match kind:
        case "S":
            return len(value.encode())
        case "N":
            return 1 + -(-len(value.strip("0")) // 2)
        case "BOOL":
            return 1
        case "B":
            return len(b64decode(value) if isinstance(value, str) else value)
        case "SS":
            return sum(len(element.encode()) for element in value)
        case "L":
            return 3 + sum(1 + _value_size(element) for element in value)
        case "M":
            return 3 + sum(1 + len(name.encode()) + _value_size(element) for name, element in value.items())
    raise TypeError(f"No size for {kind}")
