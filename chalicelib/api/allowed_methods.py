"""Methods by which a path is asked besides its routes: HEAD is GET without the content, all others are refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn

from chalice.app import Chalice

from ..domain.errors import MethodNotAllowed
from .endpoint import View, declare
from .requests import AnyQuery, Caller

# OPTIONS is API Gateway's own affair: it answers what browsers ask before they come from another origin.
_METHODS = ("DELETE", "GET", "HEAD", "PATCH", "POST", "PUT")


def complete(app: Chalice) -> None:
    """Answer the other methods of every path that has a route, behind the same authorizer."""
    for path, entries in app.routes.items():
        # One that is guarded, where there is any.
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
        """Say by which methods this address is to be asked."""
        raise MethodNotAllowed(allowed)

    def refuse_caller(caller: Caller, query: AnyQuery, **_: str) -> NoReturn:
        """Say it to somebody."""
        raise MethodNotAllowed(allowed)

    decorate = declare(app, refuses=[MethodNotAllowed])
    return decorate(refuse_caller) if is_private else decorate(refuse)
