"""The settings of a deployment."""

from __future__ import annotations

import pytest
from msgspec import structs

from chalicelib.settings import NO_ORIGIN, Settings, settings

# The uncached function; the cache holds the settings that this process was started with.
read = settings.__wrapped__
NAMES = (
    *("TABLE", "MEDIA_BUCKET", "QUOTA_BYTES", "ALLOWED_ORIGIN"),
    *("USER_POOL_ARN", "TABLE_STREAM_ARN", "USER_POOL_ID", "WEBSOCKET_URL"),
)
OF_THE_STREAM = {
    "METRICS_NAMESPACE": "skynotes-prod",
    "EVENTS_TOPIC_ARN": "arn:topic",
    "ON_CHANGE_FAILURES_URL": "https://queue",
    "PATIENCE_SECONDS": "20",
    "REPORTS_FAILURES": "yes",
    "MOST_NOTES": "7",
    "MOST_FILES": "8",
}


def test_they_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    values = ("notes", "media", "100", "https://example.com", "arn:pool", "arn:stream", "pool", "wss://live")
    for name, value in zip(NAMES, values, strict=True):
        monkeypatch.setenv(name, value)
    for name, value in OF_THE_STREAM.items():
        monkeypatch.setenv(name, value)
    assert read() == Settings(
        *("notes", "media", 100, "https://example.com", "arn:pool", "arn:stream", "pool", "wss://live"),
        metrics_namespace="skynotes-prod",
        events_topic_arn="arn:topic",
        on_change_failures_url="https://queue",
        patience_seconds=20,
        reports_failures=True,
        most_notes=7,
        most_files=8,
    )


def test_without_any_a_user_has_five_gibibytes_and_no_other_origin_may_call(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*NAMES, *OF_THE_STREAM):
        monkeypatch.delenv(name, raising=False)
    assert read() == Settings("", "", 5 * 1024**3, NO_ORIGIN, "", "", "")


@pytest.mark.parametrize("said", ["no", ""])
def test_failures_are_reported_only_to_a_stream_that_asks_for_them(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv("REPORTS_FAILURES", said)
    assert not read().reports_failures


def test_the_bucket_notifies_only_what_comes_after_it() -> None:
    together = Settings("notes", "media", 100, NO_ORIGIN)
    assert together.notifying_bucket is None
    assert structs.replace(together, table_stream_arn="arn:stream").notifying_bucket == "media"


def test_they_are_read_once() -> None:
    assert settings() is settings()
