"""The embedded cloud's front door: it refuses users' changes before saving starts, and reports possible changes.

While the stack is being updated nothing is saved, so that an interrupted run leaves the previous state. No user's note
may be accepted meanwhile. The deployment and the functions sign their requests in a header; users do not.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

Message = Mapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]

_READING_METHODS = {"GET", "HEAD", "OPTIONS"}
_READING_ACTIONS = ("Get", "Query", "Scan", "Describe", "List", "BatchGet", "TransactGet")
_SIGNED = b"AWS4-HMAC-SHA256"


class Gate:
    """An ASGI application in front of another."""

    def __init__(self, application: Application, changed: Callable[[], None]) -> None:
        self._application, self._changed = application, changed
        self.open = False

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 503 to a user's change before the gate is open."""
        if scope["type"] == "lifespan":
            await self._application(scope, receive, send)
        elif not self.open and _from_outside(scope):
            await _answer_unavailable(scope, send)
        else:
            try:
                await self._application(scope, receive, send)
            finally:
                if not _reads(scope):
                    self._changed()


def _from_outside(scope: Message) -> bool:
    if scope["type"] == "http" and scope["method"] in _READING_METHODS:
        return False
    return not _header(scope, b"authorization").startswith(_SIGNED)


def _reads(scope: Message) -> bool:
    if scope["type"] != "http":
        return False
    action = _header(scope, b"x-amz-target").decode("latin-1").rpartition(".")[2]
    return scope["method"] in _READING_METHODS or action.startswith(_READING_ACTIONS)


def _header(scope: Message, name: bytes) -> bytes:
    return next((value for key, value in scope["headers"] if key.lower() == name), b"")


async def _answer_unavailable(scope: Message, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1013})
        return
    headers = [(b"content-type", b"application/problem+json"), (b"retry-after", b"2")]
    body = (
        b'{"type": "about:blank", "title": "Service Unavailable", "status": 503, "detail": "Starting. Try again soon."}'
    )
    await send({"type": "http.response.start", "status": 503, "headers": headers})
    await send({"type": "http.response.body", "body": body})
