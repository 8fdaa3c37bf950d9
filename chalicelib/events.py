"""Events as they come from S3 and DynamoDB, one call for each thing they tell."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from urllib.parse import unquote_plus

from chalice.app import Chalice, DynamoDBEvent, S3Event

from . import telemetry
from .aftermath import Aftermath
from .batch import Batch
from .files import File
from .repositories.object_keys import INCOMING, uploaded_file
from .repositories.records import sequence_number

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


def each_upload(event: dict[str, Any], context: Any, take: Callable[[str, str], File | None]) -> None:
    """Call with owner and file id of each uploaded object. S3 sends its keys URL-encoded, and a test event first."""
    for record in event.get("Records", []):
        owner, file_id = uploaded_file(unquote_plus(record["s3"]["object"]["key"]))
        began = time.perf_counter()
        try:
            file = take(owner, file_id)
        except Exception as error:  # noqa: BLE001 - told to the operator
            telemetry.failure(error, context.aws_request_id, owner)
            raise Failed("The upload could not be taken in.") from None
        telemetry.upload(file.status if file else "gone", time.perf_counter() - began, context.aws_request_id, owner)


def each_change(event: DynamoDBEvent, aftermath: Aftermath) -> Report:
    """Do all that follows from each change, and tell Lambda which ones to bring again.

    Those that have failed for too long are set aside instead, unless it is a replay of what was.
    """
    began = time.perf_counter()
    told, context = event.to_dict(), cast(Any, event.context)
    batch = Batch(told["Records"], context, aftermath)
    batch.follow()
    if not (replayed := REPLAYED in told):
        batch.give_up()
    _tell(batch, time.perf_counter() - began, context.aws_request_id)
    if batch.left and (replayed or not aftermath.reports_failures):
        raise Failed(f"{len(batch.left)} of the stream's records failed.")
    return {"batchItemFailures": [{"itemIdentifier": sequence_number(batch.records[at])} for at in batch.left]}


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
