"""Times as the API writes them, and as DynamoDB's time-to-live reads them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The clock of the running service; everything else is handed one."""
    return datetime.now(UTC)


def timestamp(moment: datetime) -> str:
    """RFC 3339 in UTC with milliseconds, such as `2026-03-01T12:00:00.000Z`: sorts as text as it does in time."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def epoch_seconds(moment: str, after: timedelta = timedelta()) -> int:
    """Whole seconds since 1970 at `after` past a timestamp: the unit of DynamoDB's time-to-live."""
    return int((datetime.fromisoformat(moment) + after).timestamp())
