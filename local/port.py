"""Checks that the port is free, made before anything is built, so this needs only Python.

`python -m local.port` checks the port that `make run` would use.
"""

from __future__ import annotations

import fcntl
import socket
import time
from collections.abc import Callable

from ship import command_line

from .places import Places

# The time that the cloud of a killed run has to stop in order.
STOPPING_SECONDS = 60


class Taken(Exception):
    """A port or a data directory that another process uses."""


def refuse_taken(port: int, another: str = "PORT=4600 make run") -> None:
    """Raise `Taken` if the port is in use on this machine; `another` is the command that chooses another port."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # A port that was just released may be bound again; one with a listener may not.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise Taken(
                f"Port {port} is in use, perhaps by another `make {another.split()[-1]}`. Stop that process, or choose "
                f"another port: {another}"
            ) from None


def wait_for_the_last_run(places: Places, say: Callable[[str], None], seconds: float = STOPPING_SECONDS) -> None:
    """Wait while the cloud of a killed run still saves this data. Raises `Taken` if it does not end in time."""
    if not cloud_runs(places):
        return
    say("Waiting for the embedded cloud of the last run to stop")
    deadline = time.monotonic() + seconds
    while cloud_runs(places):
        if time.monotonic() > deadline:
            raise Taken(f"The embedded cloud of the last run still uses {places.data}. Stop it, and try again.")
        time.sleep(0.1)


def cloud_runs(places: Places) -> bool:
    """Return whether a process holds the lock that an embedded cloud on this data holds as long as it runs."""
    try:
        with (places.data / "cloud.lock").open("r+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def main() -> None:
    """Exit with a message if the port is in use, except by this data's own cloud, which may be about to stop."""
    command_line.no_arguments("local.port", __doc__)
    places = Places.from_environment()
    try:
        if not cloud_runs(places):
            refuse_taken(places.port)
    except Taken as taken:
        raise SystemExit(str(taken)) from None


if __name__ == "__main__":
    main()
