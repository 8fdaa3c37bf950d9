"""The data directory: private to its owner, and used by one run at a time."""

from __future__ import annotations

import fcntl
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


class Unusable(Exception):
    """A data directory that is in use, owned or used by others, or not writable."""


@contextmanager
def alone_in(directory: Path) -> Iterator[None]:
    """Create the directory if missing, make it private, and lock it: two clouds would overwrite each other's data.

    Raises `Unusable`.
    """
    before = os.umask(0o077)
    try:
        _make_private(directory)
        with _locked(directory):
            yield
    finally:
        os.umask(before)


def _make_private(directory: Path) -> None:
    try:
        directory.mkdir(parents=True, exist_ok=True)
        found = directory.stat()
        if found.st_uid != os.geteuid() or found.st_mode & stat.S_ISVTX:
            raise Unusable(f"LOCAL_DIR is {directory}, which other users can use, too. Choose a directory of your own.")
        directory.chmod(0o700)
    except OSError as error:
        raise Unusable(f"The data cannot be stored in {directory}: {error.strerror}.") from None


@contextmanager
def _locked(directory: Path) -> Iterator[None]:
    with _open(directory / "lock") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Unusable(f"The service is already running with the data in {directory}.") from None
        yield


def _open(lock: Path) -> IO[str]:
    try:
        return lock.open("w")
    except OSError as error:
        raise Unusable(
            f"The data cannot be stored in {lock.parent}: {lock.name} cannot be written ({error.strerror})."
        ) from None
