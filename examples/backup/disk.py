"""Atomic writes: whatever happens, a file is complete or absent."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Any

_UNFINISHED = ".unfinished-"


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """Yield a file to write into, which replaces `path` after the block, once its bytes are flushed to disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix=_UNFINISHED, delete=False) as file:
        unfinished = Path(file.name)
        try:
            yield file
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            unfinished.unlink()
            raise
    unfinished.replace(path)


def write_json(path: Path, value: Any) -> None:
    """Write a value as JSON that is readable for people, too."""
    with replacing(path) as file:
        file.write(json.dumps(value, ensure_ascii=False, indent=2).encode() + b"\n")


def set_aside(path: Path, folder: Path) -> bool:
    """Move a file or a directory there, replacing one of that name; return whether there was one to move."""
    if not path.exists():
        return False
    folder.mkdir(parents=True, exist_ok=True)
    if (folder / path.name).is_dir():
        shutil.rmtree(folder / path.name)
    path.replace(folder / path.name)
    return True


def sweep(folder: Path) -> None:
    """Remove unfinished files of an interrupted run."""
    for path in folder.rglob(f"{_UNFINISHED}*"):
        path.unlink()
