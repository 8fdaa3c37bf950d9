"""The choice of the capture time among all dates in a picture and its name."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from chalicelib.images import capture_time, xmp_dates
from chalicelib.images.photo_dates import FoundDate
from tests.support.time_growth import is_proportional

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
CHANGED, ORIGINAL, DIGITIZED = 306, 36867, 36868
OFFSET, OFFSET_ORIGINAL, OFFSET_DIGITIZED = 36880, 36881, 36882
GPS = {29: "2006:01:01", 7: (7.0, 10.0, 11.9)}
SOURCES: list[tuple[str, dict[str, Any]]] = [
    ("2001", {"tags": {ORIGINAL: "2001:01:01 00:00:00"}}),
    ("2002", {"tags": {DIGITIZED: "2002:01:01 00:00:00"}}),
    ("2003", {"xmp": b' exif:DateTimeOriginal="2003-01-01"'}),
    ("2004", {"xmp": b"<photoshop:DateCreated>2004-01-01</photoshop:DateCreated>"}),
    ("2005", {"xmp": b" xmp:CreateDate='2005-01-01T00:00:00Z'"}),
    ("2006", {"texts": {"Creation Time": "Sun, 01 Jan 2006 00:00:00 GMT"}}),
    ("2006", {"gps": GPS}),
    ("2010", {"xmp": b' exif:GPSTimeStamp="2010-01-01T00:00:00Z"'}),
    ("2007", {"name": "IMG_20070101_000000.jpg"}),
    ("2008", {"tags": {CHANGED: "2008:01:01 00:00:00"}}),
    ("2009", {"xmp": b' xmp:ModifyDate="2009-01-01"'}),
]


def read(**said: Any) -> FoundDate | None:
    known: dict[str, Any] = {"tags": {}, "gps": {}, "xmp": b"", "texts": {}, "name": "", "now": NOW}
    return capture_time.read(**known | said)


def together(*sources: dict[str, Any]) -> dict[str, Any]:
    merged: dict[str, Any] = {}
    for source in sources:
        for kind, said in source.items():
            merged[kind] = (
                merged.get(kind, type(said)()) + said if kind in ("xmp", "name") else {**merged.get(kind, {}), **said}
            )
    return merged


@pytest.mark.parametrize("first", range(len(SOURCES)))
def test_each_source_counts_only_where_none_before_it_says_anything(first: int) -> None:
    taken = read(**together(*(said for _, said in SOURCES[first:])))
    assert taken
    assert taken.at.startswith(SOURCES[first][0])


def test_a_picture_that_says_nothing_has_no_date() -> None:
    assert read() is None


@pytest.mark.parametrize(
    "impossible", ["0000:00:00 00:00:00", "2021:02:30 00:00:00", "2026:03:03 00:00:00", "9999:12:31 00:00:00"]
)
def test_an_impossible_date_leaves_it_to_the_next_source(impossible: str) -> None:
    assert read(tags={ORIGINAL: impossible}, name="20210708_091011.jpg") == ("2021-07-08T09:10:11", None)


def test_it_may_be_tomorrow_already_where_the_photo_was_taken() -> None:
    assert read(tags={ORIGINAL: "2026:03:02 01:00:00", OFFSET_ORIGINAL: "+13:00"}) == ("2026-03-02T01:00:00", "+13:00")
    assert read(tags={ORIGINAL: "2026:03:02 12:00:00"}) == ("2026-03-02T12:00:00", None)
    assert read(tags={ORIGINAL: "2026:03:02 12:00:01"}) is None


@pytest.mark.parametrize(
    ("tags", "offset"),
    [
        ({OFFSET_ORIGINAL: "+02:00"}, "+02:00"),
        ({OFFSET_ORIGINAL: "+02:00", OFFSET: "+09:00"}, "+02:00"),
        ({OFFSET: "+09:00"}, "+09:00"),
        ({OFFSET_ORIGINAL: "   :  ", OFFSET: "+09:00"}, "+09:00"),
        ({OFFSET_DIGITIZED: "+02:00"}, None),
        ({OFFSET_ORIGINAL: b"+02:00"}, None),
        ({}, None),
    ],
)
def test_the_offset_is_that_of_the_original_or_the_one_for_all(tags: dict[int, object], offset: str | None) -> None:
    assert read(tags={ORIGINAL: "2023:05:01 07:30:00", **tags}) == ("2023-05-01T07:30:00", offset)


def test_when_it_was_digitized_has_an_offset_of_its_own() -> None:
    digitized = {DIGITIZED: "2023:05:01 07:30:00", OFFSET_ORIGINAL: "+09:00", OFFSET_DIGITIZED: "+02:00"}
    assert read(tags=digitized) == ("2023-05-01T07:30:00", "+02:00")


@pytest.mark.parametrize("value", [b"2024:05:01 10:20:30", ("2024:05:01",), 20240501, None, "2024:05:01\ud800", 1.5])
def test_what_is_no_text_is_no_date(value: object) -> None:
    assert read(tags={ORIGINAL: value}) is None


def test_nul_at_the_end_of_a_date_is_no_part_of_it() -> None:
    assert read(tags={ORIGINAL: "2024:05:01 10:20:30\0"}) == ("2024-05-01T10:20:30", None)


def test_gps_is_utc() -> None:
    assert read(gps=GPS) == ("2006-01-01T07:10:11", "+00:00")
    assert read(gps=GPS | {7: (0.0, 0.0, 0.0)}) == ("2006-01-01T00:00:00", "+00:00")
    assert read(xmp=b"<exif:GPSTimeStamp>2006-01-01T07:10:11</exif:GPSTimeStamp>") == ("2006-01-01T07:10:11", "+00:00")


def test_a_day_of_gps_without_a_time_begins_at_midnight() -> None:
    assert read(gps={29: "2006:01:01"}) == ("2006-01-01T00:00:00", "+00:00")


def test_what_xmp_says_of_gps_is_passed_over_where_it_is_no_date() -> None:
    assert read(xmp=b' exif:GPSTimeStamp="07:10:11"', name="IMG_20070101_000000.jpg") == ("2007-01-01T00:00:00", None)


def test_gps_does_not_replace_a_local_date_nor_give_it_an_offset() -> None:
    assert read(gps=GPS, tags={ORIGINAL: "2006:01:01 09:10:11"}) == ("2006-01-01T09:10:11", None)


@pytest.mark.parametrize(
    "gps",
    [{7: (7.0, 10.0, 11.0)}, {29: "2006:02:30", 7: (1, 2, 3)}, {29: "2006:01:01", 7: (25, 0, 0)}]
    + [
        {29: "2006:01:01", 7: wrong}
        for wrong in (
            (float("nan"), 0, 0),
            (float("inf"), 0, 0),
            (None, 0, 0),
            (1, 2),
            ("a", "b", "c"),
            (-1, 0, 0),
            (0, 0, -1),
        )
    ],
)
def test_what_gps_cannot_have_said_is_no_date(gps: dict[int, object]) -> None:
    assert read(gps=gps) is None


@pytest.mark.parametrize(
    "key", ["Creation Time", "Creation time", "creation time", "CreationTime", "exif:DateTimeOriginal"]
)
def test_a_text_of_a_png_tells_when_it_was_taken(key: str) -> None:
    assert read(texts={key: "2021:07:08 09:10:11"}) == ("2021-07-08T09:10:11", None)


@pytest.mark.parametrize("key", ["date:create", "date:modify", "date:timestamp", "Software"])
def test_when_the_file_was_made_is_not_when_a_photo_was_taken(key: str) -> None:
    assert read(texts={key: "2021-07-08T09:10:11+00:00"}) is None


class TestXmp:
    @pytest.mark.parametrize(
        "packet",
        [
            b'<rdf:Description xmp:CreateDate="2021-07-08T09:10:11"/>',
            b"<rdf:Description xmp:CreateDate = '2021-07-08T09:10:11'/>",
            b"<xmp:CreateDate>2021-07-08T09:10:11</xmp:CreateDate>",
            b"<xmp:CreateDate>\n 2021-07-08T09:10:11 \n</xmp:CreateDate>",
            b'<x xap:CreateDate="2021-07-08T09:10:11"',
            b'<x xap:ModifyDate="2021-07-08T09:10:11"/>',
            b'<x exif:DateTimeDigitized="2021-07-08T09:10:11"/>',
            '<x xmp:CreateDate="2021-07-08T09:10:11"/>'.encode("utf-16"),
            b'<x xmp:CreateDate="2021-13-08"/><x xmp:CreateDate="2021-07-08T09:10:11"/>',
        ],
    )
    def test_a_date_is_found_in_every_form(self, packet: bytes) -> None:
        assert read(xmp=packet) == ("2021-07-08T09:10:11", None)

    @pytest.mark.parametrize(
        "packet",
        [
            b"",
            b'<!DOCTYPE x [<!ENTITY d "2021-07-08">]><xmp:CreateDate>&d;</xmp:CreateDate>',
            b'<x stEvt:when="2021-07-08" xmp:MetadataDate="2021-07-08"/>',
            b" " * 300_000 + b'<x xmp:CreateDate="2021-07-08"/>',
        ],
        ids=["empty", "entity", "other dates", "beyond 256 KiB"],
    )
    def test_nothing_else_is_taken_for_one(self, packet: bytes) -> None:
        assert read(xmp=packet) is None

    @pytest.mark.parametrize(
        "part", [b" xmp:CreateDate=", b"<xmp:CreateDate>", b" ", b'"', b" xmp:CreateDate" + b" " * 9]
    )
    def test_a_hostile_packet_takes_no_time(self, part: bytes) -> None:
        assert is_proportional(lambda size: xmp_dates.read(part * size), 3_000)
