"""Times as the API writes them, and as DynamoDB's time-to-live reads them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Annotated

from msgspec import Meta

from .errors import Invalid

# Devices set their clocks by the network: a minute is more than they differ.
_CLOCK_SKEW = timedelta(minutes=1)

Clock = Callable[[], datetime]


def _moment(description: str, example: str = "2026-03-01T12:00:00.000Z") -> Meta:
    return Meta(description=description, examples=[example], extra_json_schema={"format": "date-time"})


CreatedAt = Annotated[str, _moment("When it was made, in UTC.")]
EditedAt = Annotated[str, _moment("When its title or text was last changed, in UTC.", "2026-03-01T18:20:00.000Z")]
UpdatedAt = Annotated[str, _moment("When it was last changed, in UTC.", "2026-03-02T08:30:00.000Z")]
DeletedAt = Annotated[str, _moment("When it was deleted for good, in UTC.", "2026-04-01T08:30:00.000Z")]
ExpiresAt = Annotated[str, _moment("Until when it is good, in UTC.")]
# As a client sends one: with any offset.
GivenCreatedAt = Annotated[datetime, Meta(tz=True, description="When it was made; not in the future.")]
GivenEditedAt = Annotated[
    datetime, Meta(tz=True, description="When its title or text was last changed; not before it was made.")
]
StartedAt = Annotated[str, _moment("From when on changes are told, in UTC.")]


def utc_now() -> datetime:
    """The clock of the running service; everything else is handed one."""
    return datetime.now(UTC)


def timestamp(moment: datetime) -> str:
    """RFC 3339 in UTC with milliseconds, such as `2026-03-01T12:00:00.000Z`: sorts as text as it does in time."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def past(field: str, moment: datetime, now: datetime) -> str:
    """The timestamp of a moment that a client tells. Raises `Invalid` where it is later than now.

    What is ahead of our clock by no more than clocks differ becomes now, so that nothing kept is ever in the future.
    """
    try:
        told = moment.astimezone(UTC)
    except OverflowError:
        raise Invalid(field, "There is no such date or time.") from None
    if told > now + _CLOCK_SKEW:
        raise Invalid(field, "This is in the future.")
    return timestamp(min(told, now))


def epoch_seconds(moment: str, after: timedelta = timedelta()) -> int:
    """Whole seconds since 1970 at `after` past a timestamp: the unit of DynamoDB's time-to-live."""
    return int((datetime.fromisoformat(moment) + after).timestamp())
