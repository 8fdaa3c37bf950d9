"""Positions in DynamoDB's indexes, as cursors contain them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from chalicelib.domain.errors import Invalid
from chalicelib.domain.files import FileFilter
from tests.support.factories import ANN, note_id
from tests.support.fakes import Clock
from tests.support.store_backends import OnDynamoDB

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient


@pytest.mark.parametrize("position", ["trashed#2026#01N", "other#active#01F", f"{note_id(2)}#active#01F"])
def test_one_of_another_list_is_refused(dynamodb: DynamoDBClient, clock: Clock, position: str) -> None:
    kept = OnDynamoDB(dynamodb, clock)
    for query in (FileFilter("active"), FileFilter("active", "image"), FileFilter("active", None, note_id(1))):
        with pytest.raises(Invalid):
            kept.files.page(ANN, query, 1, position)
    with pytest.raises(Invalid):
        kept.notes.page(ANN, "active", None, 1, position)
