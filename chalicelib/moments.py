"""Times as the API writes them, and as DynamoDB's time-to-live reads them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

from msgspec import Meta

Clock = Callable[[], datetime]
_FORMAT: dict[str, Any] = {"format": "date-time"}
CreatedAt = Annotated[str, Meta(description="When it was made, in UTC.", extra_json_schema=_FORMAT)]
UpdatedAt = Annotated[str, Meta(description="When it was last changed, in UTC.", extra_json_schema=_FORMAT)]
DeletedAt = Annotated[str, Meta(description="When it was deleted for good, in UTC.", extra_json_schema=_FORMAT)]
ExpiresAt = Annotated[str, Meta(description="Until when it is good, in UTC.", extra_json_schema=_FORMAT)]
StartedAt = Annotated[str, Meta(description="From when on changes are told, in UTC.", extra_json_schema=_FORMAT)]


def utc_now() -> datetime:
    """The clock of the running service; everything else is handed one."""
    return datetime.now(UTC)


def timestamp(moment: datetime) -> str:
    """RFC 3339 in UTC with milliseconds, such as `2026-03-01T12:00:00.000Z`: sorts as text as it does in time."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def epoch_seconds(moment: str, after: timedelta = timedelta()) -> int:
    """Whole seconds since 1970 at `after` past a timestamp: the unit of DynamoDB's time-to-live."""
    return int((datetime.fromisoformat(moment) + after).timestamp())
