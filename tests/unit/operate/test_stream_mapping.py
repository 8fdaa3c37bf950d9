"""Stream records read again, with the responses of AWS."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.stub import Stubber
from chalice.app import DynamoDBEvent

from operate import stream
from tests.support.moto_resources import REGION

if TYPE_CHECKING:
    from types_boto3_dynamodbstreams import DynamoDBStreamsClient

ARN = "arn:aws:dynamodb:eu-central-1:123456789012:table/skynotes/stream/2026-03-01T12:00:00.000"
# AWS writes them without leading zeros, so they do not sort as text: the next one is longer.
FIRST = 10**21 - 1
BATCH = {
    "streamArn": ARN,
    "shardId": "shardId-00000001573689847184-864758bb",
    "startSequenceNumber": str(FIRST),
    "endSequenceNumber": str(FIRST + 2),
    "batchSize": 2,
}


@pytest.fixture(scope="module")
def client() -> DynamoDBStreamsClient:
    return boto3.Session("testing", "testing", region_name=REGION).client("dynamodbstreams")


@pytest.fixture
def answers(client: DynamoDBStreamsClient) -> Iterator[Stubber]:
    with Stubber(client) as stubber:
        yield stubber
        stubber.assert_no_pending_responses()


def record(number: int) -> dict[str, Any]:
    """Return the record of an item that has expired."""
    keys = {"pk": {"S": "user#ann"}, "sk": {"S": f"file#{number}"}}
    change = {"Keys": keys, "OldImage": keys, "SequenceNumber": str(FIRST + number), "SizeBytes": 1}
    change |= {"StreamViewType": "NEW_AND_OLD_IMAGES"}
    change |= {"ApproximateCreationDateTime": datetime(2026, 3, 1, 12, tzinfo=UTC)}
    source = {"eventID": str(number), "eventVersion": "1.1", "eventSource": "aws:dynamodb", "awsRegion": REGION}
    who = {"Type": "Service", "PrincipalId": "dynamodb.amazonaws.com"}
    return source | {"eventName": "REMOVE", "dynamodb": change, "userIdentity": who}


def begin(answers: Stubber) -> None:
    expected = {
        "StreamArn": ARN,
        "ShardId": BATCH["shardId"],
        "ShardIteratorType": "AT_SEQUENCE_NUMBER",
        "SequenceNumber": str(FIRST),
    }
    answers.add_response("get_shard_iterator", {"ShardIterator": "1"}, expected)


def page(answers: Stubber, iterator: str, *numbers: int, more: str | None) -> None:
    body: dict[str, Any] = {"Records": [record(number) for number in numbers]}
    answers.add_response(
        "get_records", body | ({"NextShardIterator": more} if more else {}), {"ShardIterator": iterator}
    )


def read(client: DynamoDBStreamsClient) -> list[str]:
    return list(stream.events(client, BATCH))


def test_exactly_the_records_of_the_batch_are_read_over_several_pages(
    client: DynamoDBStreamsClient, answers: Stubber
) -> None:
    begin(answers)
    page(answers, "1", 0, more="2")
    page(answers, "2", more="3")
    page(answers, "3", 1, 2, 3, more="4")
    numbers = [one["dynamodb"]["SequenceNumber"] for event in read(client) for one in json.loads(event)["Records"]]
    assert numbers == [str(FIRST), str(FIRST + 1), str(FIRST + 2)]


def test_each_is_an_event_that_the_function_understands(client: DynamoDBStreamsClient, answers: Stubber) -> None:
    begin(answers)
    page(answers, "1", 0, 2, more=None)
    first = json.loads(read(client)[0])
    assert first["Records"][0]["dynamodb"]["ApproximateCreationDateTime"] == 1772366400
    (stream_record,) = DynamoDBEvent(first, None)
    assert (stream_record.keys["sk"], stream_record.old_image["sk"], stream_record.new_image) == (
        {"S": "file#0"},
        {"S": "file#0"},
        None,
    )
    assert stream_record.event_source_arn == ARN


@pytest.mark.parametrize("error", ["TrimmedDataAccessException", "ResourceNotFoundException"])
def test_what_is_older_than_a_day_is_gone(client: DynamoDBStreamsClient, answers: Stubber, error: str) -> None:
    answers.add_client_error("get_shard_iterator", error)
    with pytest.raises(stream.Trimmed):
        read(client)


def test_what_goes_while_it_is_read_is_gone(client: DynamoDBStreamsClient, answers: Stubber) -> None:
    begin(answers)
    answers.add_client_error("get_records", "TrimmedDataAccessException")
    with pytest.raises(stream.Trimmed):
        read(client)


def test_a_shard_that_ends_before_the_batch_does_has_lost_some(client: DynamoDBStreamsClient, answers: Stubber) -> None:
    begin(answers)
    page(answers, "1", 0, more=None)
    with pytest.raises(stream.Trimmed):
        read(client)
