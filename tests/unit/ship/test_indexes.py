"""A stage whose table has other local indexes: it is not deployed to, and its owner is advised what to do."""

from __future__ import annotations

import copy
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest

from ship.account import Account
from ship.cloudformation import table_indexes
from ship.cloudformation.stacks import NotDeployed
from tests.support.moto_resources import TABLE, resources

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient


def account(dynamodb: DynamoDBClient, *outputs: dict[str, str]) -> Account:
    """Return an account in which a stack has these outputs."""
    described = {"Stacks": [{"Outputs": list(outputs)}]}
    cloudformation = SimpleNamespace(describe_stacks=lambda **_: described)
    return cast(Account, SimpleNamespace(dynamodb=dynamodb, cloudformation=cloudformation))


def template() -> dict[str, Any]:
    return {"Resources": copy.deepcopy(resources())}


HERE = {"OutputKey": "TableName", "OutputValue": TABLE}


def test_a_stage_that_is_not_there_yet_gets_what_it_is_to_have(dynamodb: DynamoDBClient) -> None:
    table_indexes.refuse_other(account(dynamodb), "skynotes-prod", template())


def test_the_same_indexes_in_any_order_are_no_reason(dynamodb: DynamoDBClient) -> None:
    wanted = template()
    table = wanted["Resources"]["Table"]["Properties"]
    table["LocalSecondaryIndexes"].reverse()
    for index in table["LocalSecondaryIndexes"]:
        index["Projection"].get("NonKeyAttributes", []).reverse()
    table_indexes.refuse_other(account(dynamodb, HERE), "skynotes-prod", wanted)


def test_an_index_that_keeps_something_else_is_one_and_the_way_out_is_named(dynamodb: DynamoDBClient) -> None:
    wanted = template()
    (listed,) = [
        one
        for one in wanted["Resources"]["Table"]["Properties"]["LocalSecondaryIndexes"]
        if one["IndexName"] == "listed"
    ]
    listed["Projection"]["NonKeyAttributes"].append("another")
    with pytest.raises(NotDeployed) as refused:
        table_indexes.refuse_other(account(dynamodb, HERE), "skynotes-prod", wanted)
    assert "make backup STAGE=prod" in str(refused.value)
    assert "make restore" in str(refused.value)
