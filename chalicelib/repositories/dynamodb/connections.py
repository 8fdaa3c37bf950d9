"""Tickets and connections in the table."""

from __future__ import annotations

from ...domain.clock import epoch_seconds
from ...domain.connections import Connection, Ticket
from . import expressions
from .attributes import Item, load, to_item
from .errors import Refused
from .keys import CONNECTION, TICKET, connection, connection_partition, ticket_partition
from .table import Table


class DynamoConnections:
    """Tickets, stored by their digest, and connections, stored twice: among their owner's and by their id."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def add_ticket(self, owner: str, ticket: Ticket) -> None:
        """Store a ticket until it is redeemed or expires."""
        expiry = epoch_seconds(ticket.expires_at)
        values = {"owner": owner, "valid_until": ticket.expires_at, "expires_at": expiry}
        guard = expressions.guard("attribute_not_exists(pk)")
        self._table.transact([{"Put": {"Item": _ticket(ticket.ticket) | to_item(values), **guard}}])

    def redeem(self, ticket: str, now: str) -> str | None:
        """Return the ticket's owner, once and before it expires; otherwise None.

        DynamoDB may delete an expired item late, and counts in whole seconds, so the time is compared here.
        """
        try:
            redeemed = self._table.take(_ticket(ticket), expressions.guard("valid_until > :now", now=now))
        except Refused:
            return None
        owner: str = load(redeemed["owner"])
        return owner

    def add(self, connection: Connection, expires_at: int) -> None:
        """Store a connection, at the longest until it expires (epoch seconds)."""
        values = {"owner": connection.owner, "connected_at": connection.connected_at, "expires_at": expires_at}
        guard = expressions.guard("attribute_not_exists(pk)")
        keys = (_by_id(connection.id), self._own(connection))
        self._table.transact([{"Put": {"Item": key | to_item(values), **guard}} for key in keys])

    def find(self, connection_id: str) -> Connection | None:
        """Return the connection, or None if it is unknown."""
        found = self._table.find(_by_id(connection_id))
        return _read(found, connection_id) if found else None

    def find_all(self, owner: str) -> list[Connection]:
        """Return all of an owner's connections, oldest first."""
        return [_read(item, load(item["sk"]).split("#", 2)[2]) for item in self._table.beginning(owner, connection())]

    def remove(self, connection: Connection) -> None:
        """Delete a connection; succeeds if it is unknown."""
        keys = (_by_id(connection.id), self._own(connection))
        self._table.transact([{"Delete": {"Key": key}} for key in keys])

    def _own(self, one: Connection) -> Item:
        return self._table.key(one.owner, connection(one.connected_at, one.id))


def _read(item: Item, connection_id: str) -> Connection:
    return Connection(connection_id, load(item["owner"]), load(item["connected_at"]))


def _ticket(ticket: str) -> Item:
    return to_item({"pk": ticket_partition(ticket), "sk": TICKET})


def _by_id(connection_id: str) -> Item:
    return to_item({"pk": connection_partition(connection_id), "sk": CONNECTION})
