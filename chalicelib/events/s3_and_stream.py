"""Events as they come from S3 and DynamoDB, one call for each thing they tell."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial, wraps
from typing import Any, cast
from urllib.parse import unquote_plus

from chalice.app import Chalice, DynamoDBEvent, S3Event

from .. import telemetry
from ..domain.files import File
from ..repositories.dynamodb.stream_records import sequence_number
from ..repositories.s3.object_keys import INCOMING, uploaded_file
from ..services.stream import Aftermath
from .stream_batch import Batch

UploadHandler = Callable[[dict[str, Any], Any], None]
Report = dict[str, list[dict[str, str]]]
# What `operate.replay` puts beside the records that it brings again.
REPLAYED = "Replayed"


def on_uploaded(app: Chalice, bucket: str | None, name: str) -> Callable[[UploadHandler], Any]:
    """Declare what takes S3's event of an upload, as S3 sends it.

    A bucket that is there already is told by Chalice to notify the function. One that the template makes with the
    function, given as None, is told by the template: `chalice package` refuses an app that declares it.
    """

    def declare(handler: UploadHandler) -> Any:
        @wraps(handler)
        def from_chalice(event: S3Event) -> None:
            handler(event.to_dict(), event.context)

        if bucket:
            return app.on_s3_event(bucket, events=["s3:ObjectCreated:*"], prefix=INCOMING, name=name)(from_chalice)
        return app.lambda_function(name=name)(handler)

    return declare


class Failed(Exception):
    """The event is to come again. Lambda logs what is raised, so this says nothing that an error may quote."""


def each_upload(
    event: dict[str, Any],
    context: Any,
    take: Callable[[str, str], File | None],
    discard: Callable[[str], None] = lambda key: None,
) -> None:
    """Take in each uploaded object by owner and file id, and discard by its key what could belong to no file.

    S3 sends its keys URL-encoded, and a test event without any records first. A record that fails holds up none of
    the others; S3 brings all of them again. Raises `Failed`.
    """
    failed = 0
    for record in event.get("Records") or []:
        key = _uploaded_key(record)
        found = uploaded_file(key) if key else None
        step = partial(_take, take, *found) if found else partial(_pass_over, discard, key)
        failed += not _done(step, context.aws_request_id, found[0] if found else None)
    if failed:
        raise Failed("The upload could not be taken in.")


def _uploaded_key(record: Any) -> str | None:
    try:
        return unquote_plus(record["s3"]["object"]["key"])
    except (AttributeError, KeyError, TypeError):
        return None


def _take(take: Callable[[str, str], File | None], owner: str, file_id: str, request_id: str) -> None:
    began = time.perf_counter()
    file = take(owner, file_id)
    telemetry.upload(file.status if file else "gone", time.perf_counter() - began, request_id, owner)


def _pass_over(discard: Callable[[str], None], key: str | None, request_id: str) -> None:
    """Remove what somebody put under `incoming/` by hand, so that nothing stays there."""
    if key and key.startswith(INCOMING):
        discard(key)
    telemetry.passed_over(request_id)


def _done(step: Callable[[str], None], request_id: str, owner: str | None) -> bool:
    try:
        step(request_id)
    except Exception as error:  # noqa: BLE001 - told to the operator
        telemetry.failure(error, request_id, owner)
        return False
    return True


def each_change(event: DynamoDBEvent, aftermath: Aftermath) -> Report:
    """Do all that follows from each change, and tell Lambda which ones to bring again.

    Those that have failed for too long are set aside instead, unless it is a replay of what was.
    """
    request_id = cast(Any, event.context).aws_request_id
    try:
        batch, replayed = _followed(event, aftermath)
    except Exception as error:  # noqa: BLE001 - told to the operator
        telemetry.failure(error, request_id, None)
        raise Failed("The stream's records could not be read.") from None
    if batch.left and (replayed or not aftermath.reports_failures):
        raise Failed(f"{len(batch.left)} of the stream's records failed.")
    return {"batchItemFailures": [{"itemIdentifier": sequence_number(batch.records[at])} for at in batch.left]}


def _followed(event: DynamoDBEvent, aftermath: Aftermath) -> tuple[Batch, bool]:
    """The batch after all that was done, and whether it was a replay."""
    began = time.perf_counter()
    told, context = event.to_dict(), cast(Any, event.context)
    batch = Batch(told["Records"], context, aftermath)
    batch.follow()
    if not (replayed := REPLAYED in told):
        batch.give_up()
    _tell(batch, time.perf_counter() - began, context.aws_request_id)
    return batch, replayed


def _tell(batch: Batch, seconds: float, request_id: str) -> None:
    telemetry.changes(
        len(batch.records),
        failed=len(batch.failures),
        set_aside=len(batch.set_aside),
        announced=batch.announced,
        nudged=batch.nudged,
        seconds=seconds,
        request_id=request_id,
    )
