"""The time a photo was taken: the local time of the place, and its offset from UTC where that is known.

Nothing here converts between zones: a photo taken on New Year's Eve keeps that date wherever it is viewed.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from .errors import Invalid

_CLOCK = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}"
_EAST_OR_WEST = r"[+-](?:0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00"
_AT = "The local date and time where the photo was taken, without a time zone."
_OFFSET = "The UTC offset of that local time."
TakenAt = Annotated[str, Meta(pattern=rf"{_CLOCK}\Z", description=_AT, examples=["2026-02-28T17:45:12"])]
# Cameras may write an offset that no place has; clients may only send offsets that exist.
TakenOffset = Annotated[str, Meta(description=_OFFSET, examples=["+02:00"])]
GivenTakenOffset = Annotated[
    str, Meta(pattern=rf"^(?:Z|{_EAST_OR_WEST})\Z", description=f"{_OFFSET} `Z` is `+00:00`.", examples=["+02:00"])
]

# The oldest photo that survives: Niépce's view from his window.
_FIRST_YEAR = 1826
_UTC = "+00:00"


class Taken(msgspec.Struct, frozen=True):
    """Local time and offset from UTC, each None if unknown."""

    at: str | None = None
    offset: str | None = None

    def over(self, other: Taken) -> Taken:
        """Return each of these values, or else the other's; without a time there is no offset."""
        at = self.at or other.at
        return Taken(at, (self.offset or other.offset) if at else None)


def checked(at: str | None) -> str | None:
    """Return the local time itself. Raises `Invalid` for a date or time that does not exist, or is before 1826."""
    if at is None:
        return None
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        raise Invalid("/taken_at", "This date or time does not exist.") from None
    if moment.year < _FIRST_YEAR:
        raise Invalid("/taken_at", f"The year must be {_FIRST_YEAR} or later.")
    return at


def offset_of(given: str | None) -> str | None:
    """Return the offset in its one spelling: UTC is always `+00:00`."""
    return _UTC if given in ("Z", "-00:00") else given
