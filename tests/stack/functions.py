"""The functions as the account's owner uses them: invocations and logs."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ship.account import Account

NAMES = (
    *("api_handler", "on_upload", "on_change", "sweep"),
    *("pre_sign_up", "websocket_connect", "websocket_message", "websocket_disconnect"),
)


class Functions:
    """The deployed functions, by their names in app.py."""

    def __init__(self, account: Account) -> None:
        self._lambda: Any = account.session.client("lambda", endpoint_url=account.endpoint_url)
        self._logs: Any = account.session.client("logs", endpoint_url=account.endpoint_url)
        deployed = self._lambda.list_functions()["Functions"]
        self._deployed = {name: _named(name, deployed) for name in NAMES}

    def name(self, function: str) -> str:
        """Return the function's name in Lambda."""
        return str(self._deployed[function]["FunctionName"])

    def role(self, function: str) -> str:
        """Return the name of the function's role."""
        return str(self._deployed[function]["Role"].rpartition("/")[2])

    def invoke(self, function: str, event: dict[str, Any]) -> str:
        """Invoke a function; return its error, or an empty string if it succeeded."""
        failure, said = self._ask(function, event)
        return said if failure else ""

    def ask(self, function: str, event: dict[str, Any]) -> Any:
        """Invoke a function, which must not fail; return its answer."""
        failure, said = self._ask(function, event)
        assert not failure, said
        return json.loads(said)

    def _ask(self, function: str, event: dict[str, Any]) -> tuple[bool, str]:
        answer = self._lambda.invoke(FunctionName=self.name(function), Payload=json.dumps(event))
        return "FunctionError" in answer, answer["Payload"].read().decode()

    @contextmanager
    def listening(self, **changes: Any) -> Iterator[None]:
        """Change the stream's event source mapping for a while, for example by `Enabled=False`."""
        (source,) = self._lambda.list_event_source_mappings(FunctionName=self.name("on_change"))["EventSourceMappings"]
        before = {
            "Enabled": source["State"] == "Enabled",
            "MaximumRecordAgeInSeconds": source["MaximumRecordAgeInSeconds"],
        }
        self._lambda.update_event_source_mapping(UUID=source["UUID"], **changes)
        try:
            yield
        finally:
            self._lambda.update_event_source_mapping(UUID=source["UUID"], **before)

    def logged(self, function: str, since: float = 0) -> list[str]:
        """Return the lines of the function's log since a time in epoch seconds."""
        pages = self._logs.get_paginator("filter_log_events").paginate(
            logGroupName=self._deployed[function]["LoggingConfig"]["LogGroup"], startTime=int(since * 1000)
        )
        return [event["message"] for page in pages for event in page["events"]]


def now() -> float:
    """Return the current time in epoch seconds; everything logged from here on is later."""
    return time.time()


def uploaded(key: str) -> dict[str, Any]:
    """Return S3's event for a new object."""
    return {"Records": [{"s3": {"object": {"key": key}}}]}


def connection_event(connection_id: str, **more: Any) -> dict[str, Any]:
    """Return API Gateway's event for a connection."""
    place = {"apiId": "none", "stage": "api", "domainName": "live.example", "connectionId": connection_id}
    return {"requestContext": place, "isBase64Encoded": False, **more}


def changed(
    keys: dict[str, Any], old: dict[str, Any], new: dict[str, Any] | None = None, at: float | None = None
) -> dict[str, Any]:
    """Return the stream's record of a changed or removed item; `at` is in epoch seconds, by default now."""
    change: dict[str, Any] = {"Keys": keys, "OldImage": old, "NewImage": new, "SequenceNumber": "1", "SizeBytes": 1}
    change |= {"StreamViewType": "NEW_AND_OLD_IMAGES", "ApproximateCreationDateTime": now() if at is None else at}
    source = {"eventID": "1", "awsRegion": "us-east-1", "eventSourceARN": "arn:aws:dynamodb", "dynamodb": change}
    return source | {"eventName": "MODIFY" if new else "REMOVE"}


def _named(name: str, deployed: list[Any]) -> Any:
    (found,) = [one for one in deployed if f"-{name.replace('_', '')}-" in one["FunctionName"].lower()]
    return found
