"""A saved state with other local indexes: our stack is recreated, and nothing else is touched."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from local.carry_over import Item, carried_over

BEFORE: dict[str, Any] = {
    "LocalSecondaryIndexes": [{"IndexName": "listed"}],
    "AttributeDefinitions": [{"AttributeName": "pk"}],
}
AFTER: dict[str, Any] = {
    "LocalSecondaryIndexes": [{"IndexName": "changed"}],
    "AttributeDefinitions": [{"AttributeName": "sk"}],
}
ITEM: Item = {"pk": {"S": "user#a"}, "sk": {"S": "usage"}}


def stack(name: str, template: dict[str, Any] = BEFORE, made: dict[str, Any] = BEFORE) -> dict[str, Any]:
    described = {"Resources": {"Table": {"Properties": dict(template)}}}
    return {
        "StackName": name,
        "_template": described,
        "_template_body": json.dumps(described, sort_keys=True),
        "_resources": {"Table": {"PhysicalResourceId": f"table of {name}", "Properties": dict(made)}},
    }


def parts(*stacks: dict[str, Any]) -> dict[str, bytes]:
    tables = {
        one["StackName"]: {
            "TableName": f"table of {one['StackName']}",
            "items": {"user#a": {"usage": copy.deepcopy(ITEM)}},
            **one["_resources"]["Table"]["Properties"],
        }
        for one in stacks
    }
    saved = {
        "cloudformation": {"stacks": {"data": {one["StackName"]: one for one in stacks}}},
        "dynamodb": {"tables": {"data": tables}},
    }
    return {name: json.dumps({"payload": payload}).encode() for name, payload in saved.items()} | {"s3": b"{}"}


def upgraded(item: Item) -> Item:
    return item | {"details": {"M": {}}}


def carried(saved: dict[str, bytes], upgrade: Any = upgraded) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the stacks and the tables, by the names of their stacks."""
    after = carried_over(saved, "ours", AFTER, upgrade)
    assert after
    assert after["s3"] == saved["s3"]
    stacks = json.loads(after["cloudformation"])["payload"]["stacks"]["data"]
    return stacks, json.loads(after["dynamodb"])["payload"]["tables"]["data"]


def test_everything_that_says_how_the_table_is_made_says_it_anew() -> None:
    stacks, tables = carried(parts(stack("ours")))
    assert stacks["ours"] == stack("ours", AFTER, AFTER)
    assert {name: tables["ours"][name] for name in AFTER} == AFTER
    assert tables["ours"]["items"] == {"user#a": {"usage": upgraded(ITEM)}}


def test_what_is_carried_over_is_the_same_from_then_on() -> None:
    assert carried_over(parts(stack("ours", AFTER, AFTER)), "ours", AFTER) is None


@pytest.mark.parametrize("name", list(BEFORE))
@pytest.mark.parametrize("where", ["template", "made"])
def test_any_difference_is_one(name: str, where: str) -> None:
    other = AFTER | {name: BEFORE[name]}
    assert carried_over(parts(stack("ours", **{"template": AFTER, "made": AFTER, where: other})), "ours", AFTER)


def test_what_belongs_to_another_stack_stays_as_it_is() -> None:
    saved = parts(stack("ours"), stack("theirs"))
    stacks, tables = carried(saved)
    assert stacks["theirs"] == stack("theirs")
    assert tables["theirs"] == json.loads(saved["dynamodb"])["payload"]["tables"]["data"]["theirs"]
    assert carried_over(parts(stack("ours", AFTER, AFTER), stack("theirs")), "ours", AFTER) is None


@pytest.mark.parametrize("error", [KeyError("details"), IndexError(), TypeError(), ValueError()], ids=repr)
def test_an_item_that_the_service_has_never_written_stays_as_it_is(error: Exception) -> None:
    def refuse(item: Item) -> Item:
        raise error

    _, tables = carried(parts(stack("ours")), refuse)
    assert tables["ours"]["items"] == {"user#a": {"usage": ITEM}}
