"""An app with two routes, to test how typed functions become views."""

from __future__ import annotations

from typing import Any

import msgspec
from chalice.app import Chalice

from chalicelib.api.endpoint import declare
from chalicelib.api.requests import Caller
from chalicelib.domain.preconditions import Precondition
from tests.support.gateway_calls import Answer, call


class Parcel(msgspec.Struct, forbid_unknown_fields=True):
    """A request body."""

    weight: int


class Search(msgspec.Struct, forbid_unknown_fields=True):
    """Query parameters."""

    word: str = ""


class Service:
    """An app that records the arguments of a view, and lets it return or raise what the test sets."""

    def __init__(self) -> None:
        self.app = Chalice(app_name="service")
        self.given: dict[str, Any] = {}
        self.result: object = None
        endpoint = declare(self.app, 201)

        @self.app.route("/plain", methods=["POST"], content_types=["*/*"], cors=True)
        @endpoint
        def plain() -> Any:
            return self._answer()

        @self.app.route("/all/{place}", methods=["POST"], content_types=["*/*"])
        @endpoint
        def everything(
            place: str,
            caller: Caller,
            body: Parcel,
            query: Search,
            precondition: Precondition,
            idempotency_key: str | None,
        ) -> Any:
            self.given = {
                "place": place,
                "caller": caller,
                "body": body,
                "query": query,
                "precondition": precondition,
                "key": idempotency_key,
            }
            return self._answer()

    def _answer(self) -> Any:
        if isinstance(self.result, Exception):
            raise self.result
        return self.result

    def plain(self, result: object, **named: Any) -> Answer:
        self.result = result
        return call(self.app, "POST", "/plain", **named)

    def everything(self, body: object = None, **named: Any) -> Answer:
        body = body if body is not None else {"weight": 1}
        return call(self.app, "POST", "/all/here", body, **{"if_match": '"1"'} | named)

    def precondition(self, if_match: str) -> Precondition:
        self.given = {}
        assert self.everything(if_match=if_match).status == 204
        given: Precondition = self.given["precondition"]
        return given
