"""The stream processor over fakes that record what it does."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from chalice.app import DynamoDBEvent

from chalicelib.domain.integration_events import Event
from chalicelib.domain.stream_events import FollowUp
from chalicelib.events.stream import Report, each_change
from chalicelib.services.live import Reached
from chalicelib.services.stream import StreamProcessor
from tests.support.fakes import Clock
from tests.support.gateway_calls import CONTEXT
from tests.support.service_fixture import Around, nothing_around

PATIENCE = timedelta(minutes=5)


# A phone and a laptop received the message; a tablet was switched off.
ON_TWO_DEVICES = Reached(2, 1, ())


class StreamRecorder:
    """A recorder of what devices, subscribers and the operator are sent."""

    def __init__(self, clean_up: Callable[[FollowUp], object] = lambda follow_up: None) -> None:
        self.clock = Clock()
        self.notified: list[tuple[str, datetime]] = []
        self.cleaned_up: list[FollowUp] = []
        self.events: list[Event] = []
        self.dead_letters: list[tuple[str, str]] = []
        self.publish_errors: dict[str, Exception] = {}
        self.queue_error: Exception | None = None
        self._clean_up = clean_up

    def processor(self, *, reports: bool = True, around: Around = nothing_around, **other: Any) -> StreamProcessor:
        me = around(self)
        own: dict[str, Any] = {"notify": me.notify, "clean_up": me.clean_up, "publisher": me, "dead_letters": me}
        return StreamProcessor(**own | {"clock": self.clock, "patience": PATIENCE, "reports_failures": reports} | other)

    def notify(self, owner: str, moment: datetime) -> Reached:
        self.notified.append((owner, moment))
        return ON_TWO_DEVICES

    def clean_up(self, follow_up: FollowUp) -> None:
        self._clean_up(follow_up)
        self.cleaned_up.append(follow_up)

    def publish(self, events: Sequence[Event]) -> Mapping[int, Exception]:
        failures = {
            at: self.publish_errors[event.type] for at, event in enumerate(events) if event.type in self.publish_errors
        }
        self.events += [event for at, event in enumerate(events) if at not in failures]
        return failures

    def send(self, record: Mapping[str, Any], error: str) -> None:
        if self.queue_error:
            raise self.queue_error
        self.dead_letters.append((record["dynamodb"]["SequenceNumber"], error))


def change_event(*records: dict[str, Any], milliseconds: int | None = None, **beside: Any) -> DynamoDBEvent:
    """Return an event of the stream, for a function that has `milliseconds` left."""
    context: Any = CONTEXT
    if milliseconds is not None:
        context = SimpleNamespace(aws_request_id="lambda-request", get_remaining_time_in_millis=lambda: milliseconds)
    return DynamoDBEvent({"Records": list(records), **beside}, context)


def reported(report: Report) -> list[str]:
    """Return the sequence numbers of the records to retry."""
    return [one["itemIdentifier"] for one in report["batchItemFailures"]]


def delivered(processor: StreamProcessor, *records: dict[str, Any], **how: Any) -> list[str]:
    """Deliver the records; return the sequence numbers of those to retry."""
    return reported(each_change(change_event(*records, **how), processor))
