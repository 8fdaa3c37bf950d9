"""The processes of functions that outlive the embedded cloud that started them.

When the cloud is killed, a running function retries its request and reaches the next cloud, whose state no longer has
the cause: it would remove the bytes of a file whose deletion was rolled back.
"""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from .forked_functions import MARK
from .places import Places

_PROCESSES = Path("/proc")


def end_all(places: Places) -> None:
    """Kill the functions that an ended cloud on this data has left."""
    for process in running(places):
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)


def running(places: Places) -> list[int]:
    """List the process ids of the functions of clouds on this data, and their fork server."""
    script = f"{places.scratch}/{MARK}"
    return [process for process, command in _commands() if script in command]


def _commands() -> Iterator[tuple[int, str]]:
    """Yield every process id with its command line: from /proc on Linux, which may lack `ps`; elsewhere by `ps`."""
    if (_PROCESSES / "self").exists():
        yield from _of_linux()
        return
    listed = subprocess.run(["/bin/ps", "-axww", "-o", "pid=,command="], capture_output=True, text=True, check=True)
    for line in listed.stdout.splitlines():
        process, _, command = line.strip().partition(" ")
        yield int(process), command


def _of_linux() -> Iterator[tuple[int, str]]:
    for path in _PROCESSES.glob("[0-9]*"):
        # The process may end meanwhile.
        with suppress(OSError):
            yield int(path.name), (path / "cmdline").read_bytes().decode(errors="replace")
