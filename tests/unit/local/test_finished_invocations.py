"""A function that is replaced while it answers a request."""

from __future__ import annotations

import threading
from types import ModuleType, SimpleNamespace
from typing import Any

from local import finished_invocations


class Runtime:
    """A module that ends processes, which waits until a test lets the time pass."""

    def __init__(self) -> None:
        self.killed: list[Any] = []
        self.passing, self.ended = threading.Semaphore(0), threading.Event()
        module: Any = ModuleType("lambda_runtime")
        module.kill_workers = self._kill
        finished_invocations.wait(module, self._sleep)
        self.module: Any = module

    def _sleep(self, _: float) -> None:
        self.passing.acquire()

    def _kill(self, workers: list[Any]) -> None:
        self.killed += workers
        if workers:
            self.ended.set()


def test_a_process_that_is_idle_ends_at_once() -> None:
    runtime, idle = Runtime(), SimpleNamespace(in_use=False)
    runtime.module.kill_workers([None, idle])
    assert runtime.killed == [idle]


def test_a_process_in_use_ends_once_it_has_answered() -> None:
    runtime, busy = Runtime(), SimpleNamespace(in_use=True)
    runtime.module.kill_workers([busy])
    runtime.passing.release()
    assert runtime.killed == []
    busy.in_use = False
    runtime.passing.release()
    assert runtime.ended.wait(10)
    assert runtime.killed == [busy]


def test_a_process_that_never_answers_ends_after_the_longest_timeout() -> None:
    runtime, stuck = Runtime(), SimpleNamespace(in_use=True)
    runtime.module.kill_workers([stuck])
    runtime.passing.release(20 * finished_invocations.MOST_SECONDS)
    assert runtime.ended.wait(10)
    assert runtime.killed == [stuck]
