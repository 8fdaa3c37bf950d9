"""All that follows from changes, over fakes that remember it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any, NamedTuple

from chalice.app import DynamoDBEvent

from chalicelib.domain.integration_events import Event
from chalicelib.domain.stream_events import Change
from chalicelib.events.s3_and_stream import Report, each_change
from chalicelib.services.stream import Aftermath, Reached
from tests.support.fakes import Clock
from tests.support.gateway_calls import CONTEXT
from tests.support.service_fixture import Around, nothing_around

PATIENCE = timedelta(minutes=5)


class OnTwoScreens(NamedTuple):
    """Somebody who was told on a phone and a laptop, and has switched a tablet off."""

    taken: int = 2
    gone: int = 1
    failures: Sequence[Exception] = ()


class Followers:
    """Screens, listeners and the operator: who has been told what."""

    def __init__(self, react: Callable[[Change], object] = lambda change: None) -> None:
        self.clock = Clock()
        self.nudged: list[tuple[str, datetime]] = []
        self.changes: list[Change] = []
        self.events: list[Event] = []
        self.letters: list[tuple[str, str]] = []
        self.unheard: dict[str, Exception] = {}
        self.no_letters: Exception | None = None
        self._react = react

    def aftermath(self, *, reports: bool = True, around: Around = nothing_around, **other: Any) -> Aftermath:
        me = around(self)
        known: dict[str, Any] = {"nudge": me.nudge, "react": me.react, "topic": me, "letters": me, "clock": self.clock}
        return Aftermath(**known | {"patience": PATIENCE, "reports_failures": reports} | other)

    def nudge(self, owner: str, moment: datetime) -> Reached:
        self.nudged.append((owner, moment))
        return OnTwoScreens()

    def react(self, change: Change) -> None:
        self._react(change)
        self.changes.append(change)

    def publish(self, events: Sequence[Event]) -> Mapping[int, Exception]:
        failures = {at: self.unheard[event.type] for at, event in enumerate(events) if event.type in self.unheard}
        self.events += [event for at, event in enumerate(events) if at not in failures]
        return failures

    def send(self, record: Mapping[str, Any], error: str) -> None:
        if self.no_letters:
            raise self.no_letters
        self.letters.append((record["dynamodb"]["SequenceNumber"], error))


def change_event(*records: dict[str, Any], milliseconds: int | None = None, **beside: Any) -> DynamoDBEvent:
    """An event of the stream, for a function that has so much time left."""
    context: Any = CONTEXT
    if milliseconds is not None:
        context = SimpleNamespace(aws_request_id="lambda-request", get_remaining_time_in_millis=lambda: milliseconds)
    return DynamoDBEvent({"Records": list(records), **beside}, context)


def reported(report: Report) -> list[str]:
    """The sequence numbers of those that are to come again."""
    return [one["itemIdentifier"] for one in report["batchItemFailures"]]


def delivered(aftermath: Aftermath, *records: dict[str, Any], **how: Any) -> list[str]:
    """Hand the records over; the sequence numbers of those that are to come again."""
    return reported(each_change(change_event(*records, **how), aftermath))
