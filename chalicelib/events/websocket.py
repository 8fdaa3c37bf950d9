"""Events of the WebSocket API, and the statuses that they are answered with.

API Gateway uses only the status of `$connect`: anything but 200 keeps the connection from being opened.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Any

from chalice.app import WebsocketEvent

from .. import telemetry
from ..services.live import Live

Answer = dict[str, int]
# The status, the owner of the connection if known, and the errors to log.
Outcome = tuple[int, str | None, Iterable[Exception]]


def connect(event: WebsocketEvent, live: Live) -> Answer:
    """Open a connection for a valid ticket, and close its owner's oldest connections if they have too many."""

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
    """Remove a connection."""

    def act() -> Outcome:
        live.disconnect(event.connection_id)
        return 200, None, ()

    return _answered("disconnect", event, act)


def _room_failures(live: Live, owner: str) -> Iterable[Exception]:
    """Close old connections and return the errors: the new one is recorded already and must not be refused for them."""
    try:
        return live.make_room(owner).failures
    except Exception as error:  # noqa: BLE001 - logged
        return (error,)


def _answered(what: str, event: WebsocketEvent, act: Callable[[], Outcome]) -> Answer:
    """Answer an event, and log its errors without raising: Lambda logs what is raised, and that may quote anything."""
    context: Any = event.context
    began = time.perf_counter()
    user: str | None = None
    try:
        status, user, failures = act()
    except Exception as error:  # noqa: BLE001 - logged
        status, failures = 500, [error]
    for failure in failures:
        telemetry.failure(failure, context.aws_request_id, user)
    telemetry.live(what, status, time.perf_counter() - began, context.aws_request_id, user)
    return {"statusCode": status}
