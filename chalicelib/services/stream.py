"""What follows from a change once it is in the table. Every part may come again for the same change."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol

import msgspec

from ..domain.clock import Clock
from ..domain.integration_events import Event
from ..domain.stream_events import Change


class Reached(Protocol):
    """How many of a person's screens heard it, how many were not there, and what went wrong with others."""

    @property
    def taken(self) -> int: ...  # noqa: D102
    @property
    def gone(self) -> int: ...  # noqa: D102
    @property
    def failures(self) -> Sequence[Exception]: ...  # noqa: D102


# Let a person's screens know that there is news from a moment on.
Nudge = Callable[[str, datetime], Reached]


class Topic(Protocol):
    """Those who listen."""

    def publish(self, events: Sequence[Event]) -> Mapping[int, Exception]:
        """Tell all of the events; by their positions, why some could not be told."""


class Letters(Protocol):
    """What an operator has to look at."""

    def send(self, record: Mapping[str, Any], error: str) -> None:
        """Keep what a replay needs of a record that went on failing, and the kind of error."""


class Aftermath(msgspec.Struct, frozen=True):
    """Who learns of a change and what is done about it; `patience` is how long that may fail before it is set aside.

    Where the stream does not ask for the records that failed (`reports_failures`), a batch comes again as a whole.
    """

    nudge: Nudge
    react: Callable[[Change], None]
    topic: Topic
    letters: Letters
    clock: Clock
    patience: timedelta
    reports_failures: bool
