"""What is believed of the claims in a photo's EXIF."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib import exif

MAKE, MODEL, ORIENTATION = 271, 272, 274
CHANGED, ORIGINAL, DIGITIZED = 306, 36867, 36868
OFFSET_ORIGINAL, OFFSET_DIGITIZED = 36881, 36882
SUBSECOND_ORIGINAL, SUBSECOND_CHANGED = 37521, 37520

HOSTILE = [
    b"2024:05:01 10:20:30",
    ("2024:05:01 10:20:30",),
    20240501,
    None,
    "",
    "0000:00:00 00:00:00",
    "    :  :     :  :  ",
    "2024:02:31 10:20:30",
    "2024:05:01 24:20:30",
    "1825:12:31 23:59:59",
    "2024:05:01",
    "yesterday",
    "2024:05:01 10:20:30" * 1000,
    "2024:05:01 10:20:30\ud800",
    "٢٠٢٤:05:01 10:20:30",
]


def test_the_time_taken_is_utc_with_milliseconds() -> None:
    assert exif.taken_at({ORIGINAL: "2024:05:01 10:20:30"}) == "2024-05-01T10:20:30.000Z"


def test_the_moment_of_the_photo_comes_before_that_of_the_scan_and_of_the_last_change() -> None:
    tags = {ORIGINAL: "2001:01:01 00:00:00", DIGITIZED: "2002:01:01 00:00:00", CHANGED: "2003:01:01 00:00:00"}
    assert exif.taken_at(tags) == "2001-01-01T00:00:00.000Z"


def test_the_moment_of_the_scan_comes_before_that_of_the_last_change() -> None:
    tags = {DIGITIZED: "2002:01:01 00:00:00", CHANGED: "2003:01:01 00:00:00"}
    assert exif.taken_at(tags) == "2002-01-01T00:00:00.000Z"


def test_an_impossible_original_falls_back_to_the_last_change() -> None:
    tags = {ORIGINAL: "0000:00:00 00:00:00", CHANGED: "2003:01:01 00:00:00"}
    assert exif.taken_at(tags) == "2003-01-01T00:00:00.000Z"


@pytest.mark.parametrize(("offset", "hour"), [("+02:00", "08:20"), ("-05:30", "15:50"), ("+00:00", "10:20")])
def test_an_offset_is_taken_off_to_get_to_utc(offset: str, hour: str) -> None:
    tags = {ORIGINAL: "2024:05:01 10:20:30", OFFSET_ORIGINAL: offset}
    assert exif.taken_at(tags) == f"2024-05-01T{hour}:30.000Z"


def test_an_offset_may_lead_to_the_day_before() -> None:
    tags = {ORIGINAL: "2024:01:01 00:30:00", OFFSET_ORIGINAL: "+01:00"}
    assert exif.taken_at(tags) == "2023-12-31T23:30:00.000Z"


def test_an_offset_past_the_year_9999_gives_no_time() -> None:
    assert exif.taken_at({ORIGINAL: "9999:12:31 23:30:00", OFFSET_ORIGINAL: "-01:00"}) is None


@pytest.mark.parametrize("offset", ["   :  ", "+2", "+99:00", b"+02:00", None, "Z"])
def test_an_offset_that_says_nothing_counts_as_utc(offset: object) -> None:
    tags = {ORIGINAL: "2024:05:01 10:20:30", OFFSET_ORIGINAL: offset}
    assert exif.taken_at(tags) == "2024-05-01T10:20:30.000Z"


def test_each_time_has_its_own_offset() -> None:
    tags = {ORIGINAL: "2024:05:01 10:20:30", OFFSET_DIGITIZED: "+02:00"}
    assert exif.taken_at(tags) == "2024-05-01T10:20:30.000Z"


@pytest.mark.parametrize(
    ("digits", "milliseconds"),
    [
        ("5", "500"),
        ("05", "050"),
        ("123", "123"),
        ("123456", "123"),
        ("12 ", "120"),
        ("x", "000"),
        (7, "000"),
    ],
)
def test_subseconds_are_the_digits_behind_the_point(digits: object, milliseconds: str) -> None:
    tags = {ORIGINAL: "2024:05:01 10:20:30", SUBSECOND_ORIGINAL: digits, SUBSECOND_CHANGED: "999"}
    assert exif.taken_at(tags) == f"2024-05-01T10:20:30.{milliseconds}Z"


def test_nul_at_the_end_of_a_time_is_no_part_of_it() -> None:
    assert exif.taken_at({ORIGINAL: "2024:05:01 10:20:30\0"}) == "2024-05-01T10:20:30.000Z"


@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: repr(value)[:30].replace("\\", ""))
def test_what_is_no_time_gives_none(value: object) -> None:
    assert exif.taken_at({ORIGINAL: value}) is None


def test_a_photo_that_says_nothing_has_neither_time_nor_camera() -> None:
    assert (exif.taken_at({}), exif.camera({}), exif.orientation({})) == (None, None, 1)


@pytest.mark.parametrize(
    ("make", "model", "camera"),
    [
        ("Apple", "iPhone 15", "Apple iPhone 15"),
        ("Canon", "Canon EOS R5", "Canon EOS R5"),
        ("NIKON CORPORATION", "NIKON D90", "NIKON D90"),
        ("samsung", "SAMSUNG-SM-G930", "SAMSUNG-SM-G930"),
        ("SONY", None, "SONY"),
        (None, "Pixel 8", "Pixel 8"),
        ("Leica\0\0", "\tM11\x1b\0 ", "Leica M11"),
        ("Leica", b"M11", "Leica"),
        ("\0 \0", "", None),
        (b"Leica", ("M11",), None),
        ("Leica\udcff", 11, None),
        ("x" * 10_000_000, None, None),
    ],
)
def test_the_camera_is_make_and_model_without_saying_the_make_twice(
    make: object, model: object, camera: str | None
) -> None:
    assert exif.camera({MAKE: make, MODEL: model}) == camera


def test_the_camera_has_at_most_100_characters() -> None:
    assert exif.camera({MAKE: "m" * 60, MODEL: "n" * 60}) == "m" * 60 + " " + "n" * 39


@pytest.mark.parametrize("value", [0, 9, -1, "6", b"\6", (6,), 6.0, None, 2**80])
def test_what_is_no_orientation_counts_as_upright(value: object) -> None:
    assert exif.orientation({ORIENTATION: value}) == 1


def test_an_orientation_is_believed() -> None:
    assert exif.orientation({ORIENTATION: 8}) == 8


anything = st.one_of(
    st.none(), st.binary(), st.text(), st.integers(), st.floats(), st.tuples(st.integers(), st.text()),
    st.from_regex(r"[0-9]{4}:[0-9]{2}:[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}", fullmatch=True),
    st.from_regex(r"[+-][0-9]{2}:[0-9]{2}", fullmatch=True),
)  # fmt: skip
tag_numbers = st.sampled_from([MAKE, MODEL, ORIENTATION, CHANGED, ORIGINAL, OFFSET_ORIGINAL, SUBSECOND_ORIGINAL])


@given(st.dictionaries(tag_numbers, anything))
def test_no_tags_whatever_are_an_error(tags: dict[int, object]) -> None:
    taken_at, camera = exif.taken_at(tags), exif.camera(tags)
    assert taken_at is None or len(taken_at) == len("2024-05-01T10:20:30.000Z")
    assert camera is None or 1 <= len(camera) <= 100
    assert 1 <= exif.orientation(tags) <= 8
