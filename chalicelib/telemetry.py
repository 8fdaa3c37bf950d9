"""What the service tells its operator: one line of JSON for each request and each upload.

To people it is a log entry; to CloudWatch it also is metrics, which it takes from the log by itself: the embedded
metric format. No call is made for it. A line never holds a token, an address, a text, a name, a presigned URL or a
place; a person is a digest, enough to tell that two lines are about the same one.
"""

from __future__ import annotations

import hashlib
import json
import sys
import time
from collections.abc import Callable, Mapping
from typing import Any

NAMESPACE = "Skynotes"
Clock = Callable[[], float]


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


def upload(outcome: str, seconds: float, user: str) -> None:
    """One upload looked at: it is `ready` or `rejected`, or was `gone` before it could be."""
    metrics: dict[str, tuple[float, str]] = {
        "Uploads": (1, "Count"),
        "ProcessingTime": (round(seconds * 1000, 1), "Milliseconds"),
    }
    _write(metrics, {"Outcome": outcome}, {"user": pseudonym(user)})


def pseudonym(user: str | None) -> str | None:
    """The same short digest for the same person."""
    return hashlib.sha256(user.encode()).hexdigest()[:16] if user else None


def _write(
    metrics: Mapping[str, tuple[float, str]], dimensions: Mapping[str, str], properties: Mapping[str, Any]
) -> None:
    definitions = [{"Name": name, "Unit": unit} for name, (_, unit) in metrics.items()]
    directive = {"Namespace": NAMESPACE, "Dimensions": [list(dimensions)], "Metrics": definitions}
    line = {"_aws": {"Timestamp": time.time_ns() // 1_000_000, "CloudWatchMetrics": [directive]}}
    values = {name: value for name, (value, _) in metrics.items()}
    sys.stdout.write(json.dumps({**line, **dimensions, **values, **properties}) + "\n")
