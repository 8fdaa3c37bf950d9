"""A clock and an id generator that tests control."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from chalicelib.domain.clock import timestamp


class Clock:
    """A clock that stands still until it is advanced."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 3, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    @property
    def now(self) -> str:
        return timestamp(self.moment)

    def advance(self, by: timedelta = timedelta(seconds=1)) -> str:
        """Advance the clock and return its new time."""
        self.moment += by
        return self.now


class Ids:
    """Well-formed ULIDs, counted up from 1."""

    def __init__(self) -> None:
        self.made: list[str] = []

    def __call__(self, _: datetime) -> str:
        self.made.append(f"01{len(self.made) + 1:024d}")
        return self.made[-1]
