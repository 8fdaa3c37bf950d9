"""Typed views of the app: parameters are read from the request, and the return value becomes the response."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable, Sequence
from typing import Annotated, Any, cast

import msgspec
from chalice.app import Chalice, Request, Response

from .. import telemetry
from ..domain import errors
from . import problems, requests, responses
from .contracts import Contract, Refusal, contract, keep
from .deprecations import Deprecation

View = Callable[..., Any]
REQUEST_HEADERS = ["Authorization", "Content-Type", "Idempotency-Key", "If-Match", "If-None-Match"]
RESPONSE_HEADERS = ["ETag", "Location", "Retry-After", "Deprecation", "Sunset"]


class Health(msgspec.Struct, frozen=True):
    """The status of the service, and its version."""

    status: Annotated[str, msgspec.Meta(description="Always `ok`.", examples=["ok"])]
    version: Annotated[str, msgspec.Meta(description="The version of the service.", examples=["0.1.0"])]


def declare(
    app: Chalice, status: int = 200, refuses: Sequence[Refusal] = (), deprecated: Deprecation | None = None
) -> Callable[[View], View]:
    """Make a typed function a view of the app; `refuses` adds to the refusals that its signature implies.

    Parameters with these names are read from the request: `caller`, `body`, `query`, `precondition`,
    `idempotency_key`; all others are path parameters. The return value is written as JSON, with the ETag of a note or
    a file, or as 204 if it is None; a domain error becomes a problem document.
    """

    def decorate(view: View) -> View:
        promised = contract(view, status, refuses, deprecated)

        @functools.wraps(view)
        def respond(**path: str) -> Response:
            request = cast(Request, app.current_request)
            began = time.perf_counter()
            response, over_quota = _answered(view, promised, request, path)
            if deprecated:
                response.headers.update(deprecated.headers())
            if request.method == "HEAD":
                response.body = ""
            _tell(request, response, time.perf_counter() - began, over_quota=over_quota)
            return response

        return keep(promised, respond)

    return decorate


def _answered(view: View, promised: Contract, request: Request, path: dict[str, str]) -> tuple[Response, bool]:
    """Return the response, whatever happens, and whether the quota was exceeded."""
    try:
        result = view(**path, **requests.read(request, promised.asked))
        return responses.success(result, promised.status, _known_version(request)), False
    except errors.DomainError as error:
        refused = responses.failure(problems.problem_for(error), _request_id(request), problems.headers(error))
        return refused, isinstance(error, errors.QuotaExceeded)
    except Exception as error:  # noqa: BLE001 - logged
        # The last resort: nothing internal may reach the client, and the error must be in the log.
        telemetry.failure(error, _request_id(request), _user(request))
        return responses.failure(problems.UNEXPECTED, _request_id(request)), False


def _tell(request: Request, response: Response, seconds: float, *, over_quota: bool) -> None:
    route = f"{request.method} {request.context.get('resourcePath', '')}"
    identity = (_request_id(request), _user(request))
    telemetry.request(route, response.status_code, seconds, *identity, over_quota=over_quota)


def _request_id(request: Request) -> str:
    identifier: str = request.context.get("requestId", "")
    return identifier


def _user(request: Request) -> str | None:
    return requests.claims(request).get("sub")


def _known_version(request: Request) -> str | None:
    """Return the client's If-None-Match for a read; a change has If-Match instead."""
    header: str | None = request.headers.get("if-none-match")
    return header if request.method in {"GET", "HEAD"} else None
