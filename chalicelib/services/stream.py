"""Processing of the table's stream: device notifications, clean-up, integration events and dead letters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import msgspec

from ..domain.clock import Clock
from ..domain.integration_events import Event
from ..domain.stream_events import FollowUp, RecordEffects
from .live import Reached
from .ports import DeadLetterQueue, EventPublisher

# Owners that are notified in parallel.
_AT_ONCE = 10


class StreamProcessor(msgspec.Struct, frozen=True):
    """The processor of the stream's records. Every method may be repeated for the same record.

    `notify` notifies an owner's devices of changes since a time. `patience` is how long a record may fail before it
    becomes a dead letter. Without `reports_failures`, the stream retries a batch as a whole.
    """

    notify: Callable[[str, datetime], Reached]
    clean_up: Callable[[FollowUp], None]
    publisher: EventPublisher
    dead_letters: DeadLetterQueue
    clock: Clock
    patience: timedelta
    reports_failures: bool

    @contextmanager
    def notifying(self, effects: Iterable[RecordEffects]) -> Iterator[dict[str, Reached | Exception]]:
        """Notify each owner once while the block runs; the outcomes are available after it, by owner.

        Owners are notified in parallel, so that nobody waits for another's slow device.
        """
        # Only the stream's function needs threads; the API loads this module too.
        from concurrent.futures import ThreadPoolExecutor

        outcomes: dict[str, Reached | Exception] = {}
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            notified = {owner: pool.submit(self._notify, owner, since) for owner, since in news(effects).items()}
            yield outcomes
        outcomes.update({owner: future.result() for owner, future in notified.items()})

    def publish(self, events: Sequence[Event]) -> Mapping[int, Exception]:
        """Publish all events; return the errors of those that failed, by position."""
        try:
            return self.publisher.publish(events)
        except Exception as error:  # noqa: BLE001 - logged, and the records are retried
            return dict.fromkeys(range(len(events)), error)

    def has_failed_too_long(self, happened_at: datetime) -> bool:
        """Return whether a record of that time must not be retried any more."""
        return self.clock() - happened_at > self.patience

    def set_aside(self, record: Mapping[str, Any], error: str) -> None:
        """Send a record to the dead-letter queue, with the type of its error; raises what the queue raises."""
        self.dead_letters.send(record, error)

    def _notify(self, owner: str, since: datetime) -> Reached | Exception:
        try:
            return self.notify(owner, since)
        except Exception as error:  # noqa: BLE001 - logged; devices ask for changes by themselves later
            return error


def news(effects: Iterable[RecordEffects]) -> dict[str, datetime]:
    """Return the time of the earliest new feed entry of each owner that has one."""
    since: dict[str, datetime] = {}
    for one in effects:
        if one.news_since:
            since[one.owner] = min(one.news_since, since.get(one.owner, one.news_since))
    return since
