"""Dates and times as cameras, phones and programs write them, read as local time and never converted."""

from __future__ import annotations

import re
from datetime import datetime
from typing import NamedTuple

FIRST_YEAR_OF_PHOTOGRAPHY = 1826
_LONGEST = 64

_CLOCK = (
    r"(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d{1,9})?)?"
    r"(?: ?(?P<half>[AaPp])\.?[Mm]\.?)?"
)
_ZONE = r" ?(?P<offset>Z|UTC?|GMT|[+-]\d\d(?::?\d\d)?)?"
# Exif 3.0 (CIPA DC-008, 4.6.6) writes an unknown time as blanks.
_TIME = rf"(?:(?:[T ]| ?- ?|, ?) ?{_CLOCK}{_ZONE}|[T :]*)"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED_MONTH = rf"(?P<named>{'|'.join(_MONTHS)})[a-z]*"
_WEEKDAY = r"(?:[a-z]{3,9},? )?"
_FORMS = [
    re.compile(form, re.IGNORECASE | re.ASCII)
    for form in (
        rf"(?P<year>\d{{4}})(?P<mark>[:/.-]) ?(?P<month>\d{{1,2}})(?P=mark) ?(?P<day>\d{{1,2}}){_TIME}",
        rf"(?P<year>\d{{4}})(?P<month>\d\d)(?P<day>\d\d){_TIME}",
        rf"(?P<year>\d{{4}})(?P<month>\d\d)(?P<day>\d\d)T?(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d){_ZONE}",
        # RFC 1123, which the PNG specification suggests for Creation Time, and the format of C's asctime.
        rf"{_WEEKDAY}(?P<day>\d{{1,2}})[ -]{_NAMED_MONTH}[ -](?P<year>\d{{4}}){_TIME}",
        rf"{_WEEKDAY}{_NAMED_MONTH} (?P<day>\d{{1,2}}),? (?P<year>\d{{4}}){_TIME}",
        rf"{_WEEKDAY}{_NAMED_MONTH} (?P<day>\d{{1,2}}) {_CLOCK} (?P<year>\d{{4}})",
    )
]
_OFFSET = re.compile(r"([+-])(\d\d):?(\d\d)?", re.ASCII)
_WEST, _EAST = -12 * 60, 14 * 60


class FoundDate(NamedTuple):
    """A local date and time without a zone, `2021-07-08T09:10:11`, and its offset, `+02:00`, or None if unknown."""

    at: str
    offset: str | None


def read(text: str, offset: str = "") -> FoundDate | None:
    """Return the date in a text, with or without a time; `offset` applies if the text has none. None if impossible."""
    text = " ".join(text[: _LONGEST + 1].split())
    matches = (form.fullmatch(text) for form in _FORMS) if len(text) <= _LONGEST else iter(())
    return next((_taken(match.groupdict(), offset) for match in matches if match), None)


def built(year: int, month: int, day: int, hour: int, minute: int, second: int) -> str | None:
    """Return `YYYY-MM-DDTHH:MM:SS`; None for an impossible time, such as 30 February, or a year before photography."""
    try:
        moment = datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - the clock of the place has no zone
    except ValueError:
        return None
    return moment.isoformat() if year >= FIRST_YEAR_OF_PHOTOGRAPHY else None


def on_24_hours(hour: int, half: str | None) -> int:
    """Convert an hour of AM or PM (`half` begins with a or p) to one of 24; an hour other than 1 to 12 becomes 99."""
    if not half:
        return hour
    return hour % 12 + (12 if half in "pP" else 0) if 1 <= hour <= 12 else 99


def offset_of(text: str) -> str | None:
    """Return `+02:00` for `+02:00`, `+0200` or `+02`, `+00:00` for `Z`; None beyond -12:00 and +14:00."""
    if text.upper() in ("Z", "UT", "UTC", "GMT"):
        return "+00:00"
    match = _OFFSET.fullmatch(text)
    if not match:
        return None
    hours, minutes = int(match[2]), int(match[3] or 0)
    east = (hours * 60 + minutes) * (-1 if match[1] == "-" else 1)
    if minutes > 59 or not _WEST <= east <= _EAST:
        return None
    return f"{match[1] if east else '+'}{hours:02}:{minutes:02}"


def _taken(parts: dict[str, str | None], offset: str) -> FoundDate | None:
    named = parts.get("named")
    month = _MONTHS.index(named.lower()) + 1 if named else _number(parts, "month")
    hour = on_24_hours(_number(parts, "hour"), parts.get("half"))
    clock = (hour, _number(parts, "minute"), _number(parts, "second"))
    at = built(_number(parts, "year"), month, _number(parts, "day"), *clock)
    return FoundDate(at, offset_of(parts.get("offset") or offset)) if at else None


def _number(parts: dict[str, str | None], name: str) -> int:
    return int(parts.get(name) or 0)
