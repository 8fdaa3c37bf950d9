"""The only reader of the environment."""

from __future__ import annotations

import os
from functools import cache

import msgspec

# RFC 2606 keeps this domain from ever existing: no page but our own may call the API.
NO_ORIGIN = "https://nobody.invalid"


class Settings(msgspec.Struct, frozen=True):
    """What a deployment decides. `quota_bytes` is for each user.

    The two ARNs are known only where the resources were made before the functions, as `chalice deploy` wants it; the
    user pool only to the function that asks it who there is.
    """

    table: str
    media_bucket: str
    quota_bytes: int
    allowed_origin: str
    user_pool_arn: str = ""
    table_stream_arn: str = ""
    user_pool_id: str = ""
    websocket_url: str = ""

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
        allowed_origin=os.environ.get("ALLOWED_ORIGIN", NO_ORIGIN),
        user_pool_arn=os.environ.get("USER_POOL_ARN", ""),
        table_stream_arn=os.environ.get("TABLE_STREAM_ARN", ""),
        user_pool_id=os.environ.get("USER_POOL_ID", ""),
        websocket_url=os.environ.get("WEBSOCKET_URL", ""),
    )
