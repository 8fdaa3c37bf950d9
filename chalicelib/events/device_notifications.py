"""Letting screens know that there is news, beside whatever else is done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

from .. import telemetry
from ..domain.stream_events import Told
from ..services.stream import Nudge, Reached

_AT_ONCE = 10


@contextmanager
def nudging(told: Iterable[Told], nudge: Nudge, request_id: str) -> Iterator[dict[str, Reached]]:
    """Nudge each owner once while the block runs; who was reached is known after it.

    Side by side, so that nobody waits for another's slow screen. One that fails is told to the operator, and no more.
    """
    # Only the stream's function needs threads; the API loads this module too.
    from concurrent.futures import ThreadPoolExecutor

    reached: dict[str, Reached] = {}
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        nudges = {owner: pool.submit(nudge, owner, moment) for owner, moment in earliest(told).items()}
        yield reached
    for owner, nudged in nudges.items():
        try:
            reached[owner] = nudged.result()
        except Exception as error:  # noqa: BLE001 - told to the operator
            telemetry.failure(error, request_id, owner)
        else:
            _tell(reached[owner], request_id, owner)


def earliest(told: Iterable[Told]) -> dict[str, datetime]:
    """For each owner whose feed has something new, from when on."""
    moments: dict[str, datetime] = {}
    for one in told:
        if one.seen_from:
            moments[one.owner] = min(one.seen_from, moments.get(one.owner, one.seen_from))
    return moments


def _tell(reached: Reached, request_id: str, owner: str) -> None:
    telemetry.nudge(reached.taken, reached.gone, reached.failures, request_id, owner)
