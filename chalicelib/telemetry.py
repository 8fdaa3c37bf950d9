"""Telemetry for the operator: one line of JSON for each request, upload, batch of changes, event of a connection,
nudge, sweep, sign-up, failure, and write to a partition that is almost full.

A line is a log entry; in the embedded metric format it is also metrics, which CloudWatch extracts from the log, so that
no API call is needed. A line never holds a token, an address, a text, a name, a presigned URL or a location; a person
is a digest, enough to tell that two lines concern the same one.

Nothing here raises, whatever the error to report looks like: reporting must not change the outcome of the work itself.
"""

from __future__ import annotations

import hashlib
import json
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import wraps
from pathlib import PurePath
from typing import Any, ParamSpec

from .settings import settings

Clock = Callable[[], float]
Params = ParamSpec("Params")

# The innermost calls show where it failed; an endless recursion has a thousand of them.
_FRAMES = 30
# No error code or operation name of AWS is longer; longer text is neither.
_LONGEST_WORD = 100


def _never_raising(tell: Callable[Params, None]) -> Callable[Params, None]:
    """Log that a line could not be written, instead of raising."""

    @wraps(tell)
    def attempt(*args: Params.args, **kwargs: Params.kwargs) -> None:
        try:
            tell(*args, **kwargs)
        except Exception as error:  # noqa: BLE001 - logged, as far as anything can be
            with suppress(Exception):
                _write(
                    {"Failures": (1, "Count")},
                    {},
                    {"level": "ERROR", "error": error_kind(error), "untold": tell.__name__},
                )

    return attempt


@_never_raising
def request(route: str, status: int, seconds: float, request_id: str, user: str | None, *, over_quota: bool) -> None:
    """Log a response; `route` is the method and the path as declared, so that no id becomes a metric's dimension."""
    metrics: dict[str, tuple[float, str]] = {
        "Latency": (round(seconds * 1000, 1), "Milliseconds"),
        "Errors": (int(status >= 500), "Count"),
        "Refusals": (int(400 <= status < 500), "Count"),
    }
    if over_quota:
        metrics["QuotaRefusals"] = (1, "Count")
    _write(metrics, {"Route": route}, {"status": status, "request_id": request_id, "user": pseudonym(user)})


@_never_raising
def upload(outcome: str, seconds: float, request_id: str, user: str) -> None:
    """Log a processed upload: the file is `ready` or `rejected`, or was already `gone`."""
    metrics: dict[str, tuple[float, str]] = {
        "Uploads": (1, "Count"),
        "ProcessingTime": (round(seconds * 1000, 1), "Milliseconds"),
    }
    _write(metrics, {"Outcome": outcome}, {"request_id": request_id, "user": pseudonym(user)})


@_never_raising
def passed_over(request_id: str) -> None:
    """Log an event of S3 for a key that no file can have."""
    _say({"level": "WARNING", "passed_over": "an upload with an invalid key", "request_id": request_id})


@_never_raising
def changes(
    records: int, *, failed: int, set_aside: int, announced: int, nudged: int, seconds: float, request_id: str
) -> None:
    """Log a batch of stream records, which may concern many people; `failed` includes those set aside."""
    metrics: dict[str, tuple[float, str]] = {
        "FailedChanges": (failed, "Count"),
        "Announced": (announced, "Count"),
        "Nudged": (nudged, "Count"),
    }
    properties = {"records": records, "failed": failed, "set_aside": set_aside}
    _write(metrics, {}, {**properties, "milliseconds": round(seconds * 1000, 1), "request_id": request_id})


@_never_raising
def nudge(taken: int, gone: int, failures: Iterable[BaseException], request_id: str, user: str) -> None:
    """Log a notification of a person's devices: how many received it, how many were gone, and what failed."""
    failed = [error_kind(failure) for failure in failures]
    _say({"nudged": taken, "gone": gone, "failed": failed, "request_id": request_id, "user": pseudonym(user)})


