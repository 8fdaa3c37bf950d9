"""The port, asked for before anything is built, so this needs nothing but Python.

`python -m local.port` asks for the port that `make run` would use.
"""

from __future__ import annotations

import fcntl
import socket
import time
from collections.abc import Callable

from .places import Places

# What the cloud of a run that was killed has left to stop in order.
STOPPING_SECONDS = 60


class Taken(Exception):
    """Something else answers on the port."""


def refuse_taken(port: int, another: str = "PORT=4600 make run") -> None:
    """Raise `Taken` when this machine already serves the port; `another` is the command that chooses another one."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # A port that was just given up may be taken again; one that is listened on may not.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise Taken(
                f"Port {port} is taken, perhaps by another `make {another.split()[-1]}`. Stop what uses it, or choose "
                f"another port: {another}"
            ) from None


def wait_for_the_last_run(places: Places, say: Callable[[str], None], seconds: float = STOPPING_SECONDS) -> None:
    """Wait while the cloud of a run that was killed still saves this data. Raises `Taken` when it does not end."""
    if not cloud_runs(places):
        return
    say("Waiting for the embedded cloud of the last run to stop")
    deadline = time.monotonic() + seconds
    while cloud_runs(places):
        if time.monotonic() > deadline:
            raise Taken(f"The embedded cloud of the last run still uses {places.data}. Stop it, and try again.")
        time.sleep(0.1)


def cloud_runs(places: Places) -> bool:
    """Tell if a process holds the lock that an embedded cloud on this data has as long as it lives."""
    try:
        with (places.data / "cloud.lock").open("r+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def main() -> None:
    """Exit with a sentence when the port is taken by anything but this data's own cloud, which may be about to stop."""
    places = Places.from_environment()
    try:
        if not cloud_runs(places):
            refuse_taken(places.port)
    except Taken as taken:
        raise SystemExit(str(taken)) from None


if __name__ == "__main__":
    main()
