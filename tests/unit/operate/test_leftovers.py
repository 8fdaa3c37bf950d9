"""The inconsistencies that a backup reports."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from chalicelib.repositories.dynamodb.keys import item
from operate import leftovers
from operate.running_stage import RetainedResources
from tests.support.factories import ANN, file, file_id, limits, note, note_id
from tests.support.fakes import Clock
from tests.support.moto_resources import TABLE
from tests.support.operated_service import backup_of, keep_bytes, retained_resources
from tests.support.store_backends import OnDynamoDB

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient
    from types_boto3_s3 import S3Client


@pytest.fixture
def place(dynamodb: DynamoDBClient, s3: S3Client) -> RetainedResources:
    return retained_resources(dynamodb, s3)


@pytest.fixture
def kept(dynamodb: DynamoDBClient, clock: Clock) -> OnDynamoDB:
    """Add a note, a complete, a pending and a rejected file, as the service leaves them."""
    kept = OnDynamoDB(dynamodb, clock)
    kept.notes.add(ANN, note(), limits())
    kept.files.add(ANN, file(1), limits())
    kept.files.add(ANN, file(2, status="pending"), limits())
    kept.place(ANN, [file(3, status="rejected")])
    return kept


def found(place: RetainedResources, directory: Path) -> list[str]:
    return list(leftovers.inconsistencies(backup_of(place, directory)))


def test_what_the_service_leaves_adds_up(place: RetainedResources, kept: OnDynamoDB, tmp_path: Path) -> None:
    keep_bytes(place)
    assert found(place, tmp_path) == []


def test_bytes_without_a_file_do_not(place: RetainedResources, kept: OnDynamoDB, tmp_path: Path) -> None:
    orphan = keep_bytes(place, 9)
    assert found(place, tmp_path) == [f"Inconsistent: {orphan} belongs to no file."]


def test_usage_of_what_is_gone_does_not(place: RetainedResources, kept: OnDynamoDB, tmp_path: Path) -> None:
    kept.lose(ANN, "note", note_id(1))
    kept.lose(ANN, "file", file_id(1))
    assert found(place, tmp_path) == [
        "Inconsistent: the usage of ann is 1 notes and 2 files of 20 bytes, "
        "but they have 0 notes and 1 files of 10 bytes."
    ]


def test_a_damaged_file_is_not_counted_and_its_bytes_are_not_left_over(
    place: RetainedResources, kept: OnDynamoDB, tmp_path: Path
) -> None:
    place.account.dynamodb.put_item(TableName=TABLE, Item=kept.table.key(ANN, item("file", file_id(9))))
    keep_bytes(place, 9)
    assert found(place, tmp_path) == []
