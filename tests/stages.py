"""The stages of `make check` and `make test`, several at a time, with a report of their times.

    python -m tests.stages lint,unit,page audit,stack,browser

Each argument is a group of make targets that run in parallel; the next group begins when all of them have passed. A
stage's output is shown when it ends. The first failure ends the others, and with them the run.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import IO

from ship import command_line

SECONDS_BETWEEN_SIGNS = 60.0
# Each test process stops a service, which saves its state first.
PATIENCE_SECONDS = 20.0
_POLL_SECONDS = 0.1
_LEAST_WORD = 8


@dataclass(frozen=True)
class Ended:
    """A stage that has ended, with its wall-clock time and its processor time, in seconds."""

    name: str
    status: int
    seconds: float
    processor_seconds: float


class Stage:
    """A command that runs in a process group of its own, with its output going to `output`."""

    def __init__(
        self, name: str, command: list[str], output: IO[bytes], patience_seconds: float = PATIENCE_SECONDS
    ) -> None:
        self.name, self._output, self._patience_seconds = name, output, patience_seconds
        self._began = time.monotonic()
        self._process = subprocess.Popen(
            command, stdout=output, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, start_new_session=True
        )

    def poll(self) -> Ended | None:
        """Return how it ended, or None while it runs."""
        process, status, used = os.wait4(self._process.pid, os.WNOHANG)
        if process == 0:
            return None
        self._process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.monotonic() - self._began
        return Ended(self.name, self._process.returncode, seconds, used.ru_utime + used.ru_stime)

    def output(self) -> str:
        """Return its output so far."""
        self._output.seek(0)
        return self._output.read().decode(errors="replace").rstrip()

    def interrupt(self) -> None:
        """End it as Ctrl-C does, or kill it if it ignores that, and wait for it."""
        os.killpg(self._process.pid, signal.SIGINT)
        deadline = time.monotonic() + self._patience_seconds
        while self.poll() is None:
            time.sleep(_POLL_SECONDS)
            if time.monotonic() > deadline:
                os.killpg(self._process.pid, signal.SIGKILL)


def main() -> None:
    """Run the groups that the command line names."""
    parser = command_line.parser("tests.stages", __doc__)
    parser.add_argument("groups", nargs="+", help="targets of make that run side by side, separated by commas")
    groups = parser.parse_args().groups
    # A shell makes background commands ignore Ctrl-C, and all processes started here would inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    began = time.monotonic()
    ended: list[Ended] = []
    try:
        for group in groups:
            ended += run_together({name: ["make", "--no-print-directory", name] for name in group.split(",")})
            if any(one.status for one in ended):
                break
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)
    print("\n".join(["", *summary(ended, time.monotonic() - began)]))
    sys.exit(1 if any(one.status for one in ended) else 0)


def run_together(commands: dict[str, list[str]]) -> list[Ended]:
    """Run these in parallel until all have passed, or one has failed and the others are interrupted."""
    with ExitStack() as files:
        running = [
            Stage(name, command, files.enter_context(tempfile.TemporaryFile())) for name, command in commands.items()
        ]
        ended: list[Ended] = []
        try:
            for one in _as_they_end(running):
                ended.append(one)
                if one.status:
                    break
        finally:
            for stage in running:
                stage.interrupt()
    return ended


def _as_they_end(running: list[Stage]) -> Iterator[Ended]:
    """Show and yield each stage that has ended, remove it from the list, and print a sign of life every minute."""
    next_sign = time.monotonic() + SECONDS_BETWEEN_SIGNS
    while running:
        for stage in list(running):
            if over := stage.poll():
                running.remove(stage)
                _show(over, stage.output())
                yield over
        if time.monotonic() > next_sign:
            print(f"… {', '.join(stage.name for stage in running)}", flush=True)
            next_sign += SECONDS_BETWEEN_SIGNS
        time.sleep(_POLL_SECONDS)


def summary(ended: Iterable[Ended], seconds: float) -> list[str]:
    """Return a line with the times of each stage; in parallel each takes longer, but all together take less."""
    longest = max([_LEAST_WORD, *(len(one.name) for one in ended)])
    lines = [
        f"  {one.name:<{longest}} {one.seconds:5.0f} s   processors {one.processor_seconds:5.0f} s"
        + ("   FAILED" if one.status else "")
        for one in ended
    ]
    return [*lines, f"  {'in all':<{longest}} {seconds:5.0f} s"]


def _show(ended: Ended, output: str) -> None:
    result = "failed" if ended.status else "passed"
    print(f"── {ended.name}: {result} after {ended.seconds:.0f} s\n{output}\n", flush=True)


if __name__ == "__main__":
    main()
