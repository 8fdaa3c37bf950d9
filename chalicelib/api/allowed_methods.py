"""Methods of a path that have no route of their own: HEAD is GET without the body, all others are refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn

from chalice.app import Chalice

from ..domain.errors import MethodNotAllowed
from .endpoint import View, declare
from .requests import AnyQuery, Caller

# OPTIONS is missing because API Gateway itself answers the preflight requests of browsers (CORS).
_METHODS = ("DELETE", "GET", "HEAD", "PATCH", "POST", "PUT")


def complete(app: Chalice) -> None:
    """Add the other methods to every path that has a route, with the same authorizer."""
    for path, entries in app.routes.items():
        # An entry with an authorizer, if there is one.
        example = max(entries.values(), key=lambda entry: entry.authorizer is not None)
        allowed = [method for method in _METHODS if method in entries or (method == "HEAD" and "GET" in entries)]
        refuse = _refusal(app, allowed, is_private=example.authorizer is not None)
        for method in sorted(set(_METHODS) - set(entries)):
            view: View = entries["GET"].view_function if method in allowed else refuse
            kept = {"authorizer": example.authorizer, "cors": example.cors, "content_types": ["*/*"]}
            register: Callable[[View], View] = app.route(path, methods=[method], **kept)
            register(view)


def _refusal(app: Chalice, allowed: list[str], *, is_private: bool) -> View:
    def refuse(query: AnyQuery, **_: str) -> NoReturn:
        """Refuse the method, and name those that are allowed."""
        raise MethodNotAllowed(allowed)

    def refuse_caller(caller: Caller, query: AnyQuery, **_: str) -> NoReturn:
        """Refuse the method to a caller with a valid ID token."""
        raise MethodNotAllowed(allowed)

    decorate = declare(app, refuses=[MethodNotAllowed])
    return decorate(refuse_caller) if is_private else decorate(refuse)
