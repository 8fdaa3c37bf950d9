"""What travels at once: tickets, connections, and the nudge that says that something has changed.

Nothing is told but that; content travels by the API, under its rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

import msgspec

from ..domain.clock import Clock, epoch_seconds, timestamp
from ..domain.connections import (
    CONNECTION_PERIOD,
    MOST,
    OPENING_PERIOD,
    TICKET_PERIOD,
    Changed,
    Connection,
    Pong,
    Ticket,
    could_be_ticket,
    is_ping,
)
from ..domain.preconditions import SocketGone
from .changes import cursor_before
from .ports import ConnectionStore, Sockets


class Reached(msgspec.Struct, frozen=True):
    """How many connections took a message, how many were found gone, and what went wrong with others."""

    taken: int
    gone: int
    failures: tuple[Exception, ...]


class Live:
    """Who is connected, and what they are told."""

    def __init__(
        self, connections: ConnectionStore, sockets: Sockets, url: str, clock: Clock, new_ticket: Callable[[], str]
    ) -> None:
        self._connections = connections
        self._sockets = sockets
        self._url = url
        self._clock = clock
        self._new_ticket = new_ticket

    def ticket(self, owner: str) -> Ticket:
        """One for a connection of this person."""
        ticket = Ticket(self._new_ticket(), self._url, timestamp(self._clock() + TICKET_PERIOD))
        self._connections.add_ticket(owner, ticket)
        return ticket

    def connect(self, ticket: str, connection_id: str) -> Connection | None:
        """Spend a ticket on a connection; None where it is spent, expired or made up."""
        now = timestamp(self._clock())
        owner = self._connections.redeem(ticket, now) if could_be_ticket(ticket) else None
        if owner is None:
            return None
        connection = Connection(connection_id, owner, now)
        self._connections.add(connection, epoch_seconds(now, CONNECTION_PERIOD))
        return connection

    def make_room(self, owner: str) -> Reached:
        """Close a person's oldest connections, where they have too many; one that stays is tried again another time."""
        oldest = {one.id: one for one in self._connections.find_all(owner)[:-MOST]}
        closed = self._sockets.close(list(oldest))
        for connection_id, error in closed.items():
            if error is None or isinstance(error, SocketGone):
                self._connections.remove(oldest[connection_id])
        return _reached(closed.values())

    def hear(self, connection_id: str, text: str) -> Reached:
        """Answer a ping, and nothing else; close a connection that is known no longer, for it would never be nudged."""
        if not is_ping(text):
            return Reached(0, 0, ())
        if self._connections.find(connection_id):
            return _reached(self._sockets.send([connection_id], _text(Pong())).values())
        return _reached(self._sockets.close([connection_id]).values())

    def disconnect(self, connection_id: str) -> None:
        """Forget a connection that has ended."""
        if connection := self._connections.find(connection_id):
            self._connections.remove(connection)

    def nudge_since(self, owner: str, moment: datetime) -> Reached:
        """Tell every connection of a person that there are changes since that moment; see `nudge`."""
        return self.nudge(owner, cursor_before(owner, moment))

    def nudge(self, owner: str, cursor: str) -> Reached:
        """Tell every connection of a person, and nobody else's, that there are changes from this cursor on.

        One that does not answer keeps none of the others waiting, and is no error: devices find out by themselves what
        they were not told. Raises `Unavailable` when the table does not say who is connected.
        """
        connections = self._connections.find_all(owner)
        told = self._sockets.send([one.id for one in connections], _text(Changed(cursor)))
        # One that is just being opened is not there yet: it is no reason to forget it.
        opening = timestamp(self._clock() - OPENING_PERIOD)
        for one in connections:
            if isinstance(told[one.id], SocketGone) and one.connected_at < opening:
                self._connections.remove(one)
        return _reached(told.values())


def _reached(outcomes: Iterable[Exception | None]) -> Reached:
    told = list(outcomes)
    failures = tuple(error for error in told if error and not isinstance(error, SocketGone))
    return Reached(told.count(None), len(told) - told.count(None) - len(failures), failures)


def _text(message: msgspec.Struct) -> str:
    return msgspec.json.encode(message).decode()
