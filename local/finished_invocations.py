"""Functions that are replaced or deleted finish what they have begun, as on AWS.

The embedded cloud ends the processes of a function that changes, also one that is answering a request: its caller would
get a 502.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from types import ModuleType
from typing import Any

# The longest timeout of a function on Lambda.
MOST_SECONDS = 900
_PAUSE_SECONDS = 0.05


def wait(module: ModuleType, sleep: Callable[[float], None] = time.sleep) -> None:
    """Make this module, which ends processes in `kill_workers`, end those that are in use once they no longer are."""
    kill: Callable[[list[Any]], None] = module.kill_workers

    def kill_idle(workers: Iterable[Any]) -> None:
        # They are in no pool any more, so that none begins another invocation.
        known = [worker for worker in workers if worker is not None]
        busy = [worker for worker in known if worker.in_use]
        for worker in busy:
            threading.Thread(target=_kill_later, args=(kill, worker, sleep), daemon=True).start()
        kill([worker for worker in known if worker not in busy])

    module.kill_workers = kill_idle  # type: ignore[attr-defined]


def _kill_later(kill: Callable[[list[Any]], None], worker: Any, sleep: Callable[[float], None]) -> None:
    for _ in range(int(MOST_SECONDS / _PAUSE_SECONDS)):
        if not worker.in_use:
            break
        sleep(_PAUSE_SECONDS)
    kill([worker])
