"""Batches of records from the table's stream, with partial failures."""

from __future__ import annotations

import time
from typing import Any, cast

from chalice.app import DynamoDBEvent

from .. import telemetry
from ..repositories.dynamodb.stream_records import sequence_number
from ..services.stream import StreamProcessor
from .failed import Failed
from .stream_batch import Batch

Report = dict[str, list[dict[str, str]]]
# The key that `operate.replay` adds to an event with records that it sends again.
REPLAYED = "Replayed"


def each_change(event: DynamoDBEvent, processor: StreamProcessor) -> Report:
    """Process a batch of records; return those that Lambda has to retry.

    Records that have failed for too long become dead letters instead, except in a replay of dead letters. Raises
    `Failed` if Lambda does not accept partial failures.
    """
    request_id = cast(Any, event.context).aws_request_id
    try:
        batch, replayed = _processed(event, processor)
    except Exception as error:  # noqa: BLE001 - logged
        telemetry.failure(error, request_id, None)
        raise Failed("The stream's records could not be read.") from None
    if batch.left and (replayed or not processor.reports_failures):
        raise Failed(f"{len(batch.left)} of the stream's records could not be processed.")
    return {"batchItemFailures": [{"itemIdentifier": sequence_number(batch.records[at])} for at in batch.left]}


def _processed(event: DynamoDBEvent, processor: StreamProcessor) -> tuple[Batch, bool]:
    """Process the batch of an event; return it, and whether it was a replay."""
    began = time.perf_counter()
    raw_event, context = event.to_dict(), cast(Any, event.context)
    batch = Batch(raw_event["Records"], context, processor)
    batch.process()
    if not (replayed := REPLAYED in raw_event):
        batch.give_up()
    _log(batch, time.perf_counter() - began, context.aws_request_id)
    return batch, replayed


def _log(batch: Batch, seconds: float, request_id: str) -> None:
    telemetry.changes(
        len(batch.records),
        failed=len(batch.failures),
        set_aside=len(batch.set_aside),
        announced=batch.published,
        nudged=batch.notified,
        seconds=seconds,
        request_id=request_id,
    )
