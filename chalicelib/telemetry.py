"""What the service tells its operator: one line of JSON for each request, upload, batch of changes, event of a
connection, nudge, sweep, and failure.

To people it is a log entry; to CloudWatch it also is metrics, which it takes from the log by itself: the embedded
metric format. No call is made for it. A line never holds a token, an address, a text, a name, a presigned URL or a
place; a person is a digest, enough to tell that two lines are about the same one.

Nothing here raises, whatever the error to report looks like: reporting must not change how the work itself ends.
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
Told = ParamSpec("Told")

# The innermost calls say where it was; a recursion without end has a thousand of them.
_FRAMES = 30
# As long as any code or operation of AWS; what is longer is neither.
_LONGEST_WORD = 100


def _never_raising(tell: Callable[Told, None]) -> Callable[Told, None]:
    """Report that a line could not be written instead of raising that."""

    @wraps(tell)
    def attempt(*args: Told.args, **kwargs: Told.kwargs) -> None:
        try:
            tell(*args, **kwargs)
        except Exception as error:  # noqa: BLE001 - told to the operator, as far as anything can be
            with suppress(Exception):
                _write(
                    {"Failures": (1, "Count")}, {}, {"level": "ERROR", "error": kind(error), "untold": tell.__name__}
                )

    return attempt


@_never_raising
def request(route: str, status: int, seconds: float, request_id: str, user: str | None, *, over_quota: bool) -> None:
    """One answer; `route` is the method and the path as declared, so that no id becomes a metric's name."""
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
    """One upload looked at: it is `ready` or `rejected`, or was `gone` before it could be."""
    metrics: dict[str, tuple[float, str]] = {
        "Uploads": (1, "Count"),
        "ProcessingTime": (round(seconds * 1000, 1), "Milliseconds"),
    }
    _write(metrics, {"Outcome": outcome}, {"request_id": request_id, "user": pseudonym(user)})


@_never_raising
def passed_over(request_id: str) -> None:
    """Report an event of S3 about a key that no file could have."""
    _say({"level": "WARNING", "passed_over": "an upload to a key of no file", "request_id": request_id})


@_never_raising
def changes(
    records: int, *, failed: int, set_aside: int, announced: int, nudged: int, seconds: float, request_id: str
) -> None:
    """One batch of the stream, which may be about many people; `failed` counts what was set aside, too."""
    metrics: dict[str, tuple[float, str]] = {
        "FailedChanges": (failed, "Count"),
        "Announced": (announced, "Count"),
        "Nudged": (nudged, "Count"),
    }
    properties = {"records": records, "failed": failed, "set_aside": set_aside}
    _write(metrics, {}, {**properties, "milliseconds": round(seconds * 1000, 1), "request_id": request_id})


@_never_raising
def nudge(taken: int, gone: int, failures: Iterable[BaseException], request_id: str, user: str) -> None:
    """One person's devices told of changes: how many heard it, how many were not there, and what went wrong."""
    failed = [kind(failure) for failure in failures]
    _say({"nudged": taken, "gone": gone, "failed": failed, "request_id": request_id, "user": pseudonym(user)})


@_never_raising
def sweep(found: Mapping[str, int], seconds: float, request_id: str) -> None:
    """Report one sweep, as a metric for each of these kinds of finding, and the rest beside them."""
    names = ("swept", "repaired", "orphans", "missing", "abandoned")
    metrics: dict[str, tuple[float, str]] = {name.capitalize(): (found[name], "Count") for name in names}
    rest = {name: count for name, count in found.items() if name not in names}
    _write(metrics, {}, {**rest, "milliseconds": round(seconds * 1000, 1), "request_id": request_id})


@_never_raising
def missing(file_id: str, request_id: str, user: str) -> None:
    """A file whose bytes are not there: its id, because nobody could look for it by less."""
    _say({"level": "ERROR", "missing": file_id, "request_id": request_id, "user": pseudonym(user)})


@_never_raising
def abandoned(request_id: str, user: str) -> None:
    """Report somebody who has no account, and items or objects all the same; the digest finds which."""
    _say({"level": "WARNING", "abandoned": pseudonym(user), "request_id": request_id, "user": pseudonym(user)})


@_never_raising
def live(what: str, status: int, seconds: float, request_id: str, user: str | None) -> None:
    """One connection opened or refused, one message, or one connection ended; API Gateway counts them by itself."""
    line = {"live": what, "status": status, "milliseconds": round(seconds * 1000, 1)}
    _say({**line, "request_id": request_id, "user": pseudonym(user)})


@_never_raising
def failure(error: BaseException, request_id: str, user: str | None) -> None:
    """What nobody expected: what it was and where, but not what it said, which may quote a key, a URL or a text."""
    _write(
        {"Failures": (1, "Count")},
        {},
        {
            "level": "ERROR",
            "error": kind(error),
            "cause": kind(error.__cause__ or error),
            "at": _places(error),
            "request_id": request_id,
            "user": pseudonym(user),
        },
    )


def kind(error: object) -> str:
    """Name the class of an error, and of AWS's refusals also the code and the operation."""
    name = type(error).__name__
    # botocore sets the response to None where there was none, and others keep what they like under these names.
    with suppress(Exception):
        told: Any = error
        code = _word(told.response["Error"]["Code"])
        return f"{name} {code} from {_word(getattr(told, 'operation_name', ''))}" if code else name
    return name


def pseudonym(user: str | None) -> str | None:
    """The same short digest for the same person."""
    return hashlib.sha256(str(user).encode(errors="backslashreplace")).hexdigest()[:16] if user else None


def _word(value: object) -> str:
    return value[:_LONGEST_WORD] if isinstance(value, str) else ""


def _places(error: BaseException) -> list[str]:
    """The innermost calls, read from the frames alone: the sources need not be there."""
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
