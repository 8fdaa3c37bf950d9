"""Python values as DynamoDB's typed JSON and back.

boto3's own serializer comes with its resource layer, which costs a cold start more than these lines, and turns every
number into a Decimal.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec

Item = dict[str, Any]
Entity = TypeVar("Entity", bound=msgspec.Struct)


def dump(value: Any) -> dict[str, Any]:
    """One value; a set of text becomes a string set, which DynamoDB does not allow to be empty."""
    match value:
        case bool():
            return {"BOOL": value}
        case str():
            return {"S": value}
        case int():
            return {"N": str(value)}
        case set() | frozenset():
            return {"SS": sorted(value)}
        case list():
            return {"L": [dump(element) for element in value]}
        case dict():
            return {"M": to_item(value)}
    raise TypeError(f"No attribute type for {type(value).__name__}")


def load(attribute: Mapping[str, Any]) -> Any:
    """One value; a string set comes back as a sorted list."""
    ((kind, value),) = attribute.items()
    match kind:
        case "N":
            return int(value)
        case "L":
            return [load(element) for element in value]
        case "M":
            return {name: load(element) for name, element in value.items()}
        case "SS":
            return sorted(value)
    return value


def to_item(values: Mapping[str, Any]) -> Item:
    """The values as an item; None and empty sets are left out."""
    return {name: dump(value) for name, value in values.items() if value is not None and value != set()}


def flat(item: Item) -> Item:
    """The item with what its map `details` holds beside its other attributes.

    Indexes project `details` as one name of the twenty that they may, so whatever is new goes there.
    """
    details: Item = item["details"]["M"]
    return item | details


def to_entity(item: Item, kind: type[Entity], identifier: str) -> Entity:
    """The entity that an item holds; attributes of ours that it does not know are passed over."""
    values = {name: load(item[name]) for name in kind.__struct_fields__ if name in item}
    return kind(**values | {"id": identifier})
