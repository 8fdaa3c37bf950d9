"""A batch of the stream's records: its effects, its failures, and which records are retried.

A record that fails does not stop the others of its batch. Lambda retries all of them from the first that is left, so
each step is done at least once, and some are repeated.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, TypeVar

from .. import telemetry
from ..domain.stream_events import RecordEffects
from ..repositories.dynamodb import stream_records
from ..repositories.dynamodb.stream_records import Record
from ..services.live import Reached
from ..services.stream import StreamProcessor

Result = TypeVar("Result")
# Reserved for publishing and setting aside, of the function's timeout of a minute.
_MARGIN_MILLISECONDS = 15_000


class Batch:
    """The records by position, and the outcome of each so far."""

    def __init__(self, records: Sequence[Record], context: Any, processor: StreamProcessor) -> None:
        self.records = records
        self._context = context
        self._processor = processor
        self._effects: dict[int, RecordEffects] = {}
        self._untried: set[int] = set()
        self.failures: dict[int, Exception] = {}
        self.set_aside: set[int] = set()
        self.notified = 0
        self.published = 0

    @property
    def left(self) -> list[int]:
        """The positions of the records to retry."""
        return sorted((self.failures.keys() - self.set_aside) | self._untried)

    def process(self) -> None:
        """Carry out the effects of each record. Devices are notified meanwhile: changes are in the table already."""
        for position, record in enumerate(self.records):
            if effects := self._attempt(position, partial(stream_records.decode, record)):
                self._effects[position] = effects
        with self._processor.notifying(self._effects.values()) as outcomes:
            self._clean_up()
        self._count_notified(outcomes)
        self._publish()

    def give_up(self) -> None:
        """Make dead letters of records that failed for too long, up to the first record that has to be retried.

        Records that are retried anyway, with a record before them or with the whole batch, are set aside then.
        """
        if not self._processor.reports_failures and not all(map(self._has_failed_too_long, self.left)):
            return
        for position in self.left:
            if not self._has_failed_too_long(position) or not self._set_aside(position):
                return
            self.set_aside.add(position)

    def _clean_up(self) -> None:
        for position, effects in self._effects.items():
            if position and self._context.get_remaining_time_in_millis() < _MARGIN_MILLISECONDS:
                self._untried = set(range(position, len(self.records)))
                return
            if effects.follow_up:
                self._attempt(position, partial(self._processor.clean_up, effects.follow_up))

    def _count_notified(self, outcomes: Mapping[str, Reached | Exception]) -> None:
        for owner, outcome in outcomes.items():
            if isinstance(outcome, Exception):
                self._log(outcome, owner)
                continue
            self.notified += outcome.taken
            telemetry.nudge(outcome.taken, outcome.gone, outcome.failures, self._context.aws_request_id, owner)

    def _publish(self) -> None:
        """Publish the events of records that are done; those of the others follow once they are done."""
        left = set(self.left)
        due = [(at, effects.event) for at, effects in self._effects.items() if effects.event and at not in left]
        failures = self._processor.publish([event for _, event in due])
        self.failures |= {due[at][0]: error for at, error in failures.items()}
        for error in {id(error): error for error in failures.values()}.values():
            self._log(error)
        self.published = len(due) - len(failures)

    def _has_failed_too_long(self, position: int) -> bool:
        happened_at = stream_records.happened_at(self.records[position])
        return position in self.failures and self._processor.has_failed_too_long(happened_at)

    def _set_aside(self, position: int) -> bool:
        try:
            self._processor.set_aside(self.records[position], telemetry.error_kind(self.failures[position]))
        except Exception as failure:  # noqa: BLE001 - logged, and the record is retried
            self._log(failure)
            return False
        return True

    def _attempt(self, position: int, step: Callable[[], Result]) -> Result | None:
        try:
            return step()
        except Exception as error:  # noqa: BLE001 - logged
            self._log(error, self._effects[position].owner if position in self._effects else None)
            self.failures[position] = error
            return None

    def _log(self, error: BaseException, owner: str | None = None) -> None:
        telemetry.failure(error, self._context.aws_request_id, owner)
