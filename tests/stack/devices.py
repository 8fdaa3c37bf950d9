"""Devices of users, connected in the same way as the page."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any
from urllib.parse import urlencode

import jwt
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from chalicelib.domain.clock import utc_now
from chalicelib.domain.connections import new_ticket
from chalicelib.repositories.dynamodb.connections import DynamoConnections
from chalicelib.repositories.dynamodb.table import Table
from chalicelib.repositories.sockets import ApiGatewaySockets
from chalicelib.services.live import Live
from local.client import Api
from local.stack import Stack
from ship.account import Account

SECONDS = 30


class Refused(Exception):
    """A WebSocket connection that was refused."""


class Device:
    """A connected device that receives messages."""

    def __init__(self, url: str, **query: str) -> None:
        self._exits = ExitStack()
        try:
            opening = connect(f"{url}?{urlencode(query)}", open_timeout=SECONDS, proxy=None)
            self._socket = self._exits.enter_context(opening)
        except InvalidStatus as refused:
            raise Refused(refused.response.status_code) from None

    @classmethod
    def of(cls, person: Api) -> Device:
        """Connect a device with a ticket of its own."""
        given = person.expect(201, "POST", "/live/tickets")
        return cls(given["url"], ticket=given["ticket"])

    def say(self, text: str | bytes) -> None:
        self._socket.send(text)

    def hear(self) -> Any:
        """Return the next message, or None once the connection is closed."""
        try:
            return json.loads(self._socket.recv(SECONDS))
        except ConnectionClosed:
            return None

    def is_answered(self) -> bool:
        """Send a ping; return True if the next message is its answer, so that nothing else was sent in between."""
        self.say('{"type": "ping"}')
        return bool(self.hear() == {"type": "pong"})

    def leave(self) -> None:
        self._exits.close()


def owner_of(person: Api) -> str:
    """Return the id by which the service knows a user."""
    claims: dict[str, str] = jwt.decode(str(person.token), options={"verify_signature": False})
    return claims["sub"]


def store_of(account: Account, stack: Stack) -> DynamoConnections:
    """Return the store of connections, to inspect it directly."""
    return DynamoConnections(Table(account.dynamodb, stack.table))


def live_of(account: Account, stack: Stack) -> Live:
    """Return the service that the functions use, to call it in this process."""
    endpoint = stack.websocket_url.replace("ws", "http", 1)
    client = account.session.client("apigatewaymanagementapi", endpoint_url=endpoint)
    give: Callable[[], str] = new_ticket
    return Live(store_of(account, stack), ApiGatewaySockets(lambda: client), stack.websocket_url, utc_now, give)
