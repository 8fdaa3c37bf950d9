"""The package and the page, made once for all test processes, and again only when one of their inputs has changed."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ship import page
from ship.package import THIS_MACHINES, Package, package

# What a data directory holds of them.
_DIRECTORIES = ("package", "page")


def make(directory: Path) -> Path:
    """Make what the embedded cloud runs, below a directory that processes share; return the directory."""
    with _alone(directory):
        package(directory, "local")
        page.build(directory)
    return directory


def packaged(directory: Path, stage: str, architecture: str = THIS_MACHINES) -> Package:
    """Make a package there as well."""
    with _alone(directory):
        return package(directory, stage, architecture)


def copied(made: Path, data: Path) -> Path:
    """Copy what `make` has made into a data directory, which then needs not make it; return the data directory."""
    for name in _DIRECTORIES:
        shutil.copytree(made / name, data / name, dirs_exist_ok=True)
    return data


@contextmanager
def _alone(directory: Path) -> Iterator[None]:
    with (directory / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
