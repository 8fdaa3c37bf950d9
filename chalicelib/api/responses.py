"""Responses: JSON with an ETag, 304, 204 or a problem document."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import msgspec
from chalice.app import Response

from ..domain.files import File
from ..domain.notes import Note
from ..domain.presigned import DeclaredFile, FileWithUrls
from .problems import Problem

Headers = dict[str, str | list[str]]
_PRIVATE: Headers = {"Cache-Control": "no-store"}


class Published(msgspec.Struct, frozen=True):
    """A result that is the same for every caller until the next version of the service; `text` is JSON."""

    text: str


def success(result: Any, status: int, known: str | None = None) -> Response:
    """Return the result as JSON, or 204 for None; 304 if `known`, the If-None-Match, has its ETag."""
    if result is None:
        # A copy, because Chalice adds to the headers that it gets.
        return Response("", dict(_PRIVATE), 204)
    headers = _validated(result) | (_located(result) if status == HTTPStatus.CREATED else {})
    if known and not isinstance(result, FileWithUrls) and headers.get("ETag") in _tags(known):
        return Response("", headers, 304)
    text = result.text if isinstance(result, Published) else msgspec.json.encode(result).decode()
    return Response(text, headers | {"Content-Type": "application/json"}, status)


def failure(problem: Problem, request_id: str, more: Mapping[str, str] | None = None) -> Response:
    """Return the problem; `request_id` identifies the request in the logs, `more` are additional headers."""
    headers = _PRIVATE | {"Content-Type": "application/problem+json"} | dict(more or {})
    named = msgspec.structs.replace(problem, request_id=request_id)
    return Response(msgspec.json.encode(named).decode(), headers, problem.status)


def _located(result: Any) -> Headers:
    """Return the Location of what was created, relative to the request's URL, because the path to the API differs."""
    match result:
        case Note():
            return {"Location": f"notes/{result.id}"}
        case DeclaredFile():
            return {"Location": f"files/{result.file.id}"}
    return {}


def _validated(result: Any) -> Headers:
    """Return Cache-Control and ETag. A file with presigned URLs has an ETag, but never gets 304: its URLs are new."""
    if isinstance(result, Note | File):
        return _PRIVATE | {"ETag": f'"{result.version}"'}
    if isinstance(result, Published):
        digest = hashlib.sha256(result.text.encode()).hexdigest()[:32]
        return {"Cache-Control": "public, max-age=300", "ETag": f'"{digest}"'}
    return dict(_PRIVATE)


def _tags(header: str) -> set[str]:
    """Return the ETags of a header for weak comparison (RFC 9110, section 13.1.2)."""
    return {tag.strip().removeprefix("W/") for tag in header.split(",")}
