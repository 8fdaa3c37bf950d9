"""Answers of AWS that are given before a request is sent."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders


class Body(io.BytesIO):
    """The body of a response, as botocore reads it."""

    def stream(self, **_: object) -> Iterator[bytes]:
        """Yield all of it."""
        yield self.read()


class Canned:
    """A handler of `before-send` that keeps the request and gives always the same answer."""

    def __init__(self, status: int, body: bytes) -> None:
        self._status, self._body = status, body
        self.request: Any = None

    def __call__(self, request: Any, **_: object) -> AWSResponse:
        self.request = request
        raw: Any = Body(self._body)
        return AWSResponse(request.url, self._status, HTTPHeaders(), raw)
