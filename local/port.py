"""Is the port free? Asked before anything is built, so it needs nothing but Python.

`python -m local.port` asks for the port that `make run` would use.
"""

from __future__ import annotations

import socket

from .places import Places


class Taken(Exception):
    """Something else answers on the port."""


def refuse_taken(port: int) -> None:
    """Raise `Taken` when this machine already serves the port."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # A port that was just given up may be taken again; one that is listened on may not.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise Taken(
                f"Port {port} is taken, perhaps by another `make run`. Stop what uses it, or choose another port: "
                "PORT=4600 make run"
            ) from None


if __name__ == "__main__":
    try:
        refuse_taken(Places.from_environment().port)
    except Taken as taken:
        raise SystemExit(str(taken)) from None
