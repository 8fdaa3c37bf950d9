"""Dates in the file names that phones and programs give to pictures."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from .photo_dates import FoundDate, built, offset_of, on_24_hours

_LONGEST = 255
_DATE = r"(?<!\d)(?P<year>(?:18|19|20)\d\d)(?P<mark>[-_.]?)(?P<month>\d\d)(?P=mark)(?P<day>\d\d)"
# Before a time: the "at" of Screenshot 2021-07-08 at 9.10.11 PM, in several languages, or one to three separators.
_AT = r"(?:[ _-](?:at|um|à|às|alle|om|kl\.?|kello|a las|a la\(s\)|o|в)[ _-]|[-_ T.,]{1,3})"
_MARK = r"[-_.:h ]"
_CLOCKS = (
    rf"{_AT}(?P<hour>\d{{1,2}})(?P<apart>{_MARK})(?P<minute>\d\d)[-_.:m ](?P<second>\d\d)(?!\d)",
    rf"{_AT}(?P<hour>\d{{1,2}})(?P<apart>{_MARK})(?P<minute>\d\d)[-_.:m ](?P<second>\d\d)[s.,_-]?\d{{1,3}}(?!\d)",
    rf"{_AT}?(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)(?:\d{{3}})?(?!\d)",
)
_HALF = r"(?:\s?(?P<half>[AaPp])\.?[Mm]\b)?(?P<offset>Z(?![A-Za-z]))?"
_WITH_TIME = [re.compile(_DATE + clock + _HALF, re.ASCII) for clock in _CLOCKS]
_DATE_ALONE = re.compile(_DATE + r"(?!\d)", re.ASCII)
# Facebook, WeChat and some cameras name a picture by the milliseconds since 1970, in UTC.
_MILLISECONDS = re.compile(r"(?:FB_IMG_|mmexport|IMG_|)(1\d{12})(?:\D.*)?", re.ASCII)


def read(name: str) -> FoundDate | None:
    """Return the date in a name such as `IMG_20210708_091011.jpg`; None if no date in it is certain."""
    name = name[:_LONGEST].replace("\u202f", " ").replace("\u00a0", " ")
    matches = [match for form in (*_WITH_TIME, _DATE_ALONE) for match in form.finditer(name)]
    return next(filter(None, map(_taken, matches)), None) or _by_milliseconds(name)


def _taken(match: re.Match[str]) -> FoundDate | None:
    parts = match.groupdict()
    year, month, day = (int(parts[part]) for part in ("year", "month", "day"))
    minute, second = (int(parts.get(part) or 0) for part in ("minute", "second"))
    at = built(year, month, day, on_24_hours(int(parts.get("hour") or 0), parts.get("half")), minute, second)
    return FoundDate(at, offset_of(parts.get("offset") or "")) if at else None


def _by_milliseconds(name: str) -> FoundDate | None:
    match = _MILLISECONDS.fullmatch(name)
    if not match:
        return None
    moment = datetime.fromtimestamp(int(match[1]) // 1000, UTC)
    return FoundDate(moment.replace(tzinfo=None).isoformat(), "+00:00")
