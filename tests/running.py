"""The packaged service on the embedded cloud, for the tests that need it whole."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from local.places import Places
from local.stack import Stack, running
from tests.made import CODE
from tests.stack import canary

PASSWORD = "correct horse battery"


# Saving takes a tenth of a second of a processor; what is saved by the way is only for tests that kill the cloud.
SELDOM = 60.0


def free_places(data: Path, save_seconds: float = SELDOM) -> Places:
    """A port and a directory of this run's own, but for the code of functions, which is the same for all."""
    return Places(data, free_port(), save_seconds, data / CODE)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def new_address(name: str) -> str:
    """An e-mail address that nobody has had yet."""
    return f"{name}-{secrets.token_hex(4)}@skynotes.example"


@contextmanager
def trusted(places: Places) -> Iterator[Stack]:
    """The service; where the canary does not sing, nothing that these tests show would be worth anything."""
    with running(places, print) as stack:
        canary.sing(stack)
        yield stack
