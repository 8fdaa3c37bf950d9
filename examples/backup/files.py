"""The files on disk: `<id>.json` holds a file's metadata, and `<id>/` its original by its own name."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from . import disk
from .api import Thing
from .names import is_id, known, safe
from .trouble import NotBrought


class Files:
    """A folder of files."""

    def __init__(self, folder: Path, deleted: Path) -> None:
        self._folder = folder
        self._deleted = deleted

    def ids(self) -> set[str]:
        """Return the ids of all files that are here, even if incomplete."""
        return {path.stem for path in self._folder.glob("*") if is_id(path.stem)}

    def version(self, file_id: str) -> int | None:
        """Return the version that is here, or None if the file or any of its bytes is missing."""
        file = self._described(file_id)
        return int(file["version"]) if file and (file["status"] != "ready" or self.has_original(file)) else None

    def all(self) -> Iterator[Thing]:
        """Yield the metadata of each file."""
        return filter(None, map(self._described, sorted(self.ids())))

    def has_original(self, file: Thing) -> bool:
        """Return whether the file's bytes are here, verified by reading them."""
        return self._original(file) is not None

    def keep_original(self, file: Thing, chunks: Iterable[bytes]) -> None:
        """Write the file's bytes. Raises `NotBrought` if they are not those that its owner uploaded."""
        digest = hashlib.sha256()
        with disk.replacing(self._path(file)) as original:
            for chunk in chunks:
                digest.update(chunk)
                original.write(chunk)
            if digest.hexdigest() != file["sha256"]:
                raise NotBrought("The downloaded bytes do not match the file's SHA-256.")

    def keep(self, file: Thing) -> None:
        """Write the file's metadata, after its original, which is renamed to the current name."""
        if original := self._original(file):
            original.replace(self._path(file))
        disk.write_json(self._description(file["id"]), file)

    def remove(self, file_id: str) -> bool:
        """Move the file to the deleted ones; return whether there was anything to move."""
        paths = (self._place(file_id), self._description(file_id))
        return sum(disk.set_aside(path, self._deleted) for path in paths) > 0

    def _place(self, file_id: str) -> Path:
        return self._folder / known(file_id)

    def _description(self, file_id: str) -> Path:
        return self._place(file_id).with_suffix(".json")

    def _path(self, file: Thing) -> Path:
        return self._place(file["id"]) / safe(file["name"], otherwise="file")

    def _original(self, file: Thing) -> Path | None:
        paths = (path for path in self._place(file["id"]).glob("*") if path.is_file())
        return next((path for path in paths if _digest(path) == file["sha256"]), None)

    def _described(self, file_id: str) -> Thing | None:
        try:
            file: Thing = json.loads(self._description(file_id).read_bytes())
        except (OSError, ValueError):
            return None
        return file


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
