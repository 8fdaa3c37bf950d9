"""Times as the API writes them, and as DynamoDB's time-to-live reads them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Annotated

from msgspec import Meta

Clock = Callable[[], datetime]


def _moment(description: str, example: str = "2026-03-01T12:00:00.000Z") -> Meta:
    return Meta(description=description, examples=[example], extra_json_schema={"format": "date-time"})


CreatedAt = Annotated[str, _moment("When it was made, in UTC.")]
UpdatedAt = Annotated[str, _moment("When it was last changed, in UTC.", "2026-03-02T08:30:00.000Z")]
DeletedAt = Annotated[str, _moment("When it was deleted for good, in UTC.", "2026-04-01T08:30:00.000Z")]
ExpiresAt = Annotated[str, _moment("Until when it is good, in UTC.")]
StartedAt = Annotated[str, _moment("From when on changes are told, in UTC.")]


def utc_now() -> datetime:
    """The clock of the running service; everything else is handed one."""
    return datetime.now(UTC)


def timestamp(moment: datetime) -> str:
    """RFC 3339 in UTC with milliseconds, such as `2026-03-01T12:00:00.000Z`: sorts as text as it does in time."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def epoch_seconds(moment: str, after: timedelta = timedelta()) -> int:
    """Whole seconds since 1970 at `after` past a timestamp: the unit of DynamoDB's time-to-live."""
    return int((datetime.fromisoformat(moment) + after).timestamp())
