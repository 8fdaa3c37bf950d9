"""Conversion of a saved state to the local indexes of the current template.

CloudFormation cannot change local indexes, and the embedded cloud would create a new, empty table for them. So the
state is rewritten while nothing runs: this writes no stream records, counts nothing twice, and is atomic.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from operate.upgrade import upgraded

Properties = Mapping[str, Any]
Item = dict[str, Any]
Upgrade = Callable[[Item], Item]

# The template's properties for the indexes and for the attributes that are their keys.
_INDEXES = ("LocalSecondaryIndexes", "AttributeDefinitions")


def carried_over(
    parts: Mapping[str, bytes], stack_name: str, table: Properties, upgrade: Upgrade = upgraded
) -> dict[str, bytes] | None:
    """Return the parts with the current indexes and every item upgraded, or None if the indexes are current already."""
    stacks = json.loads(parts["cloudformation"])
    records = [one for one in stacks["payload"]["stacks"]["data"].values() if one["StackName"] == stack_name]
    if all(_same(properties, table) for record in records for properties in _properties(record)):
        return None
    names = {record["_resources"]["Table"]["PhysicalResourceId"] for record in records}
    for record in records:
        _describe(record, table)
    return {
        **parts,
        "cloudformation": json.dumps(stacks).encode(),
        "dynamodb": _with_indexes(parts["dynamodb"], names, table, upgrade),
    }


def _properties(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield record["_template"]["Resources"]["Table"]["Properties"]
    yield record["_resources"]["Table"]["Properties"]


def _describe(record: dict[str, Any], table: Properties) -> None:
    """Change the stack's record as if its table had been created with these indexes."""
    for properties in _properties(record):
        _set_indexes(properties, table)
    body = json.loads(record["_template_body"])
    _set_indexes(body["Resources"]["Table"]["Properties"], table)
    record["_template_body"] = json.dumps(body, sort_keys=True)


def _with_indexes(saved: bytes, names: set[str], table: Properties, upgrade: Upgrade) -> bytes:
    database = json.loads(saved)
    for record in database["payload"]["tables"]["data"].values():
        if record["TableName"] in names:
            _set_indexes(record, table)
            record["items"] = {
                partition: {key: _upgraded(item, upgrade) for key, item in items.items()}
                for partition, items in record["items"].items()
            }
    return json.dumps(database).encode()


def _upgraded(item: Item, upgrade: Upgrade) -> Item:
    try:
        return upgrade(item)
    except (LookupError, TypeError, ValueError):
        # The service has never written such an item, so it is left unchanged.
        return item


def _set_indexes(properties: dict[str, Any], table: Properties) -> None:
    properties.update({name: table[name] for name in _INDEXES})


def _same(properties: Properties, table: Properties) -> bool:
    return all(properties.get(name) == table[name] for name in _INDEXES)
