"""An undo log of the objects' files, to restore what was overwritten or removed since the state was last saved.

The objects of S3 are files, which change at once, while the state is saved every second or so. After a crash the table
is as it was last saved; it must not describe bytes that have been removed since. So a file that is about to be replaced
or removed first gets a hard link below `undo/<generation>/`, which costs nothing however large it is. These links are
deleted once a state that includes the change has been saved. New files stay: the sweep removes orphaned bytes.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from types import ModuleType
from typing import Any

_TEMPORARY = ".tmp"


class ObjectUndo:
    """The undo log of one tree of files, in a directory beside it on the same disk."""

    def __init__(self, objects: Path, directory: Path, generation: int) -> None:
        self._objects, self._directory = objects, directory
        # The newest state that does not include the current changes.
        self.generation = generation
        self.changed: set[Path] = set()

    def begin(self, generation: int) -> set[Path]:
        """Begin a generation, as a state is being taken now; return the files changed since the previous one."""
        self.generation = generation
        changed, self.changed = self.changed, set()
        return changed

    def discard(self, before: int) -> None:
        """Delete what only states older than this one, which is saved, would need."""
        for number in _numbers(self._directory):
            if number < before:
                shutil.rmtree(self._directory / str(number), ignore_errors=True)

    def keep(self, path: Path) -> None:
        """Make a file recoverable that is about to be changed or removed."""
        if self._objects not in path.parents or path.suffix == _TEMPORARY:
            return
        self.changed.add(path)
        kept = self._directory / str(self.generation) / path.relative_to(self._objects)
        if path.is_file() and not kept.exists():
            kept.parent.mkdir(parents=True, exist_ok=True)
            link(path, kept)


class WatchedOs:
    """A substitute for the module `os` that makes removed and replaced files recoverable."""

    def __init__(self, undo: ObjectUndo) -> None:
        self._undo = undo

    def __getattr__(self, name: str) -> Any:
        return getattr(os, name)

    def remove(self, path: str) -> None:
        """Remove a file, recoverably."""
        self._undo.keep(Path(path))
        Path(path).unlink()

    def replace(self, source: str, target: str) -> None:
        """Replace a file, recoverably."""
        self._undo.keep(Path(target))
        Path(source).replace(target)


class WatchedShutil:
    """A substitute for the module `shutil` that makes removed files recoverable."""

    def __init__(self, undo: ObjectUndo) -> None:
        self._undo = undo

    def __getattr__(self, name: str) -> Any:
        return getattr(shutil, name)

    def rmtree(self, path: str) -> None:
        """Remove a directory and all below it, recoverably."""
        for file in Path(path).rglob("*"):
            if file.is_file():
                self._undo.keep(file)
        shutil.rmtree(path)


def watch(module: ModuleType, undo: ObjectUndo) -> None:
    """Make everything that this module removes or overwrites recoverable."""
    module.os = WatchedOs(undo)  # type: ignore[attr-defined]
    module.shutil = WatchedShutil(undo)  # type: ignore[attr-defined]


def roll_back(objects: Path, directory: Path, generation: int) -> int:
    """Restore what changed since this generation of the state, the oldest last; return the number of files."""
    restored = 0
    for number in sorted(_numbers(directory), reverse=True):
        kept = directory / str(number)
        for path in [path for path in kept.rglob("*") if path.is_file()] if number >= generation else []:
            target = objects / path.relative_to(kept)
            target.parent.mkdir(parents=True, exist_ok=True)
            path.replace(target)
            restored += 1
        shutil.rmtree(kept, ignore_errors=True)
    return restored


def _numbers(directory: Path) -> list[int]:
    return [int(path.name) for path in directory.iterdir() if path.name.isdecimal()] if directory.is_dir() else []


def link(path: Path, kept: Path) -> None:
    """Create a hard link to a file, or copy it where the disk has no hard links."""
    try:
        os.link(path, kept)
    except OSError:
        # A disk without hard links.
        shutil.copy2(path, kept)
