"""Events of the WebSocket API, and what it is answered.

Only `$connect` hears the status: anything but 200 keeps the connection from being opened.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Any

from chalice.app import WebsocketEvent

from .. import telemetry
from ..services.live import Live

Answer = dict[str, int]
# The status, whose connection it is where that is known, and what went wrong besides.
Outcome = tuple[int, str | None, Iterable[Exception]]


def connect(event: WebsocketEvent, live: Live) -> Answer:
    """Open a connection for a good ticket, and close this person's oldest where they have too many."""

    def act() -> Outcome:
        given = event.to_dict().get("queryStringParameters") or {}
        connection = live.connect(given.get("ticket", ""), event.connection_id)
        if connection is None:
            return 403, None, ()
        return 200, connection.owner, _room_failures(live, connection.owner)

    return _answered("connect", event, act)


def message(event: WebsocketEvent, live: Live) -> Answer:
    """Answer a ping."""

    def act() -> Outcome:
        failures = live.hear(event.connection_id, event.body).failures
        return 500 if failures else 200, None, failures

    return _answered("message", event, act)


def disconnect(event: WebsocketEvent, live: Live) -> Answer:
    """Forget a connection."""

    def act() -> Outcome:
        live.disconnect(event.connection_id)
        return 200, None, ()

    return _answered("disconnect", event, act)


def _room_failures(live: Live, owner: str) -> Iterable[Exception]:
    """The ticket is spent and the connection recorded: an old one that does not close must not refuse the new one."""
    try:
        return live.make_room(owner).failures
    except Exception as error:  # noqa: BLE001 - told to the operator
        return (error,)


def _answered(what: str, event: WebsocketEvent, act: Callable[[], Outcome]) -> Answer:
    """Whatever goes wrong is told to the operator and not raised: Lambda logs what is, and that may quote anything."""
    context: Any = event.context
    began = time.perf_counter()
    user: str | None = None
    try:
        status, user, failures = act()
    except Exception as error:  # noqa: BLE001 - told to the operator
        status, failures = 500, [error]
    for failure in failures:
        telemetry.failure(failure, context.aws_request_id, user)
    telemetry.live(what, status, time.perf_counter() - began, context.aws_request_id, user)
    return {"statusCode": status}
