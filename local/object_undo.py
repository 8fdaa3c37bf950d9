"""An undo log of the objects' files: what was overwritten or removed since the state was last saved comes back.

The objects of S3 are files, which change at once, and the state is saved every other second. After a crash the table is
as it was when it was last saved; it must not describe bytes that have been removed since. So a file that is about to be
replaced or removed gets a second name below `undo/<generation>/` first, which costs nothing however large it is. These
names go when a state has been saved that knows of the change. New files stay: bytes that nothing describes are swept.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from types import ModuleType
from typing import Any

_TEMPORARY = ".tmp"


class ObjectUndo:
    """The log of one tree of files, in a directory beside it on the same disk."""

    def __init__(self, objects: Path, directory: Path, generation: int) -> None:
        self._objects, self._directory = objects, directory
        # The newest state that does not know of what changes now.
        self.generation = generation
        self.changed: set[Path] = set()

    def begin(self, generation: int) -> set[Path]:
        """Tell that a state is being taken at this moment; the files that have changed since the one before."""
        self.generation = generation
        changed, self.changed = self.changed, set()
        return changed

    def forget(self, before: int) -> None:
        """Give up what only states older than this one, which is saved, would need."""
        for number in _numbers(self._directory):
            if number < before:
                shutil.rmtree(self._directory / str(number), ignore_errors=True)

    def keep(self, path: Path) -> None:
        """Make a file that is about to change or to go recoverable."""
        if self._objects not in path.parents or path.suffix == _TEMPORARY:
            return
        self.changed.add(path)
        kept = self._directory / str(self.generation) / path.relative_to(self._objects)
        if path.is_file() and not kept.exists():
            kept.parent.mkdir(parents=True, exist_ok=True)
            link(path, kept)


class WatchedOs:
    """The module `os` for code whose files are to be recoverable."""

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
    """The module `shutil`, likewise."""

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
    """Put back what changed since this generation of the state, the oldest last; how many files that were."""
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
    """Give a file a second name, or copy it where the disk has no hard links."""
    try:
        os.link(path, kept)
    except OSError:
        # A disk without hard links.
        shutil.copy2(path, kept)
