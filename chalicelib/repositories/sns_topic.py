"""The SNS topic of integration events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from ..domain.integration_events import Event, cloud_event

if TYPE_CHECKING:
    from types_boto3_sns import SNSClient
    from types_boto3_sns.type_defs import PublishBatchRequestEntryTypeDef

# The most that one request may hold.
_BATCH = 10


class NotPublished(Exception):
    """SNS refused this event of a batch; the message is its error code."""


class SnsTopic:
    """A topic for events as CloudEvents, with attributes that a subscription may filter by."""

    def __init__(self, client: SNSClient, arn: str, source: str) -> None:
        self._client = client
        self._arn = arn
        self._source = source

    def publish(self, events: Sequence[Event]) -> dict[int, Exception]:
        """Publish all events; return the errors of those that failed, by position."""
        failures: dict[int, Exception] = {}
        for start in range(0, len(events), _BATCH):
            failures.update(self._publish(start, events[start : start + _BATCH]))
        return failures

    def _publish(self, start: int, events: Sequence[Event]) -> Iterator[tuple[int, Exception]]:
        entries = [self._entry(str(position), event) for position, event in enumerate(events, start)]
        try:
            answer = self._client.publish_batch(TopicArn=self._arn, PublishBatchRequestEntries=entries)
        except (ClientError, BotoCoreError) as error:
            yield from ((int(entry["Id"]), error) for entry in entries)
        else:
            yield from ((int(one["Id"]), NotPublished(one["Code"])) for one in answer.get("Failed", []))

    def _entry(self, entry_id: str, event: Event) -> PublishBatchRequestEntryTypeDef:
        attributes = {"type": event.type, "entity": event.entity, "user": event.owner}
        return {
            "Id": entry_id,
            "Message": cloud_event(event, self._source),
            "MessageAttributes": {
                name: {"DataType": "String", "StringValue": value} for name, value in attributes.items()
            },
        }
