"""The settings of a deployment: the only reader of environment variables."""

from __future__ import annotations

import os
from functools import cache

import msgspec

# RFC 2606 reserves `.invalid`, so this domain never exists: no page but our own may call the API.
NO_ORIGIN = "https://nobody.invalid"


class Settings(msgspec.Struct, frozen=True):
    """The settings of a deployment; `quota_bytes`, `most_notes` and `most_files` apply to each user.

    `user_pool_arn` and `table_stream_arn` are set only where the resources exist before the functions, as
    `chalice deploy` requires; `user_pool_id` only for the function that lists the users of the pool.
    """

    table: str
    media_bucket: str
    quota_bytes: int
    allowed_origin: str
    user_pool_arn: str = ""
    table_stream_arn: str = ""
    user_pool_id: str = ""
    websocket_url: str = ""
    # The stack's name in CloudFormation, so that two stages in one account have separate metrics.
    metrics_namespace: str = "Skynotes"
    events_topic_arn: str = ""
    on_change_failures_url: str = ""
    # How long a change may fail before it becomes a dead letter.
    patience_seconds: int = 300
    # Whether the stream accepts partial failures; otherwise only an exception makes it retry the batch.
    reports_failures: bool = False
    most_notes: int = 100_000
    most_files: int = 100_000

    @property
    def notifying_bucket(self) -> str | None:
        """The media bucket if it exists before the functions; None where one template creates them all."""
        return self.media_bucket if self.table_stream_arn else None


@cache
def settings() -> Settings:
    """Return the settings of this process; names of resources are empty while the app is only being packaged."""
    return Settings(
        table=os.environ.get("TABLE", ""),
        media_bucket=os.environ.get("MEDIA_BUCKET", ""),
        quota_bytes=int(os.environ.get("QUOTA_BYTES", 5 * 1024**3)),
        most_notes=int(os.environ.get("MOST_NOTES", 100_000)),
        most_files=int(os.environ.get("MOST_FILES", 100_000)),
        allowed_origin=os.environ.get("ALLOWED_ORIGIN", NO_ORIGIN),
        user_pool_arn=os.environ.get("USER_POOL_ARN", ""),
        table_stream_arn=os.environ.get("TABLE_STREAM_ARN", ""),
        user_pool_id=os.environ.get("USER_POOL_ID", ""),
        websocket_url=os.environ.get("WEBSOCKET_URL", ""),
        metrics_namespace=os.environ.get("METRICS_NAMESPACE", "Skynotes"),
        events_topic_arn=os.environ.get("EVENTS_TOPIC_ARN", ""),
        on_change_failures_url=os.environ.get("ON_CHANGE_FAILURES_URL", ""),
        patience_seconds=int(os.environ.get("PATIENCE_SECONDS", 300)),
        reports_failures=os.environ.get("REPORTS_FAILURES") == "yes",
    )
