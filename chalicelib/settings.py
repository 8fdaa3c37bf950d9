"""The only reader of the environment."""

from __future__ import annotations

import os
from functools import cache

import msgspec

# RFC 2606 keeps this domain from ever existing: no page but our own may call the API.
NO_ORIGIN = "https://nobody.invalid"


class Settings(msgspec.Struct, frozen=True):
    """What a deployment decides. `quota_bytes`, `most_notes` and `most_files` are for each user.

    `user_pool_arn` and `table_stream_arn` are known only where the resources were made before the functions, as
    `chalice deploy` wants it; the user pool only to the function that asks it who there is.
    """

    table: str
    media_bucket: str
    quota_bytes: int
    allowed_origin: str
    user_pool_arn: str = ""
    table_stream_arn: str = ""
    user_pool_id: str = ""
    websocket_url: str = ""
    # Of the stack that the functions belong to: two stages in one account do not count together.
    metrics_namespace: str = "Skynotes"
    events_topic_arn: str = ""
    on_change_failures_url: str = ""
    # How long a change may fail before it is set aside.
    patience_seconds: int = 300
    # Whether the stream asks which records have failed; where it does not, only an exception makes it come again.
    reports_failures: bool = False
    most_notes: int = 100_000
    most_files: int = 100_000

    @property
    def notifying_bucket(self) -> str | None:
        """The media bucket where it was made before the functions, and None where one template makes them all."""
        return self.media_bucket if self.table_stream_arn else None


@cache
def settings() -> Settings:
    """Those of this process; names of resources are empty while the app is only being packaged."""
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
