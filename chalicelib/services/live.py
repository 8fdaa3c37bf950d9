"""Live notifications: tickets, connections, and the nudge, a message that something has changed.

A nudge says nothing more; content is read through the API, under its rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

import msgspec

from ..domain.clock import Clock, epoch_seconds, timestamp
from ..domain.connections import MOST, Changed, Connection, Pong, Ticket, could_be_ticket, is_ping
from ..domain.lifetimes import CONNECTION_PERIOD, OPENING_PERIOD, TICKET_PERIOD
from ..domain.repository_errors import SocketGone
from .changes import cursor_before
from .ports import ConnectionStore, Sockets


class Reached(msgspec.Struct, frozen=True):
    """The number of connections that took a message, the number that are gone, and the errors of the others."""

    taken: int
    gone: int
    failures: tuple[Exception, ...]


class Live:
    """The connections of people's devices, and the messages to them."""

    def __init__(
        self, connections: ConnectionStore, sockets: Sockets, url: str, clock: Clock, new_ticket: Callable[[], str]
    ) -> None:
        self._connections = connections
        self._sockets = sockets
        self._url = url
        self._clock = clock
        self._new_ticket = new_ticket

    def ticket(self, owner: str) -> Ticket:
        """Create a ticket for a connection of this person."""
        ticket = Ticket(self._new_ticket(), self._url, timestamp(self._clock() + TICKET_PERIOD))
        self._connections.add_ticket(owner, ticket)
        return ticket

    def connect(self, ticket: str, connection_id: str) -> Connection | None:
        """Redeem a ticket for a connection; return None if it was redeemed, has expired or never existed."""
        now = timestamp(self._clock())
        owner = self._connections.redeem(ticket, now) if could_be_ticket(ticket) else None
        if owner is None:
            return None
        connection = Connection(connection_id, owner, now)
        self._connections.add(connection, epoch_seconds(now, CONNECTION_PERIOD))
        return connection

    def make_room(self, owner: str) -> Reached:
        """Close a person's oldest connections if they have too many; one that stays open is tried again later."""
        oldest = {one.id: one for one in self._connections.find_all(owner)[:-MOST]}
        closed = self._sockets.close(list(oldest))
        for connection_id, error in closed.items():
            if error is None or isinstance(error, SocketGone):
                self._connections.remove(oldest[connection_id])
        return _reached(closed.values())

    def hear(self, connection_id: str, text: str) -> Reached:
        """Answer a ping, and nothing else; close an unknown connection, because it would never be nudged."""
        if not is_ping(text):
            return Reached(0, 0, ())
        if self._connections.find(connection_id):
            return _reached(self._sockets.send([connection_id], _text(Pong())).values())
        return _reached(self._sockets.close([connection_id]).values())

    def disconnect(self, connection_id: str) -> None:
        """Remove a connection that has ended."""
        if connection := self._connections.find(connection_id):
            self._connections.remove(connection)

    def nudge_since(self, owner: str, moment: datetime) -> Reached:
        """Notify every connection of a person of changes since that moment; see `nudge`."""
        return self.nudge(owner, cursor_before(owner, moment))

    def nudge(self, owner: str, cursor: str) -> Reached:
        """Notify every connection of a person, and nobody else's, of changes from this cursor on.

        A connection that does not answer does not delay the others and is no error: devices ask for missed changes by
        themselves. Raises `Unavailable` if the table does not answer.
        """
        connections = self._connections.find_all(owner)
        results = self._sockets.send([one.id for one in connections], _text(Changed(cursor)))
        # A connection that is still being opened is not there yet, which is no reason to remove it.
        opening = timestamp(self._clock() - OPENING_PERIOD)
        for one in connections:
            if isinstance(results[one.id], SocketGone) and one.connected_at < opening:
                self._connections.remove(one)
        return _reached(results.values())


def _reached(outcomes: Iterable[Exception | None]) -> Reached:
    results = list(outcomes)
    failures = tuple(error for error in results if error and not isinstance(error, SocketGone))
    return Reached(results.count(None), len(results) - results.count(None) - len(failures), failures)


def _text(message: msgspec.Struct) -> str:
    return msgspec.json.encode(message).decode()
