"""Network faults between botocore and DynamoDB."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, cast

from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.compat import HTTPHeaders
from botocore.exceptions import ConnectionClosedError, ConnectTimeoutError, ReadTimeoutError
from botocore.retries.standard import register_retry_handler
from botocore.session import get_session
from moto.core.models import botocore_stubber

from chalicelib.repositories import clients

Deliver = Callable[[], AWSResponse]
Fault = Callable[[Deliver], AWSResponse]
_WRITES = frozenset({"UpdateItem", "TransactWriteItems"})
_NEEDS_RETRY = "needs-retry.dynamodb"
_RETRIES = "retry-config-dynamodb"


class _Body(io.BytesIO):
    def stream(self, **_: Any) -> Iterator[bytes]:
        yield self.read()


def answer(status: int, code: str, **details: Any) -> Fault:
    """Return a fault: DynamoDB refuses the request and does nothing."""

    def refuse(_: Deliver) -> AWSResponse:
        return _response(status, {"__type": f"com.amazonaws.dynamodb.v20120810#{code}", "message": "No.", **details})

    return refuse


def _response(status: int, body: dict[str, Any]) -> AWSResponse:
    return AWSResponse("https://dynamodb", status, HTTPHeaders(), _Body(json.dumps(body).encode()))


def cancelled(*codes: str) -> Fault:
    """Return a fault: the transaction is cancelled, with a reason for each of its actions."""
    return answer(400, "TransactionCanceledException", CancellationReasons=[{"Code": code} for code in codes])


def cut_before(_: Deliver) -> AWSResponse:
    raise ConnectionClosedError(endpoint_url="https://dynamodb")


def never_connected(_: Deliver) -> AWSResponse:
    raise ConnectTimeoutError(endpoint_url="https://dynamodb")


def timed_out(_: Deliver) -> AWSResponse:
    raise ReadTimeoutError(endpoint_url="https://dynamodb")


def answer_lost(deliver: Deliver) -> AWSResponse:
    """Carry out the request, but lose its response."""
    deliver()
    raise ReadTimeoutError(endpoint_url="https://dynamodb")


class FaultyDynamoDB:
    """A DynamoDB client that injects faults into requests, one each, and records the operations."""

    def __init__(self) -> None:
        self.client = _client()
        self.client.meta.events.register("before-send.dynamodb", self._send)
        self.client.meta.events.register(_NEEDS_RETRY, self._needs_retry)
        self.requests: list[str] = []
        self.reset()

    def reset(self) -> None:
        """Reset everything, including the retry quota that botocore accumulates."""
        attempts = self.client.meta.config.retries["total_max_attempts"]
        self._retries = register_retry_handler(self.client, attempts)
        self.client.meta.events.unregister(_NEEDS_RETRY, unique_id=_RETRIES)
        self._answered = set[str]()
        self.befall()

    def befall(self, *faults: Fault) -> None:
        """Inject these faults into the requests that follow."""
        self.requests.clear()
        self._faults = list(faults)
        self._always: Fault | None = None
        self._only = frozenset[str]()

    def befall_writes(self, *faults: Fault) -> None:
        """Inject these faults into the writes that follow."""
        self.befall(*faults)
        self._only = _WRITES

    @contextmanager
    def down(self, fault: Fault) -> Iterator[None]:
        """Inject the same fault into every request until the context ends."""
        self.befall()
        self._always = fault
        yield
        self._always = None

    @contextmanager
    def writes_down(self, fault: Fault) -> Iterator[None]:
        """Inject the same fault into every write until the context ends."""
        with self.down(fault):
            self._only = _WRITES
            yield

    def _send(self, event_name: str, request: AWSPreparedRequest, **_: Any) -> AWSResponse:
        operation = event_name.rpartition(".")[2]
        self.requests.append(operation)

        def deliver() -> AWSResponse:
            return self._deliver(event_name, request)

        fault = self._fault() if not self._only or operation in self._only else None
        return fault(deliver) if fault else deliver()

    def _needs_retry(self, **details: Any) -> float | None:
        """Decide as botocore does, but without a delay."""
        return None if self._retries.needs_retry(**details) is None else 0.0

    def _fault(self) -> Fault | None:
        return self._always or (self._faults.pop(0) if self._faults else None)

    def _deliver(self, event_name: str, request: AWSPreparedRequest) -> AWSResponse:
        """Deliver a request; repeat the answer to a repeated ClientRequestToken as DynamoDB does, and moto does not."""
        token = json.loads(cast(bytes, request.body)).get("ClientRequestToken", "")
        if token in self._answered:
            return _response(200, {})
        response = botocore_stubber(event_name, request)
        assert response is not None
        if token and response.status_code == 200:
            self._answered.add(token)
        return response


def _client() -> Any:
    """Create a client with the service's own configuration, but without moto's responses and botocore's retries."""
    config = clients.dynamodb().meta.config
    client: Any = get_session().create_client("dynamodb", config=config)
    client.meta.events.unregister("before-send", botocore_stubber)
    client.meta.events.unregister(_NEEDS_RETRY, unique_id=_RETRIES)
    return client
