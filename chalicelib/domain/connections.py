"""Tickets and connections: who may be told at once that something has changed."""

from __future__ import annotations

import re
import secrets
from datetime import timedelta
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from .clock import ExpiresAt

# As many devices, or open pages, as one person is told on.
MOST = 10
TICKET_PERIOD = timedelta(seconds=30)
# API Gateway closes a connection after two hours, and takes up to half a minute to open one.
CONNECTION_PERIOD = timedelta(hours=2, minutes=10)
OPENING_PERIOD = timedelta(seconds=30)
_WORD = Meta(
    description="256 random bits, good for one connection.", examples=["kX2vQ0mJ4tYb8sWnE6rUaG1cLhZ3pDfI5oTqV7yBxNw"]
)
_URL = Meta(
    description="Where to connect to.", examples=["wss://a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com/api"]
)
_TICKET = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)


class Ticket(msgspec.Struct, frozen=True):
    """What opens one connection, once: connect to `<url>?ticket=<ticket>`."""

    ticket: Annotated[str, _WORD]
    url: Annotated[str, _URL]
    expires_at: ExpiresAt


class Connection(msgspec.Struct, frozen=True):
    """One that is open, as far as anyone knows."""

    id: str
    owner: str
    connected_at: str


class Ping(msgspec.Struct, frozen=True):
    """What a client says to stay connected, and to learn whether it is."""

    type: Literal["ping"]


class Pong(msgspec.Struct, frozen=True, tag_field="type", tag="pong"):
    """What it is answered."""


class Changed(msgspec.Struct, frozen=True, tag_field="type", tag="changed"):
    """That something is new; `GET /changes` tells what, from this cursor on."""

    cursor: str


def new_ticket() -> str:
    """256 random bits."""
    return secrets.token_urlsafe(32)


def could_be_ticket(text: str) -> bool:
    """Whether it looks like one of ours."""
    return _TICKET.fullmatch(text) is not None


def is_ping(text: str) -> bool:
    """Whether a client's message is a ping; what is long is none, and is not looked at."""
    if len(text) > 100:
        return False
    try:
        msgspec.json.decode(text, type=Ping)
    except (msgspec.DecodeError, UnicodeError):
        return False
    return True
