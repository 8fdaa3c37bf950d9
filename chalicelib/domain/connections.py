"""Tickets, connections and messages of the WebSocket API, which notifies devices of changes at once."""

from __future__ import annotations

import re
import secrets
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from .clock import ExpiresAt

# Devices, or open pages, of one user that are notified.
MOST = 10
_WORD = Meta(
    description="256 random bits, valid for one connection.", examples=["kX2vQ0mJ4tYb8sWnE6rUaG1cLhZ3pDfI5oTqV7yBxNw"]
)
_URL = Meta(
    description="The URL to connect to.", examples=["wss://a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com/api"]
)
_TICKET = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)


class Ticket(msgspec.Struct, frozen=True):
    """A single-use ticket that opens a WebSocket connection: connect to `<url>?ticket=<ticket>`."""

    ticket: Annotated[str, _WORD]
    url: Annotated[str, _URL]
    expires_at: ExpiresAt


class Connection(msgspec.Struct, frozen=True):
    """A connection that is open, as far as is known."""

    id: str
    owner: str
    connected_at: str


class Ping(msgspec.Struct, frozen=True):
    """A client's message that keeps the connection open and checks whether it still works."""

    type: Literal["ping"]


class Pong(msgspec.Struct, frozen=True, tag_field="type", tag="pong"):
    """The answer to a ping."""


class Changed(msgspec.Struct, frozen=True, tag_field="type", tag="changed"):
    """A notification of changes; `GET /changes` with this cursor returns them."""

    cursor: str


def new_ticket() -> str:
    """Return 256 random bits as 43 characters of URL-safe base64."""
    return secrets.token_urlsafe(32)


def could_be_ticket(text: str) -> bool:
    """Return whether the text has the form of a ticket."""
    return _TICKET.fullmatch(text) is not None


def is_ping(text: str) -> bool:
    """Return whether a client's message is a ping; one of more than 100 characters is not, and is not parsed."""
    if len(text) > 100:
        return False
    try:
        msgspec.json.decode(text, type=Ping)
    except (msgspec.DecodeError, UnicodeError):
        return False
    return True
