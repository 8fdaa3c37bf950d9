"""S3 events of uploads: one call for each uploaded object."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial, wraps
from typing import Any
from urllib.parse import unquote_plus

from chalice.app import Chalice, S3Event

from .. import telemetry
from ..domain.files import File
from ..repositories.s3.object_keys import INCOMING, uploaded_file
from .failed import Failed

UploadHandler = Callable[[dict[str, Any], Any], None]


def on_uploaded(app: Chalice, bucket: str | None, name: str) -> Callable[[UploadHandler], Any]:
    """Declare the handler of S3's upload events, which gets them as S3 sends them.

    Chalice configures an existing bucket to notify the function. A bucket that the template creates with the function,
    passed as None, is configured by the template: `chalice package` refuses an app that declares an S3 event.
    """

    def declare(handler: UploadHandler) -> Any:
        @wraps(handler)
        def from_chalice(event: S3Event) -> None:
            handler(event.to_dict(), event.context)

        if bucket:
            return app.on_s3_event(bucket, events=["s3:ObjectCreated:*"], prefix=INCOMING, name=name)(from_chalice)
        return app.lambda_function(name=name)(handler)

    return declare


def each_upload(
    event: dict[str, Any],
    context: Any,
    take: Callable[[str, str], File | None],
    discard: Callable[[str], None] = lambda key: None,
) -> None:
    """Process each uploaded object by owner and file id, and discard objects whose key no file can have.

    S3 sends its keys URL-encoded, and a test event without any records first. A record that fails does not stop the
    others; all of them are delivered again. Raises `Failed`.
    """
    failed = 0
    for record in event.get("Records") or []:
        key = _uploaded_key(record)
        found = uploaded_file(key) if key else None
        step = partial(_take, take, *found) if found else partial(_pass_over, discard, key)
        failed += not _done(step, context.aws_request_id, found[0] if found else None)
    if failed:
        raise Failed("The upload could not be processed.")


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
    """Delete an object that came to `incoming/` by any other means, so that nothing stays there."""
    if key and key.startswith(INCOMING):
        discard(key)
    telemetry.passed_over(request_id)


def _done(step: Callable[[str], None], request_id: str, owner: str | None) -> bool:
    try:
        step(request_id)
    except Exception as error:  # noqa: BLE001 - logged
        telemetry.failure(error, request_id, owner)
        return False
    return True
