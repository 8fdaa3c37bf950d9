"""Time to live as DynamoDB does it: expired items are deleted a moment later, with a stream record.

ministack's own writes no stream record, so nothing that follows from an expired item would happen.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

SECONDS_BETWEEN = 5.0
log = logging.getLogger(__name__)


@contextmanager
def running(client: DynamoDBClient, table: str) -> Iterator[None]:
    """Delete expired items every few seconds during the block."""
    stop = threading.Event()
    thread = threading.Thread(target=_repeat, args=(client, table, stop), daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def delete_expired(client: DynamoDBClient, table: str, now: float) -> None:
    """Delete every item whose `expires_at` has passed, unless it was extended meanwhile."""
    for key in _expired(client, table, _condition(now)):
        try:
            client.delete_item(TableName=table, Key=key, **_delete_condition(now))
        except client.exceptions.ConditionalCheckFailedException:
            log.debug("%s was extended", key)


def _repeat(client: DynamoDBClient, table: str, stop: threading.Event) -> None:
    while not stop.wait(SECONDS_BETWEEN):
        try:
            delete_expired(client, table, time.time())
        except (ClientError, BotoCoreError) as error:
            log.warning("Could not delete expired items: %s", error)


def _expired(client: DynamoDBClient, table: str, condition: dict[str, Any]) -> Iterator[dict[str, Any]]:
    pages = client.get_paginator("scan").paginate(TableName=table, ProjectionExpression="pk, sk", **condition)
    for page in pages:
        yield from page["Items"]


def _condition(now: float) -> dict[str, Any]:
    # An expires_at that is not a number is ignored, as in DynamoDB.
    return {
        "FilterExpression": "attribute_type(expires_at, :number) AND expires_at <= :now",
        "ExpressionAttributeValues": {":number": {"S": "N"}, ":now": {"N": str(int(now))}},
    }


def _delete_condition(now: float) -> dict[str, Any]:
    return {
        "ConditionExpression": "expires_at <= :now",
        "ExpressionAttributeValues": {":now": {"N": str(int(now))}},
    }
