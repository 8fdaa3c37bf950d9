"""The queue of what failed for good, kept for an operator to replay."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from .dynamodb import stream_records

if TYPE_CHECKING:
    from types_boto3_sqs import SQSClient


class SqsLetters:
    """Dead letters of our own; Lambda writes its own kind to the same queue where the function itself was cut off."""

    def __init__(self, client: SQSClient, url: str) -> None:
        self._client = client
        self._url = url

    def send(self, record: stream_records.Record, error: str) -> None:
        """Keep a record of the stream, and the kind of error that it ended in; raises what botocore raises."""
        self._client.send_message(QueueUrl=self._url, MessageBody=json.dumps(letter(record, error)))


def letter(record: stream_records.Record, error: str) -> dict[str, Any]:
    """Everything needed to replay the record when the stream has forgotten it, and no text of a note."""
    return {
        "sequence_number": stream_records.sequence_number(record),
        "happened_at": stream_records.happened_at(record).isoformat(),
        "error": error,
        "record": stream_records.without_texts(record),
    }
