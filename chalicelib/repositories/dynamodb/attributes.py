"""Conversion of Python values to DynamoDB's typed JSON and back.

boto3's own serializer comes with its resource layer, which costs more in a cold start than these lines, and turns every
number into a Decimal.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec

Item = dict[str, Any]
Entity = TypeVar("Entity", bound=msgspec.Struct)


def dump(value: Any) -> dict[str, Any]:
    """Convert a value to an attribute; a set of text becomes a string set, which in DynamoDB cannot be empty."""
    match value:
        case bool():
            return {"BOOL": value}
        case str():
            return {"S": value}
        case int():
            return {"N": str(value)}
        case bytes():
            return {"B": value}
        case set() | frozenset():
            return {"SS": sorted(value)}
        case list():
            return {"L": [dump(element) for element in value]}
        case dict():
            return {"M": to_item(value)}
    raise TypeError(f"No attribute type for {type(value).__name__}")


def load(attribute: Mapping[str, Any]) -> Any:
    """Convert an attribute to a value; a string set becomes a sorted list."""
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
    """Convert values to an item, without None and empty sets."""
    return {name: dump(value) for name, value in values.items() if value is not None and value != set()}


def flat(item: Item) -> Item:
    """Return the item with the attributes in its map `details` beside its others.

    Indexes may project twenty attributes and count `details` as one, so new attributes go there.
    """
    details: Item = item["details"]["M"]
    return item | details


def to_entity(item: Item, kind: type[Entity], identifier: str) -> Entity:
    """Convert an item to an entity; attributes that are not fields of the entity are ignored."""
    values = {name: load(item[name]) for name in kind.__struct_fields__ if name in item}
    return kind(**values | {"id": identifier})
