"""Live connections: who may connect, who is notified, and which connections are removed."""

from __future__ import annotations

import itertools
import json
from datetime import timedelta

import pytest

from chalicelib.domain.connections import MOST, Connection
from chalicelib.domain.lifetimes import OPENING_PERIOD, TICKET_PERIOD
from chalicelib.services.live import Live, Reached
from chalicelib.services.ports import ConnectionStore
from tests.support.factories import ANN, BOB
from tests.support.fakes import Clock, FakeSockets

PING = '{"type": "ping"}'
SECOND = timedelta(seconds=1)
FAILURE = RuntimeError("not today")


class Place:
    """A service that people connect to, one after the other."""

    def __init__(self, connections: ConnectionStore, clock: Clock) -> None:
        self.connections, self.sockets, self.clock = connections, FakeSockets(), clock
        numbers = itertools.count()
        self.live = Live(connections, self.sockets, "wss://live", clock, lambda: f"{next(numbers):043d}")

    def join(self, owner: str, *names: str) -> None:
        """Open a connection for each of these names, a second after the one before."""
        for name in names:
            self.clock.advance()
            assert self.live.connect(self.live.ticket(owner).ticket, name)
            self.sockets.open(name)

    def names(self, owner: str) -> list[str]:
        return [one.id for one in self.connections.find_all(owner)]


@pytest.fixture
def place(connections: ConnectionStore, clock: Clock) -> Place:
    return Place(connections, clock)


class TestTickets:
    def test_one_says_where_to_go_and_until_when(self, place: Place) -> None:
        ticket = place.live.ticket(ANN)
        assert (ticket.url, ticket.expires_at) == ("wss://live", "2026-03-01T12:00:30.000Z")

    def test_one_opens_one_connection(self, place: Place) -> None:
        ticket = place.live.ticket(ANN).ticket
        assert place.live.connect(ticket, "a") == Connection("a", ANN, place.clock.now)
        assert place.live.connect(ticket, "b") is None
        assert place.names(ANN) == ["a"]

    def test_one_is_good_for_thirty_seconds(self, place: Place) -> None:
        late, in_time = place.live.ticket(ANN).ticket, place.live.ticket(ANN).ticket
        place.clock.advance(TICKET_PERIOD - timedelta(milliseconds=1))
        assert place.live.connect(in_time, "a")
        place.clock.advance(timedelta(milliseconds=1))
        assert place.live.connect(late, "b") is None

    @pytest.mark.parametrize("made_up", ["", "x", "9" * 43, "\ud800" * 43])
    def test_one_that_is_made_up_opens_none(self, place: Place, made_up: str) -> None:
        assert place.live.connect(made_up, "a") is None
        assert place.connections.find("a") is None


class TestRoom:
    def test_the_eleventh_closes_the_first(self, place: Place) -> None:
        names = [f"c{number:02d}" for number in range(MOST + 1)]
        place.join(ANN, *names[:MOST])
        assert place.live.make_room(ANN) == Reached(0, 0, ())
        place.join(BOB, "bobs")
        place.join(ANN, names[MOST])
        assert place.live.make_room(ANN) == Reached(1, 0, ())
        assert place.names(ANN) == names[1:]
        assert set(place.sockets.heard) == {*names[1:], "bobs"}

    def test_one_that_is_gone_makes_room_too(self, place: Place) -> None:
        place.join(ANN, *map(str, range(MOST + 1)))
        del place.sockets.heard["0"]
        assert place.live.make_room(ANN) == Reached(0, 1, ())
        assert "0" not in place.names(ANN)

    def test_one_that_cannot_be_closed_is_tried_again(self, place: Place) -> None:
        place.join(ANN, *map(str, range(MOST + 2)))
        place.sockets.broken["0"] = FAILURE
        assert place.live.make_room(ANN) == Reached(1, 0, (FAILURE,))
        assert place.names(ANN)[:2] == ["0", "2"]
        del place.sockets.broken["0"]
        place.live.make_room(ANN)
        assert len(place.names(ANN)) == MOST


class TestPings:
    def test_one_is_answered(self, place: Place) -> None:
        place.join(ANN, "a", "b")
        assert place.live.hear("a", PING) == Reached(1, 0, ())
        assert place.sockets.heard == {"a": ['{"type":"pong"}'], "b": []}

    @pytest.mark.parametrize("text", ["", "hello", '{"type": "changed", "cursor": "x"}', '{"action": "$disconnect"}'])
    def test_anything_else_is_not(self, place: Place, text: str) -> None:
        place.join(ANN, "a")
        assert place.live.hear("a", text) == Reached(0, 0, ())
        assert place.sockets.heard == {"a": []}

    def test_an_unknown_connection_is_to_reconnect(self, place: Place) -> None:
        place.join(ANN, "a")
        place.live.disconnect("a")
        place.live.hear("a", PING)
        assert place.sockets.heard == {}

    def test_one_whose_sender_has_just_gone_is_no_failure(self, place: Place) -> None:
        place.join(ANN, "a")
        del place.sockets.heard["a"]
        assert place.live.hear("a", PING) == Reached(0, 1, ())


def test_a_connection_that_closes_is_removed(place: Place) -> None:
    place.join(ANN, "a", "b")
    for _ in range(2):
        place.live.disconnect("a")
        assert place.names(ANN) == ["b"]


class TestNudges:
    def test_one_reaches_every_connection_of_a_person_and_nobody_elses(self, place: Place) -> None:
        place.join(ANN, "a", "b")
        place.join(BOB, "c")
        assert place.live.nudge(ANN, "from-here") == Reached(2, 0, ())
        for name in ("a", "b"):
            (text,) = place.sockets.heard[name]
            assert json.loads(text) == {"type": "changed", "cursor": "from-here"}
        assert place.sockets.heard["c"] == []

    def test_without_connections_nobody_is_notified(self, place: Place) -> None:
        assert place.live.nudge(ANN, "x") == Reached(0, 0, ())

    def test_a_connection_that_is_gone_is_removed(self, place: Place) -> None:
        place.join(ANN, "a", "b")
        del place.sockets.heard["a"]
        place.clock.advance(OPENING_PERIOD + SECOND)
        assert place.live.nudge(ANN, "x") == Reached(1, 1, ())
        assert place.names(ANN) == ["b"]

    def test_one_that_is_not_yet_open_is_not(self, place: Place) -> None:
        place.join(ANN, "a")
        del place.sockets.heard["a"]
        place.clock.advance(OPENING_PERIOD)
        assert place.live.nudge(ANN, "x") == Reached(0, 1, ())
        assert place.names(ANN) == ["a"]

    def test_a_connection_that_fails_is_reported_and_kept_and_the_others_are_nudged(self, place: Place) -> None:
        place.join(ANN, "a", "b", "c")
        place.sockets.broken["a"] = FAILURE
        place.clock.advance(OPENING_PERIOD + SECOND)
        assert place.live.nudge(ANN, "x") == Reached(2, 0, (FAILURE,))
        assert place.names(ANN) == ["a", "b", "c"]
