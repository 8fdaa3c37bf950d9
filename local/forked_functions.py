"""Functions that start quickly: forks of a process that has loaded what all of them need.

In a Python process of its own, a function spends most of its first second loading botocore. On AWS it does so too, but
there Lambda keeps as many processes as are needed. Here each deployment, each test and each start of the cloud would
pay for it again.
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

# The prefix of the temporary directories to which ministack unpacks functions, and so of their scripts' paths in the
# command lines of their processes.
MARK = "ministack-lambda-"
# Only Linux has process descriptors, which stay valid when a process id is reused.
POSSIBLE = hasattr(os, "pidfd_open")
# The server loads for a second before its first answer.
PATIENCE_SECONDS = 30.0


class ForkedProcess:
    """A process that runs a script, with the part of `subprocess.Popen` that ministack uses."""

    def __init__(self, handle: int, stdin: TextIO, stdout: TextIO, stderr: TextIO) -> None:
        self._handle, self.stdin, self.stdout, self.stderr = handle, stdin, stdout, stderr
        # The exit status is not known, only that the process has ended.
        self.returncode: int | None = None
        weakref.finalize(self, os.close, handle)

    def poll(self) -> int | None:
        """Return 0 if the process has ended, or None."""
        return self._wait(0)

    def wait(self, timeout: float | None = None) -> int:
        """Wait until the process has ended. Raises `subprocess.TimeoutExpired` after `timeout` seconds."""
        status = self._wait(None if timeout is None else 1000 * timeout)
        if status is None:
            raise subprocess.TimeoutExpired("a forked process", timeout or 0)
        return status

    def terminate(self) -> None:
        """Ask the process to end."""
        self._signal(signal.SIGTERM)

    def kill(self) -> None:
        """Kill the process."""
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
    """A process that starts others by forking itself; it ends with the process that created it."""

    def __init__(self, scratch: Path, seconds: float = PATIENCE_SECONDS) -> None:
        self._asking, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._asking.settimeout(seconds)
        self._one_at_a_time = threading.Lock()
        with theirs:
            descriptor = theirs.fileno()
            command = [sys.executable, "-P", fork_server.__file__, str(descriptor), str(scratch / MARK)]
            self._process = subprocess.Popen(command, pass_fds=[descriptor], stdin=subprocess.DEVNULL)

    def fork(self, script: str, directory: str, environment: dict[str, str]) -> ForkedProcess:
        """Run the script. Raises `OSError` if the server has ended, or has once not answered in time."""
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
        """End the server; the processes that it has started go on."""
        self._asking.close()
        self._process.wait()

    def _handle(self, asked: bytes, streams: list[int]) -> int:
        with self._one_at_a_time:
            try:
                socket.send_fds(self._asking, [asked], streams)
                _, handles, _, _ = socket.recv_fds(self._asking, 1, 1)
            except OSError:
                # A late answer would be taken for the answer to another request.
                self._asking.close()
                raise
        if not handles:
            raise BrokenPipeError("The fork server has ended.")
        return handles[0]


def share(module: ModuleType, server: ForkServer) -> None:
    """Make this module start its Python scripts by the fork server, or as usual if that does not answer."""

    def start(command: list[str], **how: Any) -> ForkedProcess | subprocess.Popen[str]:
        program, *scripts = command
        if program == sys.executable and len(scripts) == 1:
            with suppress(OSError):
                return server.fork(scripts[0], how["cwd"], how["env"])
        return subprocess.Popen(command, **how)

    module.subprocess = SimpleNamespace(**{**vars(subprocess), "Popen": start})  # type: ignore[attr-defined]
