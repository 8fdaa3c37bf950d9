"""What a deployment decides."""

from __future__ import annotations

import pytest

from chalicelib.settings import NO_ORIGIN, Settings, settings

# The function under its cache, which holds what this process was started with.
read = settings.__wrapped__
NAMES = ("TABLE", "MEDIA_BUCKET", "QUOTA_BYTES", "ALLOWED_ORIGIN")


def test_they_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in zip(NAMES, ("notes", "media", "100", "https://example.com"), strict=True):
        monkeypatch.setenv(name, value)
    assert read() == Settings("notes", "media", 100, "https://example.com")


def test_without_any_a_user_has_five_gibibytes_and_no_other_origin_may_call(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    assert read() == Settings("", "", 5 * 1024**3, NO_ORIGIN)


def test_they_are_read_once() -> None:
    assert settings() is settings()
