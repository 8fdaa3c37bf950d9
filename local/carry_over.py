"""A saved state whose table has other local indexes, made into one with those of today's template.

CloudFormation cannot change local indexes, and the embedded cloud would make a new, empty table for them. So the state
is rewritten while nothing runs: no stream tells of it, nothing is counted twice, and it is either done or not.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from operate.upgrade import upgraded

Properties = Mapping[str, Any]
Item = dict[str, Any]
Upgrade = Callable[[Item], Item]

# What the template says of the indexes and of the attributes that are their keys.
_INDEXES = ("LocalSecondaryIndexes", "AttributeDefinitions")


def carried_over(
    parts: Mapping[str, bytes], stack_name: str, table: Properties, upgrade: Upgrade = upgraded
) -> dict[str, bytes] | None:
    """The parts with today's indexes and every item upgraded, or None where the indexes are those already."""
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
    """Let the stack's record say that its table was made with these indexes."""
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
        # The service has never written such an item; whoever did finds it as it was.
        return item


def _set_indexes(properties: dict[str, Any], table: Properties) -> None:
    properties.update({name: table[name] for name in _INDEXES})


def _same(properties: Properties, table: Properties) -> bool:
    return all(properties.get(name) == table[name] for name in _INDEXES)
