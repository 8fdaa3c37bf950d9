"""The table's local secondary indexes, which DynamoDB creates with the table and which can never be changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..account import Account
from . import stacks
from .stacks import NotDeployed


def refuse_other(account: Account, stack_name: str, template: Mapping[str, Any]) -> None:
    """Raise `NotDeployed` if the stack's table has other local indexes than the template."""
    table = stacks.outputs(account, stack_name).get("TableName")
    if table is None or _of_table(account, table) == _of_template(template):
        return
    stage = stack_name.removeprefix("skynotes-")
    raise NotDeployed(
        f"The table of {stack_name} has the local indexes of an earlier version, which DynamoDB cannot change. Nothing "
        f"was changed. Back up the data (make backup STAGE={stage} TO=directory), deploy another STAGE, and restore "
        "the backup to it (make restore FROM=directory STAGE=...). See docs/recovery.md."
    )


def _of_table(account: Account, table: str) -> dict[str, Any]:
    return _compared(account.dynamodb.describe_table(TableName=table)["Table"].get("LocalSecondaryIndexes", []))


def _of_template(template: Mapping[str, Any]) -> dict[str, Any]:
    return _compared(template["Resources"]["Table"]["Properties"]["LocalSecondaryIndexes"])


def _compared(indexes: Iterable[Any]) -> dict[str, Any]:
    """Return the properties to compare, by index name; the order of projected attributes does not matter."""
    return {
        index["IndexName"]: (
            [part["AttributeName"] for part in index["KeySchema"]],
            index["Projection"]["ProjectionType"],
            sorted(index["Projection"].get("NonKeyAttributes", [])),
        )
        for index in indexes
    }
