"""The code of functions, unpacked and compiled once for all their processes.

ministack unpacks a function's archive for each process that it starts, and Python compiles it again there, which is
most of a start's cost. Here each process gets a link to one shared directory per archive, where the first process
leaves the bytecode.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import threading
import zipfile
from functools import partial
from pathlib import Path
from types import ModuleType, SimpleNamespace


class _SharedArchive(zipfile.ZipFile):
    def __init__(self, directory: Path, lock: threading.Lock, path: str) -> None:
        self._directory, self._unpacking = directory, lock
        super().__init__(path)

    # ministack passes nothing but the directory.
    def extractall(self, target: str) -> None:  # type: ignore[override]
        """Make `target`, an empty directory, a link to the contents of this archive."""
        contents = self._unpacked()
        Path(target).rmdir()
        Path(target).symlink_to(contents)

    def _unpacked(self) -> Path:
        named = repr([(entry.filename, entry.CRC, entry.file_size) for entry in self.infolist()])
        contents = self._directory / hashlib.sha256(named.encode()).hexdigest()
        with self._unpacking:
            if not contents.exists():
                self._directory.mkdir(parents=True, exist_ok=True)
                partly = tempfile.mkdtemp(suffix=".partly", dir=self._directory)
                super().extractall(partly)
                try:
                    Path(partly).rename(contents)
                except OSError:
                    # Another cloud that shares the directory was quicker.
                    shutil.rmtree(partly)
        return contents


def share(module: ModuleType, directory: Path) -> None:
    """Make this module unpack each archive once, below `directory`."""
    shared = partial(_SharedArchive, directory, threading.Lock())
    module.zipfile = SimpleNamespace(**{**vars(zipfile), "ZipFile": shared})  # type: ignore[attr-defined]
