"""Preconditions of writes: the version that a client has seen, and a key that makes a request idempotent."""

from __future__ import annotations

import hashlib

import msgspec


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
