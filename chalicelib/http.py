"""Requests and responses: who calls, what they sent, and what they are told."""

from __future__ import annotations

import functools
import re
import time
from collections.abc import Callable, Sequence
from typing import Annotated, Any, cast

import msgspec
from chalice.app import Chalice, Request, Response

from . import answers, bodies, errors, problems, telemetry
from .contracts import Refusal, contract, keep
from .stores import Precondition

View = Callable[..., Any]
REQUEST_HEADERS = ["Authorization", "Content-Type", "Idempotency-Key", "If-Match"]
_ETAG = re.compile(r'"([1-9][0-9]{0,14})"')
# DynamoDB compares an attribute with at most a hundred values.
_MOST_ETAGS = 100
_KEY = re.compile(r"[!-~]{1,255}")


class Caller(msgspec.Struct, frozen=True):
    """Whom the user pool vouches for."""

    id: str
    email: str


class Health(msgspec.Struct, frozen=True):
    """That the service answers, and which version of it."""

    status: Annotated[str, msgspec.Meta(description="`ok`.")]
    version: Annotated[str, msgspec.Meta(description="Of the service.")]


class Removal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How to delete: into the trash, or for good what lies there."""

    permanently: Annotated[bool, msgspec.Meta(description="Whether to delete for good what lies in the trash.")] = False


class NoQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A route that takes no query parameters."""


def endpoint(app: Chalice, status: int = 200, refuses: Sequence[Refusal] = ()) -> Callable[[View], View]:
    """Make a typed function a view of the app, which may refuse for more reasons than its signature implies.

    What its signature asks for by name is read from the request: `caller`, `body`, `query`, `precondition`,
    `idempotency_key`; anything else is a part of the path. What it returns is written as JSON, with the ETag of
    a note or a file, or as 204 where it is None; a domain error becomes its problem document.
    """

    def decorate(view: View) -> View:
        promised = contract(view, status, refuses)
        asked = promised.asked
        readers = {name: reader for name, reader in _READERS.items() if name in asked}

        def answer(request: Request, path: dict[str, str]) -> Response:
            if "query" not in asked:
                _query(request, NoQuery)
            given = {name: reader(request, asked[name]) for name, reader in readers.items()}
            return answers.success(view(**path, **given), promised.status, _known_version(request))

        @functools.wraps(view)
        def respond(**path: str) -> Response:
            request = cast(Request, app.current_request)
            began = time.perf_counter()
            over_quota = False
            try:
                response = answer(request, path)
            except errors.DomainError as error:
                over_quota = isinstance(error, errors.QuotaExceeded)
                response = answers.failure(problems.of(error), _request_id(request))
            except Exception as error:  # noqa: BLE001 - told to the operator
                # The last line: whatever this is, nothing internal may reach the client, and the log must have it.
                telemetry.failure(error, _request_id(request), _user(request))
                response = answers.failure(problems.UNEXPECTED, _request_id(request))
            _tell(request, response, time.perf_counter() - began, over_quota=over_quota)
            return response

        return keep(promised, respond)

    return decorate


def _tell(request: Request, response: Response, seconds: float, *, over_quota: bool) -> None:
    route = f"{request.method} {request.context.get('resourcePath', '')}"
    identity = (_request_id(request), _user(request))
    telemetry.request(route, response.status_code, seconds, *identity, over_quota=over_quota)


def _request_id(request: Request) -> str:
    identifier: str = request.context.get("requestId", "")
    return identifier


def _user(request: Request) -> str | None:
    user: str | None = _claims(request).get("sub")
    return user


def _claims(request: Request) -> dict[str, str]:
    return (request.context.get("authorizer") or {}).get("claims") or {}


def _caller(request: Request, _: type) -> Caller:
    claims = _claims(request)
    if not claims:
        raise errors.Unauthorized("Sign in, and send your ID token as Authorization: Bearer <token>.")
    return Caller(claims["sub"], claims.get("email", ""))


def _body(request: Request, kind: type) -> Any:
    return bodies.read_body(cast(bytes, request.raw_body), request.headers.get("content-type", ""), kind)


def _query(request: Request, kind: type) -> Any:
    parameters = request.query_params
    return bodies.read_query({name: parameters.getlist(name) for name in parameters} if parameters else {}, kind)


def _precondition(request: Request, _: type) -> Precondition:
    """RFC 9110, section 13.1.1; a weak or unknown ETag matches no version."""
    header = request.headers.get("if-match")
    if header is None:
        raise errors.PreconditionRequired("Say which version you change: send its ETag as If-Match.")
    if header.strip() == "*":
        return Precondition()
    tags = header.split(",")
    if len(tags) > _MOST_ETAGS:
        raise errors.Invalid("/If-Match", f"Name at most {_MOST_ETAGS} ETags.")
    matches = (_ETAG.fullmatch(tag.strip()) for tag in tags)
    return Precondition(frozenset(int(match[1]) for match in matches if match) or frozenset({0}))


def _idempotency_key(request: Request, _: type) -> str | None:
    key: str | None = request.headers.get("idempotency-key")
    if key is not None and not _KEY.fullmatch(key):
        raise errors.Invalid("/Idempotency-Key", "This header is 1 to 255 visible ASCII characters.")
    return key


def _known_version(request: Request) -> str | None:
    """What the client has already, where it only asks; a change has If-Match instead."""
    header: str | None = request.headers.get("if-none-match")
    return header if request.method == "GET" else None


_READERS: dict[str, Callable[[Request, Any], Any]] = {
    "caller": _caller,
    "precondition": _precondition,
    "idempotency_key": _idempotency_key,
    "query": _query,
    "body": _body,
}
