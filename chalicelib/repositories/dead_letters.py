"""The dead-letter queue of stream records, for an operator to replay."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from .dynamodb import stream_records

if TYPE_CHECKING:
    from types_boto3_sqs import SQSClient


class SqsDeadLetters:
    """The queue of dead letters that this service writes; Lambda adds its own kind when the function is cut off."""

    def __init__(self, client: SQSClient, url: str) -> None:
        self._client = client
        self._url = url

    def send(self, record: stream_records.Record, error: str) -> None:
        """Add a record of the stream and the type of its last error. Raises what botocore raises."""
        self._client.send_message(QueueUrl=self._url, MessageBody=json.dumps(dead_letter(record, error)))


def dead_letter(record: stream_records.Record, error: str) -> dict[str, Any]:
    """Return all that a replay needs once the stream has dropped the record, without any text of a note."""
    return {
        "sequence_number": stream_records.sequence_number(record),
        "happened_at": stream_records.happened_at(record).isoformat(),
        "error": error,
        "record": stream_records.without_texts(record),
    }
