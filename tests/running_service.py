"""The packaged service on the embedded cloud, for tests that need the whole service."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from local.places import Places
from local.stack import Stack, running
from tests.build_artifacts import CODE
from tests.stack import canary

PASSWORD = "correct horse battery"


# Saving takes a tenth of a second of processor time, and only tests that kill the cloud need frequent saves.
SELDOM = 60.0


def free_places(data: Path, save_seconds: float = SELDOM) -> Places:
    """Return a port and a directory of this run's own; only the functions' code below it may be shared."""
    return Places(data, free_port(), save_seconds, data / CODE)


def free_port() -> int:
    """Return a port without a listener."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def new_address(name: str) -> str:
    """Return an e-mail address that has not been used yet."""
    return f"{name}-{secrets.token_hex(4)}@skynotes.example"


@contextmanager
def trusted(places: Places) -> Iterator[Stack]:
    """Run the service, and check with the canary that the embedded cloud refuses what AWS refuses.

    Otherwise the tests would prove nothing.
    """
    with running(places, print) as stack:
        canary.sing(stack)
        yield stack
