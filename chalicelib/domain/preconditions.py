"""Conditions and queries that are passed to repositories, and the exceptions that only repositories raise."""

from __future__ import annotations

import hashlib

import msgspec

from .file_fields import ListedKind
from .notes import State


class Precondition(msgspec.Struct, frozen=True):
    """The versions to which a change may be applied; None stands for any."""

    versions: frozenset[int] | None = None

    def holds(self, version: int) -> bool:
        """Return whether this version may be changed."""
        return self.versions is None or version in self.versions


ANY_VERSION = Precondition()


class Idempotency(msgspec.Struct, frozen=True):
    """An idempotent request: the client's key, and a digest of the request's content."""

    key: str
    fingerprint: str


def once(key: str | None, asked: msgspec.Struct) -> Idempotency | None:
    """Return the key with a digest of the request's content; None without a key."""
    return Idempotency(key, hashlib.sha256(msgspec.json.encode(asked)).hexdigest()) if key else None


class FileQuery(msgspec.Struct, frozen=True):
    """A filter of the files to list; None means all."""

    state: State
    kind: ListedKind | None = None
    note_id: str | None = None


class NothingArrived(Exception):
    """There are no uploaded bytes: they never arrived, or they were processed already."""


class SocketGone(Exception):
    """The client of a connection has disconnected, or is not connected yet."""
