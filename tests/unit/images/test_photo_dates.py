"""Dates as cameras and programs write them: digits are kept, nothing is converted, and impossible dates are ignored."""

from __future__ import annotations

import calendar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.images import photo_dates
from tests.support.time_growth import is_proportional

NINE = "2021-07-08T09:10:11"


@pytest.mark.parametrize(
    ("text", "at", "offset"),
    [
        ("2021:07:08 09:10:11", NINE, None),
        ("2021:07:08 09:10:11+02:00", NINE, "+02:00"),
        ("2021:07:08 09:10:11 +0200", NINE, "+02:00"),
        ("2021:07:08 09:10:11Z", NINE, "+00:00"),
        ("2021:07:08 09:10:11.123-03:30", NINE, "-03:30"),
        ("2021-07-08 09:10:11", NINE, None),
        ("2021-07-08T09:10:11.5", NINE, None),
        ("2021/07/08 09:10:11", NINE, None),
        ("2021.07.08 09:10:11", NINE, None),
        ("2021: 7: 8  9:10:11", NINE, None),
        ("20210708T091011", NINE, None),
        ("2021:07:08 09:10:11 AM", NINE, None),
        ("2021:07:08 09:10:11 p.m.", "2021-07-08T21:10:11", None),
        ("2021:07:08 12:10:11 AM", "2021-07-08T00:10:11", None),
        ("2021:07:08 12:10:11 PM", "2021-07-08T12:10:11", None),
        ("2021:07:08 01:10:11 PM", "2021-07-08T13:10:11", None),
        ("2021:07:08 11:10:11 pm", "2021-07-08T23:10:11", None),
        ("2021-07-08T09:10", "2021-07-08T09:10:00", None),
        ("2021-07-08T09:10+02:00", "2021-07-08T09:10:00", "+02:00"),
        ("2021:07:08", "2021-07-08T00:00:00", None),
        ("2021/07/08", "2021-07-08T00:00:00", None),
        ("2021:07:08   :  :  ", "2021-07-08T00:00:00", None),
        ("Thu, 08 Jul 2021 09:10:11 +0200", NINE, "+02:00"),
        ("Thu, 08 Jul 2021 09:10:11 GMT", NINE, "+00:00"),
        ("Thu, 08 Jul 2021 09:10:11 UT", NINE, "+00:00"),
        ("2021-07-08 09:10:11 utc", NINE, "+00:00"),
        ("8 July 2021", "2021-07-08T00:00:00", None),
        ("July 8, 2021", "2021-07-08T00:00:00", None),
        ("Thu Jul  8 09:10:11 2021", NINE, None),
        ("2020:02:29 00:00:00", "2020-02-29T00:00:00", None),
        ("1826:01:01 00:00:00", "1826-01-01T00:00:00", None),
    ],
)
def test_a_date_is_read_as_the_clock_of_the_place(text: str, at: str, offset: str | None) -> None:
    assert photo_dates.read(text) == (at, offset)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0000:00:00 00:00:00",
        "    :  :     :  :  ",
        "2021:02:30 09:10:11",
        "2021:02:29 09:10:11",
        "2021:13:01 09:10:11",
        "2021:07:00 09:10:11",
        "2021:07:08 24:00:01",
        "2021:07:08 09:60:11",
        "2021:07:08 09:10:61",
        "2021:07:08 13:10:11 AM",
        "2021:07:08 00:10:11 PM",
        "1825:12:31 23:59:59",
        "2021-07",
        "08/07/2021",
        "yesterday",
        "2021:07:08 09:10:11 or so",
        "٢٠٢١:07:08 09:10:11",
        "2021:07:08 09:10:11" * 1000,
    ],
)
def test_the_impossible_and_the_ambiguous_are_no_date(text: str) -> None:
    assert photo_dates.read(text) is None


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("+02:00", "+02:00"),
        ("-12:00", "-12:00"),
        ("+14:00", "+14:00"),
        ("+05:45", "+05:45"),
        ("+0545", "+05:45"),
        ("-00:00", "+00:00"),
        ("+01:59", "+01:59"),
        ("Z", "+00:00"),
        ("-12:01", None),
        ("+14:01", None),
        ("+99:00", None),
        ("+01:60", None),
        ("   :  ", None),
        ("+2", None),
        ("", None),
    ],
)
def test_an_offset_is_one_of_the_worlds(text: str, offset: str | None) -> None:
    assert photo_dates.offset_of(text) == offset
    assert photo_dates.read("2021:07:08 09:10:11", text) == (NINE, offset)


@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_has_its_name(month: int) -> None:
    name = calendar.month_name[month]
    for written in (name, name[:3], name[:4].upper()):
        assert photo_dates.read(f"8 {written} 2021") == (f"2021-{month:02}-08T00:00:00", None)


def test_an_offset_inside_a_date_comes_before_the_one_beside_it() -> None:
    assert photo_dates.read("2021:07:08 09:10:11+02:00", "+09:00") == (NINE, "+02:00")


@given(st.text(alphabet="0123456789:-/. TZ+APMpm,Jul", max_size=70))
def test_whatever_is_written_gives_a_date_or_none(text: str) -> None:
    taken = photo_dates.read(text)
    assert taken is None or len(taken.at) == len(NINE)


@pytest.mark.parametrize("character", [" ", ":", "1", "-", "a", "2021:07:08 "])
def test_a_long_text_takes_no_time(character: str) -> None:
    assert is_proportional(lambda size: photo_dates.read(character * size), 3_000)
