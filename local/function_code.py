"""The code of functions, unpacked and compiled once for all their processes.

ministack unpacks a function's archive for each process that it starts, and Python compiles it there anew, which is most
of what a start costs. Here each process gets a link to the one directory that has the contents of the same archive;
the first process leaves what Python has compiled beside it.
"""

from __future__ import annotations

import hashlib
import threading
import zipfile
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any


class SharedZipfile:
    """The module `zipfile` for code that unpacks the same archives again and again."""

    def __init__(self, directory: Path) -> None:
        self._directory, self._lock = directory, threading.Lock()
        self.ZipFile = partial(_Archive, self._unpacked)

    def __getattr__(self, name: str) -> Any:
        return getattr(zipfile, name)

    def _unpacked(self, archive: zipfile.ZipFile, content: bytes) -> Path:
        kept = self._directory / hashlib.sha256(content).hexdigest()
        with self._lock:
            if not kept.exists():
                partly = kept.with_suffix(".partly")
                archive.extractall(partly)
                partly.rename(kept)
        return kept


class _Archive:
    def __init__(self, unpacked: Any, path: str) -> None:
        self._unpacked, self._path = unpacked, Path(path)
        self._archive = zipfile.ZipFile(path)

    def __enter__(self) -> _Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self._archive.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._archive, name)

    def extractall(self, target: str) -> None:
        """Make `target`, an empty directory, a link to the contents of this archive."""
        kept = self._unpacked(self._archive, self._path.read_bytes())
        Path(target).rmdir()
        Path(target).symlink_to(kept)


def share(module: ModuleType, directory: Path) -> None:
    """Make this module unpack each archive once, below `directory`."""
    module.zipfile = SharedZipfile(directory)  # type: ignore[attr-defined]
