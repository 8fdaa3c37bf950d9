"""Parameters of views, read from the request by their names in the view's signature."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Annotated, Any, cast

import msgspec
from chalice.app import Request

from ..domain import errors
from ..domain.preconditions import Precondition
from . import json_body

_ETAG = re.compile(r'"([1-9][0-9]{0,14})"')
# DynamoDB compares an attribute with at most a hundred values.
_MOST_ETAGS = 100
_KEY = re.compile(r"[!-~]{1,255}")


class Caller(msgspec.Struct, frozen=True):
    """The user that a verified ID token identifies."""

    id: str
    email: str


class Removal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The query of a deletion: into the trash, or permanently from there."""

    permanently: Annotated[bool, msgspec.Meta(description="Permanently delete an item that is in the trash.")] = False


class AnyQuery(msgspec.Struct, frozen=True):
    """Any query, for a route that refuses every request."""


class NoQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The empty query, for a route that takes no query parameters."""


def read(request: Request, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parameters that a view asks for, in its types; a view without `query` takes no query parameters."""
    if "query" not in asked:
        _query(request, NoQuery)
    return {name: reader(request, asked[name]) for name, reader in _READERS.items() if name in asked}


def claims(request: Request) -> dict[str, str]:
    """Return the claims of the verified token; none on a public route."""
    return (request.context.get("authorizer") or {}).get("claims") or {}


def _caller(request: Request, _: type) -> Caller:
    token_claims = claims(request)
    # The pool also signs access tokens, which have fewer claims and are meant for the pool itself.
    if token_claims.get("token_use") != "id":
        raise errors.Unauthorized("Sign in, and send your ID token as Authorization: Bearer <token>.")
    return Caller(token_claims["sub"], token_claims.get("email", ""))


def _body(request: Request, kind: type) -> Any:
    return json_body.read_body(cast(bytes, request.raw_body), request.headers.get("content-type", ""), kind)


def _query(request: Request, kind: type) -> Any:
    if kind is AnyQuery:
        return AnyQuery()
    parameters = request.query_params
    return json_body.read_query({name: parameters.getlist(name) for name in parameters} if parameters else {}, kind)


def _precondition(request: Request, _: type) -> Precondition:
    """Read If-Match (RFC 9110, section 13.1.1); a weak or unknown ETag matches no version."""
    header = request.headers.get("if-match")
    if header is None:
        raise errors.PreconditionRequired("Send the ETag of the version that you change as If-Match.")
    if header.strip() == "*":
        return Precondition()
    tags = header.split(",")
    if len(tags) > _MOST_ETAGS:
        raise errors.Invalid("/If-Match", f"Send at most {_MOST_ETAGS} ETags.")
    matches = (_ETAG.fullmatch(tag.strip()) for tag in tags)
    return Precondition(frozenset(int(match[1]) for match in matches if match) or frozenset({0}))


def _idempotency_key(request: Request, _: type) -> str | None:
    key: str | None = request.headers.get("idempotency-key")
    if key is not None and not _KEY.fullmatch(key):
        raise errors.Invalid("/Idempotency-Key", "This header must be 1 to 255 visible ASCII characters.")
    return key


_READERS: dict[str, Callable[[Request, Any], Any]] = {
    "caller": _caller,
    "precondition": _precondition,
    "idempotency_key": _idempotency_key,
    "query": _query,
    "body": _body,
}
