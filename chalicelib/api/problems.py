"""The only mapping of domain errors to problem documents (RFC 9457)."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType

from ..domain import errors

_FIELD = Meta(
    description="A JSON pointer into the body, or `/` and the name of a parameter or header.", examples=["/title"]
)
_WHY = Meta(description="Human-readable description of the error.", examples=["Expected `str` of length <= 200."])
_TITLE = Meta(description="The meaning of the status.", examples=["Bad Request"])
_STATUS = Meta(ge=400, le=599, description="The HTTP status.", examples=[400])
_DETAIL = Meta(description="Human-readable description of the problem.", examples=["Expected `str` of length <= 200."])
_TYPE = Meta(description="Always `about:blank`: the status tells the type of problem.", examples=["about:blank"])
_REQUEST_ID = Meta(description="Identifies the request in the logs.", examples=["c6af9ac6-7b61-11e6-9a41-93e8deadbeef"])
_ERRORS = Meta(description="Errors in the request; only present for an invalid request.")


class FieldProblem(msgspec.Struct, frozen=True):
    """A problem with one field; `field` is a JSON pointer into the body, or `/` and the parameter's name."""

    field: Annotated[str, _FIELD]
    detail: Annotated[str, _WHY]


class Problem(msgspec.Struct, frozen=True):
    """A problem document (RFC 9457); `request_id` identifies the request in the logs."""

    title: Annotated[str, _TITLE]
    status: Annotated[int, _STATUS]
    detail: Annotated[str, _DETAIL]
    type: Annotated[str, _TYPE] = "about:blank"
    request_id: Annotated[str, _REQUEST_ID] = ""
    errors: Annotated[list[FieldProblem], _ERRORS] | UnsetType = UNSET


_STATUSES: dict[type[errors.DomainError], HTTPStatus] = {
    errors.Invalid: HTTPStatus.BAD_REQUEST,
    errors.Unauthorized: HTTPStatus.UNAUTHORIZED,
    errors.NotFound: HTTPStatus.NOT_FOUND,
    errors.MethodNotAllowed: HTTPStatus.METHOD_NOT_ALLOWED,
    errors.Conflict: HTTPStatus.CONFLICT,
    errors.QuotaExceeded: HTTPStatus.CONFLICT,
    errors.Gone: HTTPStatus.GONE,
    errors.PreconditionFailed: HTTPStatus.PRECONDITION_FAILED,
    errors.BodyTooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    errors.UnsupportedMediaType: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    errors.IdempotencyKeyReused: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.PreconditionRequired: HTTPStatus.PRECONDITION_REQUIRED,
    errors.Unavailable: HTTPStatus.SERVICE_UNAVAILABLE,
}


def problem_for(error: errors.DomainError) -> Problem:
    """Return the problem document of a domain error, without the request's id."""
    status = _STATUSES[type(error)]
    fields = [FieldProblem(error.field, error.detail)] if isinstance(error, errors.Invalid) else UNSET
    return Problem(status.phrase, status, error.detail, errors=fields)


def headers(error: errors.DomainError) -> dict[str, str]:
    """Return the additional headers of an error: the allowed methods, or when to retry."""
    match error:
        case errors.MethodNotAllowed():
            return {"Allow": ", ".join(error.allowed)}
        case errors.Unavailable():
            return {"Retry-After": "1"}
    return {}


def status(refusal: type[errors.DomainError]) -> HTTPStatus:
    """Return the status of a type of error."""
    return _STATUSES[refusal]


UNEXPECTED = Problem(
    HTTPStatus.INTERNAL_SERVER_ERROR.phrase,
    HTTPStatus.INTERNAL_SERVER_ERROR,
    "Something went wrong on our side. The error was logged; try again.",
)
