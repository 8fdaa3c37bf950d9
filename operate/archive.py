"""A backup in a directory: lines of JSON, the bytes of every object, and a manifest.

accounts.jsonl    a person per line
items.jsonl       an item of the table per line, in DynamoDB's JSON
objects.jsonl     key, size and ETag of an object per line
objects/<key>     the object's bytes
manifest.json     contents and source of the backup; written last, so that without it a backup is not complete
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from .running_stage import Problem

FORMAT = 1
LISTS = ("accounts", "items", "objects")
_OBJECTS = "objects"


class Archive:
    """The directory of a backup, which need not exist before something is written."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def begin(self, source: Mapping[str, str]) -> None:
        """Prepare the directory for a backup of this service, which reuses the objects of an earlier one.

        Raises `Problem` where the directory holds something else.
        """
        self.directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        _refuse_strangers(self.directory)
        if self._manifest.exists() and (other := self._facts()["source"]) != source:
            raise Problem(
                f"{self.directory} has a backup of another service, with the table {other['table']}. "
                "Choose another directory."
            )
        self._manifest.unlink(missing_ok=True)

    def write(self, name: str, lines: Iterable[Mapping[str, Any]]) -> int:
        """Write a list, one line at a time; return the number of lines."""
        count = 0
        unfinished = self._list(name).with_suffix(".part")
        with unfinished.open("w", encoding="utf-8") as file:
            for line in lines:
                file.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")
                count += 1
        unfinished.replace(self._list(name))
        return count

    def read(self, name: str) -> Iterator[Any]:
        """Yield the lines of a list, one at a time."""
        with self._list(name).open("rb") as file:
            yield from map(json.loads, file)

    def path(self, key: str) -> Path:
        """Return the path of an object's bytes. Raises `Problem` for a key that leads out of the directory."""
        if ".." in PurePosixPath(key).parts or key.startswith("/"):
            raise Problem(
                f"The object key {key!r} cannot be a file name. Skynotes did not create this object: "
                "remove it from the bucket."
            )
        return self.directory / _OBJECTS / key

    def finish(self, facts: Mapping[str, Any]) -> None:
        """Write the manifest, which makes the backup complete."""
        manifest = {"format": FORMAT, **facts, "sha256": {name: self._digest(name) for name in LISTS}}
        unfinished = self._manifest.with_suffix(".part")
        unfinished.write_text(json.dumps(manifest, indent=2) + "\n")
        unfinished.replace(self._manifest)

    def manifest(self) -> dict[str, Any]:
        """Return the manifest. Raises `Problem` if the backup is incomplete or was changed."""
        if not self._manifest.exists():
            raise Problem(
                f"There is no complete backup in {self.directory}: manifest.json, which is written last, is missing."
            )
        facts = self._facts()
        for name in LISTS:
            if not self._list(name).exists() or self._digest(name) != facts["sha256"][name]:
                raise Problem(f"{self._list(name)} has changed since the backup was made.")
        return facts

    @property
    def _manifest(self) -> Path:
        return self.directory / "manifest.json"

    def _facts(self) -> dict[str, Any]:
        try:
            facts: dict[str, Any] = json.loads(self._manifest.read_text())
            ours = facts["format"] == FORMAT
        except (ValueError, LookupError, TypeError):
            ours = False
        if not ours:
            raise Problem(f"{self._manifest} was not written by this version of Skynotes.")
        return facts

    def _list(self, name: str) -> Path:
        return self.directory / f"{name}.jsonl"

    def _digest(self, name: str) -> str:
        with self._list(name).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()


def _refuse_strangers(directory: Path) -> None:
    ours = {_OBJECTS, "manifest.json", "manifest.part"} | {
        f"{name}.{end}" for name in LISTS for end in ("jsonl", "part")
    }
    if strangers := sorted({path.name for path in directory.iterdir()} - ours):
        raise Problem(f"{directory} contains {strangers[0]}, which is not part of a backup. Choose an empty directory.")
