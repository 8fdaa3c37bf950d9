"""What a photo's EXIF tags say about when, how and with what it was taken: a stranger's claims."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

# Tag numbers are from Exif 3.0 (CIPA DC-008), tables 4, 5 and 8.
_MAKE, _MODEL, _ORIENTATION = 271, 272, 274
_DATE_SUBSECOND_OFFSET = ((36867, 37521, 36881), (36868, 37522, 36882), (306, 37520, 36880))

_DATE = re.compile(r"([0-9]{4})[:-]([0-9]{2})[:-]([0-9]{2})[ T]([0-9]{2}):([0-9]{2}):([0-9]{2})")
_OFFSET = re.compile(r"([+-])([01][0-9]):([0-5][0-9])")
_FIRST_YEAR_OF_PHOTOGRAPHY = 1826
_LONGEST_CLAIM = 1000
_LONGEST_CAMERA = 100


def orientation(tags: Mapping[int, object]) -> int:
    """Returns 1 to 8 as EXIF numbers them; whatever is not an orientation counts as 1, upright."""
    value = tags.get(_ORIENTATION)
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def taken_at(tags: Mapping[int, object]) -> str | None:
    """Returns RFC 3339 UTC with milliseconds, from the first plausible of original, digitized and changed.

    Cameras that write no offset do not say where they were: their wall-clock time is taken as UTC.
    """
    moments = (_moment(tags, *numbers) for numbers in _DATE_SUBSECOND_OFFSET)
    return next((f"{moment.isoformat(timespec='milliseconds')}Z" for moment in moments if moment), None)


def camera(tags: Mapping[int, object]) -> str | None:
    """Returns make and model, at most 100 characters; the make only once where the model begins with it."""
    make, model = _text(tags.get(_MAKE)), _text(tags.get(_MODEL))
    brand = make.casefold().split(" ")[0]
    name = model if model.casefold().startswith(brand) else f"{make} {model}"
    return name[:_LONGEST_CAMERA].strip() or None


def _moment(tags: Mapping[int, object], date: int, subsecond: int, offset: int) -> datetime | None:
    match = _DATE.fullmatch(_text(tags.get(date)))
    if not match:
        return None
    finer = _fraction(_text(tags.get(subsecond))) - _east_of_utc(_text(tags.get(offset)))
    # Cameras without a clock write 0000:00:00 (a ValueError), and an offset may lead past the year 9999.
    try:
        moment = datetime.fromisoformat("{}-{}-{}T{}:{}:{}".format(*match.groups())) + finer
    except (ValueError, OverflowError):
        return None
    return moment if moment.year >= _FIRST_YEAR_OF_PHOTOGRAPHY else None


def _fraction(digits: str) -> timedelta:
    thousandths = digits[:3].ljust(3, "0")
    return timedelta(milliseconds=int(thousandths) if re.fullmatch("[0-9]{3}", thousandths) else 0)


def _east_of_utc(offset: str) -> timedelta:
    match = _OFFSET.fullmatch(offset)
    if not match:
        return timedelta()
    east = timedelta(hours=int(match[2]), minutes=int(match[3]))
    return east if match[1] == "+" else -east


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST_CLAIM or re.search("[\ud800-\udfff]", value):
        return ""
    printable = "".join(character for character in value if character.isprintable())
    return " ".join(printable.split())
