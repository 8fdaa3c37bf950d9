"""What a deployment decides."""

from __future__ import annotations

import pytest
from msgspec import structs

from chalicelib.settings import NO_ORIGIN, Settings, settings

# The function under its cache, which holds what this process was started with.
read = settings.__wrapped__
NAMES = (
    *("TABLE", "MEDIA_BUCKET", "QUOTA_BYTES", "ALLOWED_ORIGIN"),
    *("USER_POOL_ARN", "TABLE_STREAM_ARN", "USER_POOL_ID", "WEBSOCKET_URL"),
)


def test_they_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    values = ("notes", "media", "100", "https://example.com", "arn:pool", "arn:stream", "pool", "wss://live")
    for name, value in zip(NAMES, values, strict=True):
        monkeypatch.setenv(name, value)
    assert read() == Settings(
        "notes", "media", 100, "https://example.com", "arn:pool", "arn:stream", "pool", "wss://live"
    )


def test_without_any_a_user_has_five_gibibytes_and_no_other_origin_may_call(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    assert read() == Settings("", "", 5 * 1024**3, NO_ORIGIN, "", "", "")


def test_the_bucket_notifies_only_what_comes_after_it() -> None:
    together = Settings("notes", "media", 100, NO_ORIGIN)
    assert together.notifying_bucket is None
    assert structs.replace(together, table_stream_arn="arn:stream").notifying_bucket == "media"


def test_they_are_read_once() -> None:
    assert settings() is settings()
