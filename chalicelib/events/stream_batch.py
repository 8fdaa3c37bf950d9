"""One batch of the stream's records: what follows from each of them, and which have to come again.

A record that fails holds up none of the others in its batch. Lambda brings all of them from the first that is left once
more, so each step is done at least once, and some are done again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, TypeVar

from .. import telemetry
from ..domain.integration_events import Event
from ..domain.stream_events import Told
from ..repositories.dynamodb import stream_records
from ..repositories.dynamodb.stream_records import Record
from ..services.stream import Aftermath
from .device_notifications import nudging

Result = TypeVar("Result")
# Kept for announcing and setting aside, of the minute that the function has.
_MARGIN_MILLISECONDS = 15_000


class Batch:
    """The records, by their positions, and what became of them so far."""

    def __init__(self, found: Sequence[Record], context: Any, aftermath: Aftermath) -> None:
        self.records = found
        self._context = context
        self._aftermath = aftermath
        self._told: dict[int, Told] = {}
        self._untried: set[int] = set()
        self.failures: dict[int, Exception] = {}
        self.set_aside: set[int] = set()
        self.nudged = 0
        self.announced = 0

    @property
    def left(self) -> list[int]:
        """The positions of those that have to come again."""
        return sorted((self.failures.keys() - self.set_aside) | self._untried)

    def follow(self) -> None:
        """Do what each record asks for. The nudges go out meanwhile: what they tell of is in the table already."""
        for position, record in enumerate(self.records):
            if told := self._attempt(position, partial(stream_records.told, record)):
                self._told[position] = told
        with nudging(self._told.values(), self._aftermath.nudge, self._context.aws_request_id) as reached:
            self._react()
        self.nudged = sum(one.taken for one in reached.values())
        self._announce()

    def give_up(self) -> None:
        """Set aside what has failed for longer than the patience lasts, up to the first that is to come again.

        What comes again anyway, because one before it does or because the whole batch does, is set aside then.
        """
        if not self._aftermath.reports_failures and not all(map(self._too_old, self.left)):
            return
        for position in self.left:
            if not self._too_old(position) or not self._keep(position):
                return
            self.set_aside.add(position)

    def _react(self) -> None:
        for position, told in self._told.items():
            if position and self._context.get_remaining_time_in_millis() < _MARGIN_MILLISECONDS:
                self._untried = set(range(position, len(self.records)))
                return
            if told.change:
                self._attempt(position, partial(self._aftermath.react, told.change))

    def _announce(self) -> None:
        """What is done; the rest is told when it is."""
        left = set(self.left)
        announced = [(position, told.event) for position, told in self._told.items() if told.event]
        done = [(position, event) for position, event in announced if position not in left]
        failures = self._publish([event for _, event in done])
        self.failures |= {done[at][0]: error for at, error in failures.items()}
        for error in {id(error): error for error in failures.values()}.values():
            self._fail(error)
        self.announced = len(done) - len(failures)

    def _publish(self, events: Sequence[Event]) -> Mapping[int, Exception]:
        try:
            return self._aftermath.topic.publish(events)
        except Exception as error:  # noqa: BLE001 - told to the operator, and the records come again
            return dict.fromkeys(range(len(events)), error)

    def _too_old(self, position: int) -> bool:
        age = self._aftermath.clock() - stream_records.happened_at(self.records[position])
        return position in self.failures and age > self._aftermath.patience

    def _keep(self, position: int) -> bool:
        error = telemetry.kind(self.failures[position])
        try:
            self._aftermath.letters.send(self.records[position], error)
        except Exception as failure:  # noqa: BLE001 - told to the operator, and the record comes again
            self._fail(failure)
            return False
        return True

    def _attempt(self, position: int, step: Callable[[], Result]) -> Result | None:
        try:
            return step()
        except Exception as error:  # noqa: BLE001 - told to the operator
            self._fail(error, self._told[position].owner if position in self._told else None)
            self.failures[position] = error
            return None

    def _fail(self, error: BaseException, owner: str | None = None) -> None:
        telemetry.failure(error, self._context.aws_request_id, owner)
