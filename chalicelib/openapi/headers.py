"""Headers in OpenAPI: those that a route reads, and those of its successful response."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any, get_args

from ..api.contracts import Contract
from ..api.responses import Published
from ..domain.files import File
from ..domain.notes import Note
from ..domain.presigned import DeclaredFile
from .routes import Route
from .schemas import Document

_TAG = '"3"'
_KEY = "b5f3c1d8-0d5e-4d0b-9a55-0d6a6a0f2a52"
_TEXT: Document = {"type": "string"}
_VISIBLE: Document = {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]*$"}


def request_parameters(route: Route) -> Iterator[Document]:
    """Yield the parameter objects of the headers that a route reads."""
    if "precondition" in route.contract.asked:
        about = "The ETag of the version to change, or `*` for any."
        yield _parameter("If-Match", about, _TEXT, _TAG) | {"required": True}
    if route.may_be_known:
        about = "The ETag of a known version: the response is 304 while it is current."
        yield _parameter("If-None-Match", about, _TEXT, _TAG)
    if "idempotency_key" in route.contract.asked:
        about = "A unique key for this request, so that a retry takes effect once."
        yield _parameter("Idempotency-Key", about, _VISIBLE, _KEY)


def response_headers(contract: Contract) -> Document:
    """Return the header objects of the successful response, by name."""
    return {**version(contract.gives), **_location(contract)}


def version(gives: Any) -> Document:
    """Return the header object of the ETag, if the response has a version."""
    if get_args(gives) or not issubclass(gives, Note | File | Published):
        return {}
    about = "The version: send it as If-Match with a change, as If-None-Match with a read."
    return {"ETag": {"description": about, "required": True, "schema": _TEXT, "example": _TAG}}


def _location(contract: Contract) -> Document:
    if contract.status != HTTPStatus.CREATED or contract.gives not in (Note, DeclaredFile):
        return {}
    return {
        "Location": {
            "description": "The URL of the new resource, relative to this one.",
            "required": True,
            "schema": _TEXT,
        }
    }


def _parameter(name: str, about: str, schema: Document, example: str) -> Document:
    return {"name": name, "in": "header", "required": False, "description": about, "schema": schema, "example": example}
