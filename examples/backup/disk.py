"""Writing so that whatever happens, a file is there whole or not at all."""

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
    """A file to write into that takes the place of `path` once the block is through, and is on the disk by then."""
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
    """For people too."""
    with replacing(path) as file:
        file.write(json.dumps(value, ensure_ascii=False, indent=2).encode() + b"\n")


def set_aside(path: Path, folder: Path) -> bool:
    """Move a file or a directory there, over what was there by that name; whether there was one to move."""
    if not path.exists():
        return False
    folder.mkdir(parents=True, exist_ok=True)
    if (folder / path.name).is_dir():
        shutil.rmtree(folder / path.name)
    path.replace(folder / path.name)
    return True


def sweep(folder: Path) -> None:
    """Remove what a run that was cut short has left unfinished."""
    for path in folder.rglob(f"{_UNFINISHED}*"):
        path.unlink()
