"""The package and the page, built once for all test processes, and again only when one of their inputs has changed."""

from __future__ import annotations

import fcntl
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ship import page
from ship.package import THIS_MACHINES, Package, package

# Their directories in a data directory.
_DIRECTORIES = ("package", "page")
# The functions' code, unpacked and compiled for all clouds; that of earlier packages is removed after a week.
CODE = "code"
_KEPT_SECONDS = 7 * 86400


def make(directory: Path) -> Path:
    """Build the package and the page below a directory that processes share; return the directory."""
    with _alone(directory):
        package(directory, "local")
        page.build(directory)
        _remove_old(directory / CODE)
    return directory


def packaged(directory: Path, stage: str, architecture: str = THIS_MACHINES) -> Package:
    """Build another package there as well."""
    with _alone(directory):
        return package(directory, stage, architecture)


def copied(made: Path, data: Path) -> Path:
    """Copy the output of `make` into a data directory, so that it is not built again; return the data directory."""
    for name in _DIRECTORIES:
        shutil.copytree(made / name, data / name, dirs_exist_ok=True)
    (data / CODE).symlink_to(made / CODE)
    return data


def _remove_old(code: Path) -> None:
    code.mkdir(exist_ok=True)
    for unpacked in code.iterdir():
        if time.time() - unpacked.stat().st_mtime > _KEPT_SECONDS:
            shutil.rmtree(unpacked)


@contextmanager
def _alone(directory: Path) -> Iterator[None]:
    with (directory / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
