"""The schedule's event: a sweep, whose findings are logged as they are found."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from chalice.app import CloudWatchEvent

from .. import telemetry
from ..domain.reconciliation import Abandoned, Finding, Missing, Removed, Repaired, Skipped, Stopped, Swept
from .failed import Failed

SecondsLeft = Callable[[], float]
_KINDS = ("swept", "repaired", "orphans", "missing", "abandoned", "skipped", "stopped")


def each_finding(event: CloudWatchEvent, sweep: Callable[[datetime, SecondsLeft], Iterator[Finding]]) -> dict[str, int]:
    """Log what a sweep finds as it is found; return the number of findings of each kind to the invoker.

    Ages are measured from the time of the event, which is never later than its arrival. Raises `Failed`.
    """
    began = time.perf_counter()
    context: Any = event.context
    counts = Counter[str]()
    try:
        for finding in sweep(datetime.fromisoformat(event.time), lambda: context.get_remaining_time_in_millis() / 1000):
            _count(counts, finding, context.aws_request_id)
    except Exception as error:  # noqa: BLE001 - logged
        telemetry.failure(error, context.aws_request_id, None)
        raise Failed("The sweep failed.") from None
    finally:
        found = {name: counts[name] for name in _KINDS}
        telemetry.sweep(found, time.perf_counter() - began, context.aws_request_id)
    return found


def _count(counts: Counter[str], finding: Finding, request_id: str) -> None:
    match finding:
        case Swept():
            counts["swept"] += 1
        case Repaired():
            counts["repaired"] += 1
        case Removed(_, objects):
            counts["orphans"] += objects
        case Missing(owner, file_id):
            counts["missing"] += 1
            telemetry.missing(file_id, request_id, owner)
        case Abandoned(owner):
            counts["abandoned"] += 1
            telemetry.abandoned(request_id, owner)
        case Skipped(owner, error):
            counts["skipped"] += 1
            telemetry.failure(error, request_id, owner)
        case Stopped():
            counts["stopped"] += 1
