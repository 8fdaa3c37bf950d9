"""Records of the table's stream, read again for a replay; the stream keeps them for a day."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types_boto3_dynamodbstreams import DynamoDBStreamsClient


class Trimmed(Exception):
    """The loss of some of the records, which the stream does not keep any more."""


def events(streams: DynamoDBStreamsClient, batch: Mapping[str, Any]) -> Iterator[str]:
    """Yield the records that Lambda's `DDBStreamBatchInfo` names, each as an event of the function, in JSON.

    One record per event: a batch may be as large as an event may be, and is not smaller as we write it.
    """
    for record in _records(streams, batch):
        event = {"Records": [{**record, "eventSourceARN": batch["streamArn"]}]}
        yield json.dumps(event, default=_epoch)


def _records(streams: DynamoDBStreamsClient, batch: Mapping[str, Any]) -> Iterator[Any]:
    last = int(batch["endSequenceNumber"])
    try:
        iterator = streams.get_shard_iterator(
            StreamArn=batch["streamArn"],
            ShardId=batch["shardId"],
            ShardIteratorType="AT_SEQUENCE_NUMBER",
            SequenceNumber=batch["startSequenceNumber"],
        ).get("ShardIterator")
        while iterator:
            page = streams.get_records(ShardIterator=iterator)
            for record in page["Records"]:
                yield record
                if int(record["dynamodb"]["SequenceNumber"]) >= last:
                    return
            iterator = page.get("NextShardIterator")
    except (streams.exceptions.TrimmedDataAccessException, streams.exceptions.ResourceNotFoundException) as gone:
        raise Trimmed from gone
    raise Trimmed


def _epoch(moment: datetime) -> float:
    """Convert a time to seconds since 1970, as DynamoDB writes it into an event."""
    return moment.timestamp()
