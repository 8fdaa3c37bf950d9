"""The formats of times."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.clock import epoch_seconds, timestamp, utc_now

moments = st.integers(31_536_000_000_000, 32_503_680_000_000_000).map(
    lambda microseconds: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=microseconds)
)


@pytest.mark.parametrize(
    ("moment", "written"),
    [
        (datetime(2026, 3, 1, 12, tzinfo=UTC), "2026-03-01T12:00:00.000Z"),
        (datetime(2026, 3, 1, 12, 0, 0, 1999, tzinfo=UTC), "2026-03-01T12:00:00.001Z"),
        (datetime(2026, 3, 1, 1, tzinfo=timezone(timedelta(hours=2))), "2026-02-28T23:00:00.000Z"),
    ],
)
def test_a_timestamp_is_utc_with_milliseconds(moment: datetime, written: str) -> None:
    assert timestamp(moment) == written


@given(moments, moments)
def test_timestamps_sort_as_text_as_they_do_in_time(one: datetime, other: datetime) -> None:
    earlier, later = sorted((one, other))
    assert timestamp(earlier) <= timestamp(later)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", timestamp(one))


def test_a_time_to_live_is_in_whole_seconds() -> None:
    assert epoch_seconds("1970-01-02T00:00:00.999Z") == 86_400
    assert epoch_seconds("1970-01-01T00:00:00.000Z", timedelta(days=2)) == 172_800


def test_the_clock_of_the_service_is_in_utc() -> None:
    assert utc_now().utcoffset() == timedelta(0)
