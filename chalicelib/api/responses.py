"""What a client is told: JSON and its validator, that nothing is new, nothing at all, or a problem document."""

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
    """What is the same for everybody, whoever asks, until the next version of the service; `text` is JSON."""

    text: str


def success(result: Any, status: int, known: str | None = None) -> Response:
    """The result as JSON, or 204 for None; 304 where the client knows it already, by its If-None-Match."""
    if result is None:
        # Chalice adds to the headers that it is given.
        return Response("", dict(_PRIVATE), 204)
    headers = _validated(result) | (_located(result) if status == HTTPStatus.CREATED else {})
    if known and not isinstance(result, FileWithUrls) and headers.get("ETag") in _tags(known):
        return Response("", headers, 304)
    text = result.text if isinstance(result, Published) else msgspec.json.encode(result).decode()
    return Response(text, headers | {"Content-Type": "application/json"}, status)


def failure(problem: Problem, request_id: str, more: Mapping[str, str] | None = None) -> Response:
    """The problem, with what finds the request in the logs, and with more headers where there is more to say."""
    headers = _PRIVATE | {"Content-Type": "application/problem+json"} | dict(more or {})
    named = msgspec.structs.replace(problem, request_id=request_id)
    return Response(msgspec.json.encode(named).decode(), headers, problem.status)


def _located(result: Any) -> Headers:
    """Where what was made is from now on, relative to where it was asked for: the way there differs."""
    match result:
        case Note():
            return {"Location": f"notes/{result.id}"}
        case DeclaredFile():
            return {"Location": f"files/{result.file.id}"}
    return {}


def _validated(result: Any) -> Headers:
    """URLs that are signed anew each time have the version of their file, but are never what a client knows already."""
    if isinstance(result, Note | File):
        return _PRIVATE | {"ETag": f'"{result.version}"'}
    if isinstance(result, Published):
        digest = hashlib.sha256(result.text.encode()).hexdigest()[:32]
        return {"Cache-Control": "public, max-age=300", "ETag": f'"{digest}"'}
    return dict(_PRIVATE)


def _tags(header: str) -> set[str]:
    """RFC 9110, section 13.1.2: compared weakly."""
    return {tag.strip().removeprefix("W/") for tag in header.split(",")}
