"""The only reader of the environment."""

from __future__ import annotations

import os
from functools import cache

import msgspec

# RFC 2606 keeps this domain from ever existing: no page but our own may call the API.
NO_ORIGIN = "https://nobody.invalid"


class Settings(msgspec.Struct, frozen=True):
    """What a deployment decides. `quota_bytes` is for each user."""

    table: str
    media_bucket: str
    quota_bytes: int
    allowed_origin: str


@cache
def settings() -> Settings:
    """Those of this process; names of resources are empty while the app is only being packaged."""
    return Settings(
        table=os.environ.get("TABLE", ""),
        media_bucket=os.environ.get("MEDIA_BUCKET", ""),
        quota_bytes=int(os.environ.get("QUOTA_BYTES", 5 * 1024**3)),
        allowed_origin=os.environ.get("ALLOWED_ORIGIN", NO_ORIGIN),
    )
