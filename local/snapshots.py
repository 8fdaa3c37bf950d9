"""Snapshots of the embedded cloud's state, taken inside its process while it runs.

A child process is forked between two requests, on the thread that serves them: it has the memory of that moment, and
all the time it needs to write it out, while its parent goes on. It flushes the objects' files first, so that no state
on disk describes bytes that are not there.
"""

from __future__ import annotations

import asyncio
import contextlib
import copy
import gc
import os
import queue
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from .object_undo import ObjectUndo
from .state_store import StateStore, flush, flush_directory

# A child that waits for a lock held by another thread at the time of the fork would wait for ever.
CHILD_SECONDS = 60

Parts = Callable[[], Iterable[tuple[str, bytes]]]
Report = Callable[[str], None]


@dataclass(frozen=True)
class Child:
    """A process that saves a state with so many changes, made to these files; its error is read from `reading`."""

    process: int
    reading: int
    number: int
    changes: int
    files: set[Path]


class Snapshots:
    """Periodic saves of the state, every `seconds` if it has changed, once `start` was called; and one at the end.

    `parts` is called in the child. Files in the directories below `beside` belong to the state.
    `lock` is the descriptor of a lock that is held as long as a process uses the state.
    """

    def __init__(
        self,
        store: StateStore,
        undo: ObjectUndo,
        parts: Parts,
        report: Report,
        beside: Path,
        lock: int,
        seconds: float,
    ) -> None:
        self._store, self._undo, self._parts, self._report, self._beside = store, undo, parts, report, beside
        self._lock, self._seconds = lock, seconds
        self._number = max([undo.generation, *store.numbers()])
        self._loop: asyncio.AbstractEventLoop | None = None
        self._changes = self._saved = 0
        self._requests: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._idle = threading.Event()
        self._idle.set()
        self._stopping = False

    def changed(self) -> None:
        """Count a request that may have changed something."""
        self._changes += 1

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """Start saving, from a thread of its own."""
        if self._loop is None:
            self._loop = loop
            threading.Thread(target=self._repeat, args=(loop,), daemon=True, name="snapshots").start()

    def request(self, name: str) -> None:
        """Save now, and report `name` when that is done."""
        self._requests.put(name)

    def finish(self) -> None:
        """Save for the last time, on the thread that serves the requests, unless saving was never started."""
        self._stopping = True
        if self._loop is not None:
            self._idle.wait(CHILD_SECONDS)
            self._wait_for(self._fork())

    def _repeat(self, loop: asyncio.AbstractEventLoop) -> None:
        while not self._stopping:
            name = self._next_request()
            if name or self._changes != self._saved:
                done = self._save(loop)
                if name and done:
                    self._report(name)

    def _next_request(self) -> str | None:
        try:
            return self._requests.get(timeout=self._seconds)
        except queue.Empty:
            return None

    def _save(self, loop: asyncio.AbstractEventLoop) -> bool:
        forked = asyncio.run_coroutine_threadsafe(self._fork_unless_stopping(), loop).result()
        try:
            return forked is not None and self._wait_for(forked)
        finally:
            self._idle.set()

    async def _fork_unless_stopping(self) -> Child | None:
        if self._stopping:
            return None
        self._idle.clear()
        return self._fork()

    def _fork(self) -> Child:
        self._number += 1
        files = self._undo.begin(self._number)
        reading, writing = os.pipe()
        process = os.fork()
        if process == 0:
            _be_a_child(writing, self._lock, lambda: self._write(files))
        os.close(writing)
        return Child(process, reading, self._number, self._changes, files)

    def _wait_for(self, child: Child) -> bool:
        with os.fdopen(child.reading) as pipe:
            problem = pipe.read()
        if os.waitpid(child.process, 0)[1] == 0:
            self._saved = child.changes
            self._undo.discard(child.number)
            return True
        self._undo.changed |= child.files
        self._report(f"problem {problem or 'the saving process was killed'}")
        return False

    def _write(self, files: set[Path]) -> None:
        self._store.directory.mkdir(parents=True, exist_ok=True)
        _flush_all(files)
        # This memory is the child's own, so nothing changes while it is written and nothing has to be copied.
        copy.deepcopy = lambda value, memo=None: value  # type: ignore[assignment,misc]
        self._store.save(self._number, self._with_files_beside(self._parts()))

    def _with_files_beside(self, parts: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
        """Yield the parts, then flush the files that some of them refer to."""
        yield from parts
        _flush_all({path for path in self._beside.glob("*/*") if path.is_file()})


def _flush_all(files: set[Path]) -> None:
    for path in files:
        flush(path)
    for directory in {path.parent for path in files}:
        flush_directory(directory)


def _be_a_child(writing: int, lock: int, work: Callable[[], None]) -> None:
    """Do the work and exit, whatever happens; an error is written to the pipe. The lock is held until then."""
    status = 1
    try:
        gc.disable()
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGALRM):
            signal.signal(number, signal.SIG_DFL)
        signal.alarm(CHILD_SECONDS)
        # Otherwise the child would keep the port open if its parent were killed.
        for descriptor in {int(path.name) for path in Path("/dev/fd").iterdir()} - {0, 1, 2, writing, lock}:
            with contextlib.suppress(OSError):
                os.close(descriptor)
        work()
        status = 0
    except BaseException as error:  # noqa: BLE001 - must not return into the parent's code
        os.write(writing, f"{error}"[:1000].replace("\n", " ").encode())
    finally:
        os._exit(status)