@_never_raising
def sweep(found: Mapping[str, int], seconds: float, request_id: str) -> None:
    """Log a sweep: a metric for each of these kinds of finding, and the other kinds as properties."""
    names = ("swept", "repaired", "orphans", "missing", "abandoned")
    metrics: dict[str, tuple[float, str]] = {name.capitalize(): (found[name], "Count") for name in names}
    rest = {name: count for name, count in found.items() if name not in names}
    _write(metrics, {}, {**rest, "milliseconds": round(seconds * 1000, 1), "request_id": request_id})


@_never_raising
def missing(file_id: str, request_id: str, user: str) -> None:
    """Log a file whose bytes are missing, with its id, because nobody could find it by less."""
    _say({"level": "ERROR", "missing": file_id, "request_id": request_id, "user": pseudonym(user)})


@_never_raising
def abandoned(request_id: str, user: str) -> None:
    """Log an owner of items or objects who has no account; the digest identifies them."""
    _say({"level": "WARNING", "abandoned": pseudonym(user), "request_id": request_id, "user": pseudonym(user)})


@_never_raising
def sign_up(trigger: str, request_id: str, *, refused: bool) -> None:
    """Log an attempt to create an account; `trigger` says whether by the person or by an invitation."""
    metrics: dict[str, tuple[float, str]] = {
        "SignUps": (int(not refused), "Count"),
        "SignUpRefusals": (int(refused), "Count"),
    }
    _write(metrics, {}, {"trigger": trigger, "request_id": request_id})


@_never_raising
def crowded(user: str) -> None:
    """Log a write to a person's partition that has almost the size that DynamoDB allows."""
    _write({"Crowded": (1, "Count")}, {}, {"level": "WARNING", "user": pseudonym(user)})


@_never_raising
def live(what: str, status: int, seconds: float, request_id: str, user: str | None) -> None:
    """Log a connection opened, refused or closed, or a message; no metric, because API Gateway counts them itself."""
    line = {"live": what, "status": status, "milliseconds": round(seconds * 1000, 1)}
    _say({**line, "request_id": request_id, "user": pseudonym(user)})


@_never_raising
def failure(error: BaseException, request_id: str, user: str | None) -> None:
    """Log an unexpected error: its type and location, but not its message, which may quote a key, a URL or a text."""
    _write(
        {"Failures": (1, "Count")},
        {},
        {
            "level": "ERROR",
            "error": error_kind(error),
            "cause": error_kind(error.__cause__ or error),
            "at": _places(error),
            "request_id": request_id,
            "user": pseudonym(user),
        },
    )


def error_kind(error: object) -> str:
    """Return the class name of an error, and for an error response of AWS also its code and operation."""
    name = type(error).__name__
    # botocore sets the response to None where there was none, and other errors may have anything under these names.
    with suppress(Exception):
        client_error: Any = error
        code = _word(client_error.response["Error"]["Code"])
        return f"{name} {code} from {_word(getattr(client_error, 'operation_name', ''))}" if code else name
    return name


def pseudonym(user: str | None) -> str | None:
    """Return a short digest that is always the same for a person."""
    return hashlib.sha256(str(user).encode(errors="backslashreplace")).hexdigest()[:16] if user else None


def _word(value: object) -> str:
    return value[:_LONGEST_WORD] if isinstance(value, str) else ""


def _places(error: BaseException) -> list[str]:
    """Return the innermost calls, read from the frames alone: the source files need not exist."""
    calls = [(frame.f_code, line) for frame, line in traceback.walk_tb(error.__traceback__)]
    return [f"{PurePath(code.co_filename).name}:{line} {code.co_name}" for code, line in calls[-_FRAMES:]]


def _write(
    metrics: Mapping[str, tuple[float, str]], dimensions: Mapping[str, str], properties: Mapping[str, Any]
) -> None:
    definitions = [{"Name": name, "Unit": unit} for name, (_, unit) in metrics.items()]
    directive = {"Namespace": settings().metrics_namespace, "Dimensions": [list(dimensions)], "Metrics": definitions}
    line = {"_aws": {"Timestamp": time.time_ns() // 1_000_000, "CloudWatchMetrics": [directive]}}
    values = {name: value for name, (value, _) in metrics.items()}
    _say({**line, **dimensions, **values, **properties})


def _say(line: Mapping[str, Any]) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
