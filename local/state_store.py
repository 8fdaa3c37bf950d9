"""The embedded cloud's state on disk: numbered generations, each complete or absent.

    state/generations/17/dynamodb.json    one part for each of the cloud's services, all of the same moment
    state/generations/17/manifest.json    the SHA-256 of each part; written last

A generation is written beside the others, flushed to disk, and renamed last. Parts that have not changed since the
previous generation are hard links to it. The previous generation is kept in case the newest turns out to be damaged.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

LAYOUT = 1
KEPT = 2
_MANIFEST = "manifest.json"


class Broken(Exception):
    """A generation that cannot be used; the text says why."""


class StateStore:
    """The generations below a directory."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def numbers(self) -> list[int]:
        """Return the numbers of the existing generations, newest first; they need not be complete."""
        if not self.directory.is_dir():
            return []
        return sorted((int(path.name) for path in self.directory.iterdir() if path.name.isdecimal()), reverse=True)

    def path(self, number: int) -> Path:
        """Return the directory of a generation."""
        return self.directory / str(number)

    def save(self, number: int, parts: Iterable[tuple[str, bytes]]) -> None:
        """Write a generation, newer than all others; when this returns it survives a power cut. Raises `OSError`."""
        unfinished = self.directory / f"unfinished-{number}"
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        digests = dict(self._write_parts(unfinished, parts))
        _write(unfinished / _MANIFEST, json.dumps({"layout": LAYOUT, "parts": digests}).encode())
        flush_directory(unfinished)
        unfinished.rename(self.path(number))
        flush_directory(self.directory)
        self._prune()

    def read(self, number: int) -> dict[str, bytes]:
        """Return the parts of a generation by name. Raises `Broken` unless it is complete and of this layout."""
        try:
            digests = _digests(self.path(number) / _MANIFEST)
            parts = {name: self._part(number, name).read_bytes() for name in digests}
        except (OSError, ValueError) as error:
            raise Broken(str(error)) from error
        for name, data in parts.items():
            if _sha256(data) != digests[name]:
                raise Broken(f"{self._part(number, name)} is damaged")
        return parts

    def clear_unfinished(self) -> None:
        """Remove what an interrupted save has left; nothing depends on it."""
        for path in self.directory.glob("*-*"):
            shutil.rmtree(path, ignore_errors=True)

    def _write_parts(self, target: Path, parts: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, str]]:
        before = self._newest()
        for name, data in parts:
            digest = _sha256(data)
            if not (before and before[1].get(name) == digest and _linked(self._part(before[0], name), target)):
                _write(target / f"{name}.json", data)
            yield name, digest

    def _newest(self) -> tuple[int, Mapping[str, str]] | None:
        try:
            number = self.numbers()[0]
            return number, _digests(self.path(number) / _MANIFEST)
        except (IndexError, OSError, ValueError):
            return None

    def _part(self, number: int, name: str) -> Path:
        return self.path(number) / f"{name}.json"

    def _prune(self) -> None:
        for number in self.numbers()[KEPT:]:
            # Renamed first, so that an incomplete generation never has a number.
            gone = self.path(number).rename(self.directory / f"removed-{number}")
            shutil.rmtree(gone, ignore_errors=True)


def flush(path: Path) -> None:
    """Flush the file's bytes to disk; do nothing if the file no longer exists."""
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


# A directory's entries are flushed like a file's bytes.
flush_directory = flush


def _digests(manifest: Path) -> dict[str, str]:
    content = json.loads(manifest.read_bytes())
    if not isinstance(content, dict) or content.get("layout") != LAYOUT:
        raise ValueError(f"{manifest} was written by another version of Skynotes")
    digests: dict[str, str] = content["parts"]
    return digests


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _linked(part: Path, target: Path) -> bool:
    try:
        os.link(part, target / part.name)
    except OSError:
        return False
    return True


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
