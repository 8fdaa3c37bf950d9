"""Every error that botocore can raise, in every handler: each is handled as designed, and its failure is counted."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from inspect import Parameter, signature
from string import Formatter
from types import SimpleNamespace
from typing import Any

import pytest
from botocore import exceptions
from botocore.exceptions import BotoCoreError
from chalice.app import CloudWatchEvent

from chalicelib.domain.connections import MOST
from chalicelib.domain.errors import Unavailable
from chalicelib.domain.reconciliation import Finding, Skipped
from chalicelib.events import websocket
from chalicelib.events.failed import Failed
from chalicelib.events.schedule import each_finding
from chalicelib.events.stream import each_change
from chalicelib.events.uploads import each_upload
from chalicelib.repositories.dynamodb.table import Table
from chalicelib.services.live import Live, Reached
from operate.sweep import event as sweep_event
from tests.support.example_app import Service
from tests.support.factories import ANN, BOB, NOW, file_id
from tests.support.fakes import Clock, FakeConnections, FakeSockets
from tests.support.gateway_calls import CONTEXT
from tests.support.stream_fixture import ON_TWO_DEVICES, StreamRecorder, change_event, delivered, reported
from tests.support.stream_items import note_changed
from tests.unit.events.test_uploads import upload_event

SECRET = "what I dreamt"
SCHEDULED: Any = CONTEXT
# Transient errors. The others are mistakes of ours, which a retry does not fix.
PASSING = {
    *("ConnectionError", "EndpointConnectionError", "ConnectTimeoutError", "ProxyConnectionError", "SSLError"),
    *("HTTPClientError", "ReadTimeoutError", "ConnectionClosedError", "ResponseStreamingError", "IncompleteReadError"),
    *("CapacityNotAvailableError", "CredentialRetrievalError", "MetadataRetrievalError"),
}


def kinds(parent: type[BotoCoreError]) -> Iterator[type[BotoCoreError]]:
    for child in parent.__subclasses__():
        if child.__module__ == exceptions.__name__:
            yield child
            yield from kinds(child)


def made(kind: type[BotoCoreError]) -> BotoCoreError:
    """Create an error whose message contains what no log may contain."""
    asked = {name.partition("[")[0].partition(".")[0] for _, name, _, _ in Formatter().parse(kind.fmt) if name}
    named = {one.name for one in signature(kind).parameters.values() if one.kind is Parameter.POSITIONAL_OR_KEYWORD}
    return kind(**dict.fromkeys(asked, SECRET) | dict.fromkeys(named - asked, None))


EVERY: list[type[BotoCoreError]] = [BotoCoreError, *dict.fromkeys(kinds(BotoCoreError))]
every_error = pytest.mark.parametrize("error", list(map(made, EVERY)), ids=lambda error: type(error).__name__)


def raising(error: Exception) -> Callable[..., Any]:
    def fail(*_: object, **__: object) -> Any:
        raise error

    return fail


@pytest.fixture
def counted_failures(capsys: pytest.CaptureFixture[str]) -> Callable[[], list[str]]:
    """Return a function that returns the kinds of the failures counted since its last call."""

    def read() -> list[str]:
        written = capsys.readouterr().out
        assert SECRET not in written
        return [line["error"] for line in map(json.loads, written.splitlines()) if line.get("Failures") == 1]

    return read


def test_there_are_many_of_them() -> None:
    assert len(EVERY) > 80


@every_error
def test_a_failed_upload_is_retried(error: Exception, counted_failures: Any) -> None:
    taken: list[str] = []

    def take(owner: str, identifier: str) -> None:
        if owner == ANN:
            raise error
        taken.append(owner)

    with pytest.raises(Failed):
        each_upload(upload_event(f"incoming/{ANN}/{file_id(1)}", f"incoming/{BOB}/{file_id(1)}"), CONTEXT, take)
    assert taken == [BOB]
    assert counted_failures() == [type(error).__name__]


@every_error
def test_a_failed_change_is_retried_and_no_other(error: Exception, counted_failures: Any) -> None:
    bad, good = note_changed(1, "trashed", None), note_changed(2, "trashed", None, owner=BOB)
    recorder = StreamRecorder(lambda change: raising(error)() if change.owner == ANN else None)
    assert delivered(recorder.processor(), bad, good) == [bad["dynamodb"]["SequenceNumber"]]
    assert [change.owner for change in recorder.cleaned_up] == [BOB]
    assert counted_failures() == [type(error).__name__]


@every_error
@pytest.mark.parametrize("raised", [True, False])
def test_a_device_that_cannot_be_notified_fails_no_change_and_no_other_device(
    error: Exception, counted_failures: Any, raised: bool
) -> None:
    recorder = StreamRecorder()

    def nudge(owner: str, moment: datetime) -> Any:
        if owner != ANN:
            return ON_TWO_DEVICES
        return raising(error)() if raised else Reached(1, 0, (error,))

    batch = [note_changed(1, None, "active"), note_changed(2, None, "active", owner=BOB)]
    assert delivered(recorder.processor(notify=nudge), *batch) == []
    assert {event.owner for event in recorder.events} == {ANN, BOB}
    assert counted_failures() == ([type(error).__name__] if raised else [])


@every_error
@pytest.mark.parametrize("raised", [True, False])
def test_a_change_whose_event_cannot_be_published_is_retried(
    error: Exception, counted_failures: Any, raised: bool
) -> None:
    publish = raising(error) if raised else lambda events: dict.fromkeys(range(len(events)), error)
    batch = [note_changed(1, None, "active"), note_changed(2, None, "active", owner=BOB)]
    event = change_event(*batch)
    report = each_change(event, StreamRecorder().processor(publisher=SimpleNamespace(publish=publish)))
    assert reported(report) == [one["dynamodb"]["SequenceNumber"] for one in batch]
    assert counted_failures() == [type(error).__name__]


@every_error
def test_a_change_that_cannot_become_a_dead_letter_is_retried(error: Exception, counted_failures: Any) -> None:
    recorder = StreamRecorder(raising(error))
    recorder.queue_error = error
    old = note_changed(1, "trashed", None, age=301)
    assert delivered(recorder.processor(), old) == [old["dynamodb"]["SequenceNumber"]]
    assert counted_failures() == [type(error).__name__] * 2


@every_error
def test_a_dead_letter_says_the_type_of_its_error(error: Exception) -> None:
    recorder = StreamRecorder(raising(error))
    delivered(recorder.processor(), note_changed(1, "trashed", None, age=301))
    assert [kind for _, kind in recorder.dead_letters] == [type(error).__name__]


class Place:
    """Ann, connected on as many devices as she may have."""

    def __init__(self) -> None:
        self.connections, self.sockets, self.clock = FakeConnections(), FakeSockets(), Clock()
        self.live = Live(self.connections, self.sockets, "wss://live", self.clock, lambda: "t" * 43)
        for number in range(MOST):
            self.connect(f"c{number}")

    def break_at(self, step: str, error: Exception) -> None:
        """Make the table fail at that step from now on."""
        setattr(self.connections, step, raising(error))

    def connect(self, connection_id: str) -> int:
        self.clock.advance()
        event = self._event(connection_id, {"queryStringParameters": {"ticket": self.live.ticket(ANN).ticket}})
        return websocket.connect(event, self.live)["statusCode"]

    def ping(self, connection_id: str) -> int:
        return websocket.message(self._event(connection_id, {}), self.live)["statusCode"]

    def leave(self, connection_id: str) -> int:
        return websocket.disconnect(self._event(connection_id, {}), self.live)["statusCode"]

    def _event(self, connection_id: str, said: dict[str, Any]) -> Any:
        return SimpleNamespace(
            context=CONTEXT, connection_id=connection_id, body='{"type": "ping"}', to_dict=lambda: said
        )


@pytest.fixture
def place() -> Place:
    return Place()


class TestConnections:
    @every_error
    def test_an_old_connection_that_does_not_close_refuses_no_new_one(
        self, place: Place, error: Exception, counted_failures: Any
    ) -> None:
        place.sockets.broken["c0"] = error
        assert place.connect("new") == 200
        assert place.connections.find("new")
        assert counted_failures() == [type(error).__name__]

    @every_error
    @pytest.mark.parametrize("step", ["find_all", "remove"])
    def test_nor_does_a_table_that_fails_after_the_ticket_is_redeemed(
        self, place: Place, error: Exception, counted_failures: Any, step: str
    ) -> None:
        place.break_at(step, error)
        assert place.connect("new") == 200
        assert counted_failures() == [type(error).__name__]

    @every_error
    @pytest.mark.parametrize("step", ["redeem", "add"])
    def test_a_connection_that_cannot_be_recorded_is_refused(
        self, place: Place, error: Exception, counted_failures: Any, step: str
    ) -> None:
        place.break_at(step, error)
        assert place.connect("new") == 500
        assert counted_failures() == [type(error).__name__]

    @every_error
    def test_a_ping_that_cannot_be_answered_is_a_500(
        self, place: Place, error: Exception, counted_failures: Any
    ) -> None:
        place.sockets.broken["c0"] = error
        assert place.ping("c0") == 500
        assert counted_failures() == [type(error).__name__]

    @every_error
    def test_so_is_a_connection_that_cannot_be_removed(
        self, place: Place, error: Exception, counted_failures: Any
    ) -> None:
        place.break_at("find", error)
        assert place.leave("c0") == 500
        assert counted_failures() == [type(error).__name__]


class TestSweeps:
    @every_error
    def test_a_sweep_that_breaks_off_is_counted_as_a_failure(self, error: Exception, counted_failures: Any) -> None:
        with pytest.raises(Failed):
            each_finding(CloudWatchEvent(sweep_event(datetime.fromisoformat(NOW)), SCHEDULED), raising(error))
        assert counted_failures() == [type(error).__name__]

    @every_error
    def test_an_error_for_one_owner_is_counted_and_does_not_end_the_sweep(
        self, error: Exception, counted_failures: Any
    ) -> None:
        findings: list[Finding] = [Skipped(ANN, error)]
        found = each_finding(CloudWatchEvent(sweep_event(datetime.now(UTC)), SCHEDULED), lambda *_: iter(findings))
        assert found["skipped"] == 1
        assert counted_failures() == [type(error).__name__]


class TestRequests:
    @every_error
    def test_what_reaches_the_endpoint_is_a_bare_500(self, error: Exception, counted_failures: Any) -> None:
        answer = Service().plain(error)
        assert (answer.status, answer.body["status"]) == (500, 500)
        assert SECRET not in answer.text
        assert counted_failures() == [type(error).__name__]

    @every_error
    def test_a_table_that_is_not_reached_is_a_503_and_a_mistake_of_ours_a_500(
        self, error: Exception, counted_failures: Any
    ) -> None:
        client: Any = SimpleNamespace(get_item=raising(error))
        passing = type(error).__name__ in PASSING
        with pytest.raises(Unavailable if passing else type(error)) as raised:
            Table(client, "table").get(ANN, "usage")
        assert Service().plain(raised.value).status == (503 if passing else 500)
        assert counted_failures() == ([] if passing else [type(error).__name__])
