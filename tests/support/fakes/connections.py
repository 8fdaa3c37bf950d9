"""In-memory tickets and connections, and the client ends of the connections."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from chalicelib.domain.connections import Connection, Ticket
from chalicelib.domain.repository_errors import SocketGone


class FakeConnections:
    """The stored tickets and connections."""

    def __init__(self) -> None:
        self._tickets: dict[str, tuple[str, str]] = {}
        self._known: dict[str, Connection] = {}

    def add_ticket(self, owner: str, ticket: Ticket) -> None:
        self._tickets[ticket.ticket] = owner, ticket.expires_at

    def redeem(self, ticket: str, now: str) -> str | None:
        owner, expires_at = self._tickets.pop(ticket, (None, ""))
        return owner if now < expires_at else None

    def add(self, connection: Connection, expires_at: int) -> None:
        assert expires_at > 0
        self._known[connection.id] = connection

    def find(self, connection_id: str) -> Connection | None:
        return self._known.get(connection_id)

    def find_all(self, owner: str) -> list[Connection]:
        return sorted((one for one in self._known.values() if one.owner == owner), key=lambda one: one.connected_at)

    def remove(self, connection: Connection) -> None:
        self._known.pop(connection.id, None)


class FakeSockets:
    """The client ends: open ones record what is sent in `heard`, `broken` ones fail, and all others are gone."""

    def __init__(self) -> None:
        self.heard: dict[str, list[str]] = {}
        self.broken: dict[str, Exception] = {}

    def open(self, *connection_ids: str) -> None:
        self.heard |= {connection_id: [] for connection_id in connection_ids}

    def send(self, connection_ids: Sequence[str], text: str) -> dict[str, Exception | None]:
        return {one: self._try(one, lambda one: self.heard[one].append(text)) for one in connection_ids}

    def close(self, connection_ids: Sequence[str]) -> dict[str, Exception | None]:
        return {one: self._try(one, self.heard.pop) for one in connection_ids}

    def _try(self, connection_id: str, act: Callable[[str], object]) -> Exception | None:
        if connection_id in self.broken:
            return self.broken[connection_id]
        try:
            act(connection_id)
        except KeyError:
            return SocketGone()
        return None
