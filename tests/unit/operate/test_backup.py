"""The download of objects into a backup."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from operate.archive import Archive
from operate.objects import Found, fetch
from operate.running_stage import Problem, RetainedResources
from tests.support.moto_resources import BUCKET
from tests.support.operated_service import BYTES, just_before, keep_bytes, retained_resources

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient
    from types_boto3_s3 import S3Client


@pytest.fixture
def place(dynamodb: DynamoDBClient, s3: S3Client) -> RetainedResources:
    return retained_resources(dynamodb, s3)


def fetched(place: RetainedResources, directory: Path) -> list[Found]:
    return list(fetch(place, Archive(directory)))


def test_an_object_is_fetched_once(place: RetainedResources, tmp_path: Path) -> None:
    key = keep_bytes(place)
    (found,) = fetched(place, tmp_path)
    assert (found.key, found.size) == (key, len(BYTES))
    assert Archive(tmp_path).path(key).read_bytes() == BYTES
    with just_before(place.account.s3, "GetObject", lambda: None) as requests:
        assert fetched(place, tmp_path) == [found]
    assert requests == []


@pytest.mark.parametrize("damaged", [BYTES[:-1], BYTES + b"!", b"!" * len(BYTES)])
def test_one_that_lies_there_otherwise_is_fetched_again(
    place: RetainedResources, tmp_path: Path, damaged: bytes
) -> None:
    path = Archive(tmp_path).path(keep_bytes(place))
    path.parent.mkdir(parents=True)
    path.write_bytes(damaged)
    fetched(place, tmp_path)
    assert path.read_bytes() == BYTES


def test_one_that_was_put_in_parts_is_known_by_its_size(place: RetainedResources, tmp_path: Path) -> None:
    assert Found("originals/a/b", 3, "0" * 32 + "-2").lies_at(_written(tmp_path, b"abc"))
    assert not Found("originals/a/b", 3, "0" * 32 + "-2").lies_at(_written(tmp_path, b"ab"))


def test_one_that_arrives_otherwise_than_it_was_listed_is_not_kept(place: RetainedResources, tmp_path: Path) -> None:
    key = keep_bytes(place)
    with (
        just_before(place.account.s3, "GetObject", lambda: keep_bytes(place, data=b"9876543210")),
        pytest.raises(Problem, match="not downloaded completely"),
    ):
        fetched(place, tmp_path)
    assert not Archive(tmp_path).path(key).exists()


def test_one_that_is_deleted_meanwhile_is_not_in_the_list(place: RetainedResources, tmp_path: Path) -> None:
    key = keep_bytes(place)
    with just_before(place.account.s3, "GetObject", lambda: place.account.s3.delete_object(Bucket=BUCKET, Key=key)):
        assert fetched(place, tmp_path) == []


def test_what_is_not_finished_and_what_is_no_file_stay_out(place: RetainedResources, tmp_path: Path) -> None:
    for key in ("incoming/ann/x", "originals/", "canary/x"):
        place.account.s3.put_object(Bucket=BUCKET, Key=key, Body=b"")
    assert fetched(place, tmp_path) == []


def _written(directory: Path, data: bytes) -> Path:
    path = directory / "file"
    path.write_bytes(data)
    return path
