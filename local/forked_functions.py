"""Functions that start at once: forks of a process that has loaded what all of them need.

A function of its own Python spends most of its first second on reading AWS's library, on a real account as well, where
it is Lambda that keeps as many processes as are needed. Here each deployment, each test and each start of the cloud
would pay for it anew.
"""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import weakref
from contextlib import suppress
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, TextIO

from . import fork_server

# Where ministack unpacks a function, below its temporary directory: each process of one has it in its command line.
MARK = "ministack-lambda-"
# Only Linux knows processes by descriptors, which outlive their numbers.
POSSIBLE = hasattr(os, "pidfd_open")
# It loads for a second before it answers the first time.
PATIENCE_SECONDS = 30.0


class ForkedProcess:
    """A process that runs a script; with what ministack uses of `subprocess.Popen`."""

    def __init__(self, handle: int, stdin: TextIO, stdout: TextIO, stderr: TextIO) -> None:
        self._handle, self.stdin, self.stdout, self.stderr = handle, stdin, stdout, stderr
        # How it has ended is told to nobody, only that it has.
        self.returncode: int | None = None
        weakref.finalize(self, os.close, handle)

    def poll(self) -> int | None:
        """Return 0 if it has ended, or None."""
        return self._wait(0)

    def wait(self, timeout: float | None = None) -> int:
        """Return when it has ended. Raises `subprocess.TimeoutExpired` after so many seconds."""
        status = self._wait(None if timeout is None else 1000 * timeout)
        if status is None:
            raise subprocess.TimeoutExpired("a forked process", timeout or 0)
        return status

    def terminate(self) -> None:
        """Ask it to end."""
        self._signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self._signal(signal.SIGKILL)

    def _wait(self, milliseconds: float | None) -> int | None:
        if self.returncode is None:
            ended = select.poll()
            ended.register(self._handle, select.POLLIN)
            if ended.poll(milliseconds):
                self.returncode = 0
        return self.returncode

    def _signal(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._handle, number)


class ForkServer:
    """Start processes by forking one; it ends with the process that has made it."""

    def __init__(self, scratch: Path, seconds: float = PATIENCE_SECONDS) -> None:
        self._asking, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._asking.settimeout(seconds)
        self._one_at_a_time = threading.Lock()
        with theirs:
            descriptor = theirs.fileno()
            command = [sys.executable, "-P", fork_server.__file__, str(descriptor), str(scratch / MARK)]
            self._process = subprocess.Popen(command, pass_fds=[descriptor], stdin=subprocess.DEVNULL)

    def fork(self, script: str, directory: str, environment: dict[str, str]) -> ForkedProcess:
        """Run the script. Raises OSError where the server has ended, or has once not answered in time."""
        asked = json.dumps({"script": script, "directory": directory, "environment": environment}).encode()
        (their_in, our_in), (our_out, their_out), (our_err, their_err) = os.pipe(), os.pipe(), os.pipe()
        ours = os.fdopen(our_in, "w", buffering=1), os.fdopen(our_out), os.fdopen(our_err)
        theirs = [their_in, their_out, their_err]
        try:
            return ForkedProcess(self._handle(asked, theirs), *ours)
        except OSError:
            for stream in ours:
                stream.close()
            raise
        finally:
            for descriptor in theirs:
                os.close(descriptor)

    def end(self) -> None:
        """End it; what it has started goes on."""
        self._asking.close()
        self._process.wait()

    def _handle(self, asked: bytes, streams: list[int]) -> int:
        with self._one_at_a_time:
            try:
                socket.send_fds(self._asking, [asked], streams)
                _, handles, _, _ = socket.recv_fds(self._asking, 1, 1)
            except OSError:
                # What it may still answer would be taken for the answer to another question.
                self._asking.close()
                raise
        if not handles:
            raise BrokenPipeError("The fork server has ended.")
        return handles[0]


def share(module: ModuleType, server: ForkServer) -> None:
    """Make this module start its scripts in Python by the fork server, or, where that does not answer, as ever."""

    def start(command: list[str], **how: Any) -> ForkedProcess | subprocess.Popen[str]:
        program, *scripts = command
        if program == sys.executable and len(scripts) == 1:
            with suppress(OSError):
                return server.fork(scripts[0], how["cwd"], how["env"])
        return subprocess.Popen(command, **how)

    module.subprocess = SimpleNamespace(**{**vars(subprocess), "Popen": start})  # type: ignore[attr-defined]
