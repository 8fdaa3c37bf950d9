"""The date and time a photo was taken: the first plausible one of those in its metadata and its file name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from . import exif, name_dates, photo_dates, xmp_dates
from .photo_dates import FoundDate

# Tag numbers are from Exif 3.0 (CIPA DC-008), tables 8 and 15.
_ORIGINAL, _DIGITIZED, _CHANGED = 36867, 36868, 306
_OFFSET_ORIGINAL, _OFFSET_DIGITIZED, _OFFSET = 36881, 36882, 36880
_GPS_TIME, _GPS_DATE = 7, 29

_XMP_TAKEN = ("exif:DateTimeOriginal", "photoshop:DateCreated", "exif:DateTimeDigitized", "xmp:CreateDate")
# ImageMagick writes the first of these, copied from EXIF; its date:create is the time the file was created.
_PNG_TAKEN = ("exif:DateTimeOriginal", "Creation Time", "Creation time", "creation time", "CreationTime")
# Every time zone is less than a day ahead of UTC.
_AHEAD = timedelta(days=1)

Tags = Mapping[int, object]
Texts = Mapping[Any, object]


def read(tags: Tags, gps: Tags, xmp: bytes, texts: Texts, name: str, now: datetime) -> FoundDate | None:
    """Return the first possible date of EXIF, XMP, PNG texts, GPS, the file name and the last change, in this order.

    A date later than a day after `now` is not possible.
    """
    latest = (now + _AHEAD).strftime("%Y-%m-%dT%H:%M:%S")
    candidates = _candidates(tags, gps, xmp_dates.read(xmp), texts, name)
    return next((taken for taken in candidates if taken and taken.at <= latest), None)


def _candidates(
    tags: Tags, gps: Tags, xmp: Mapping[str, list[str]], texts: Texts, name: str
) -> Iterator[FoundDate | None]:
    yield _of_exif(tags, _ORIGINAL, _OFFSET_ORIGINAL)
    yield _of_exif(tags, _DIGITIZED, _OFFSET_DIGITIZED)
    yield from _of_xmp(xmp, _XMP_TAKEN)
    yield from (photo_dates.read(exif.text(texts.get(key))) for key in _PNG_TAKEN)
    yield _of_gps(gps)
    yield from (FoundDate(taken.at, "+00:00") for taken in _of_xmp(xmp, ["exif:GPSTimeStamp"]) if taken)
    yield name_dates.read(name)
    yield _of_exif(tags, _CHANGED, _OFFSET)
    yield from _of_xmp(xmp, ["xmp:ModifyDate"])


def _of_exif(tags: Tags, date: int, own_offset: int) -> FoundDate | None:
    offsets = (exif.text(tags.get(number)) for number in (own_offset, _OFFSET))
    return photo_dates.read(exif.text(tags.get(date)), next(filter(photo_dates.offset_of, offsets), ""))


def _of_xmp(xmp: Mapping[str, list[str]], names: Iterable[str]) -> Iterator[FoundDate | None]:
    return (photo_dates.read(text) for name in names for text in xmp.get(name, []))


def _of_gps(gps: Tags) -> FoundDate | None:
    # GPS times are UTC. Three numbers: hours, minutes, and seconds with a fraction.
    day, clock = exif.text(gps.get(_GPS_DATE)), gps.get(_GPS_TIME)
    try:
        hour, minute, second = map(int, clock) if isinstance(clock, tuple) else (0, 0, 0)
    except (ValueError, TypeError, ArithmeticError):
        return None
    if min(hour, minute, second) < 0:
        return None
    return photo_dates.read(f"{day} {hour:02}:{minute:02}:{second:02}", "Z")
