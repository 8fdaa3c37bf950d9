"""Conditions and queries that repositories are called with, and the exceptions that only they raise."""

from __future__ import annotations

import hashlib

import msgspec

from .file_fields import ListedKind
from .notes import State


class Precondition(msgspec.Struct, frozen=True):
    """The versions that a change may be made to; None stands for any."""

    versions: frozenset[int] | None = None

    def holds(self, version: int) -> bool:
        """Whether a thing of this version may be changed."""
        return self.versions is None or version in self.versions


ANY_VERSION = Precondition()


class Idempotency(msgspec.Struct, frozen=True):
    """A request that is to have its effect once: the client's key, and a digest of what it asked for."""

    key: str
    fingerprint: str


def once(key: str | None, asked: msgspec.Struct) -> Idempotency | None:
    """A request of that key, by all that it asks for; None without one."""
    return Idempotency(key, hashlib.sha256(msgspec.json.encode(asked)).hexdigest()) if key else None


class FileQuery(msgspec.Struct, frozen=True):
    """Which files to list; None means all."""

    state: State
    kind: ListedKind | None = None
    note_id: str | None = None


class NothingArrived(Exception):
    """There are no uploaded bytes: they never came, or they were taken in already."""


class SocketGone(Exception):
    """Nobody is at the other end of a connection any more, or nobody is there yet."""
