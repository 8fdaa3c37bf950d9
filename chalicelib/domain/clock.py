"""Timestamps of the API, and epoch seconds for DynamoDB's time to live."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Annotated

from msgspec import Meta

from .errors import Invalid

# Devices set their clocks by the network and differ by less than a minute.
_CLOCK_SKEW = timedelta(minutes=1)

Clock = Callable[[], datetime]


def _moment(description: str, example: str = "2026-03-01T12:00:00.000Z") -> Meta:
    return Meta(description=description, examples=[example], extra_json_schema={"format": "date-time"})


CreatedAt = Annotated[str, _moment("When it was made, in UTC.")]
EditedAt = Annotated[str, _moment("When its title or text was last changed, in UTC.", "2026-03-01T18:20:00.000Z")]
UpdatedAt = Annotated[str, _moment("When it was last changed, in UTC.", "2026-03-02T08:30:00.000Z")]
DeletedAt = Annotated[str, _moment("When it was deleted for good, in UTC.", "2026-04-01T08:30:00.000Z")]
ExpiresAt = Annotated[str, _moment("Until when it is good, in UTC.")]
# In requests: with any UTC offset.
GivenCreatedAt = Annotated[datetime, Meta(tz=True, description="Time of creation; not in the future.")]
GivenEditedAt = Annotated[
    datetime, Meta(tz=True, description="Time of the last change of title or text; not before its creation.")
]
StartedAt = Annotated[str, _moment("From when on changes are told, in UTC.")]


def utc_now() -> datetime:
    """Return the current time in UTC: the clock that the running service passes to its parts."""
    return datetime.now(UTC)


def timestamp(moment: datetime) -> str:
    """Format a time as RFC 3339 in UTC with milliseconds, `2026-03-01T12:00:00.000Z`, so that text sorts by time."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def past(field: str, moment: datetime, now: datetime) -> str:
    """Return the timestamp of a time that a client sent. Raises `Invalid` if it is in the future.

    A time ahead of our clock by no more than a minute of clock skew becomes now, so no stored time is in the future.
    """
    try:
        told = moment.astimezone(UTC)
    except OverflowError:
        raise Invalid(field, "There is no such date or time.") from None
    if told > now + _CLOCK_SKEW:
        raise Invalid(field, "This is in the future.")
    return timestamp(min(told, now))


def epoch_seconds(moment: str, after: timedelta = timedelta()) -> int:
    """Return a timestamp plus `after` in whole seconds since 1970, the unit of DynamoDB's time to live."""
    return int((datetime.fromisoformat(moment) + after).timestamp())
