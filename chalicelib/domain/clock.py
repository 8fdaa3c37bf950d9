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


CreatedAt = Annotated[str, _moment("Time of creation, in UTC.")]
EditedAt = Annotated[str, _moment("Time of the last change of title or text, in UTC.", "2026-03-01T18:20:00.000Z")]
UpdatedAt = Annotated[str, _moment("Time of the last change, in UTC.", "2026-03-02T08:30:00.000Z")]
DeletedAt = Annotated[str, _moment("Time of the permanent deletion, in UTC.", "2026-04-01T08:30:00.000Z")]
ExpiresAt = Annotated[str, _moment("Time of expiry, in UTC.")]
# In requests: with any UTC offset.
GivenCreatedAt = Annotated[datetime, Meta(tz=True, description="Time of creation; not in the future.")]
GivenEditedAt = Annotated[
    datetime, Meta(tz=True, description="Time of the last change of title or text; not before its creation.")
]
StartedAt = Annotated[str, _moment("Time from which changes are reported, in UTC.")]


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
        in_utc = moment.astimezone(UTC)
    except OverflowError:
        raise Invalid(field, "This date or time does not exist.") from None
    if in_utc > now + _CLOCK_SKEW:
        raise Invalid(field, "This time is in the future.")
    return timestamp(min(in_utc, now))


def epoch_seconds(moment: str, after: timedelta = timedelta()) -> int:
    """Return a timestamp plus `after` in whole seconds since 1970, the unit of DynamoDB's time to live."""
    return int((datetime.fromisoformat(moment) + after).timestamp())
