"""Types of the reconciliation sweep: its positions, its findings, and the ports that it needs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Literal, NamedTuple, Protocol

import msgspec

from .accounts import Usage
from .file_fields import Status

Part = Literal["people", "partitions", "incoming", "originals", "previews"]
PARTS: tuple[Part, ...] = ("people", "partitions", "incoming", "originals", "previews")


class Position(msgspec.Struct, frozen=True):
    """The owners that come next: a page of a part, without those on it that are done.

    `after` identifies that page permanently, unlike a pagination token, which could expire; None is the first page.
    """

    part: Part = PARTS[0]
    after: str | None = None
    done: tuple[str, ...] = ()


class Checkpoint(msgspec.Struct, frozen=True):
    """A stored position; the revision shows whether it is still current."""

    position: Position = Position()
    revision: int = 0


class OwnerPage(NamedTuple):
    """A page of owners, and the position of the next page if there is one; a page may be empty."""

    owners: list[str]
    after: str | None


class Kept(NamedTuple):
    """The fields of a file that a sweep has to remember."""

    status: Status
    created_at: str


class UsageAudit(msgspec.Struct, frozen=True):
    """An owner's usage, as recorded and then as counted; `revision` is that of the record, or None if it has none."""

    recorded: Usage
    revision: int | None
    counted: Usage
    files: dict[str, Kept]

    @property
    def wrong(self) -> bool:
        """A difference between the recorded and the counted usage."""
        return self.recorded != self.counted

    def same_as(self, other: UsageAudit) -> bool:
        """Return whether the record, its revision and the count are the same in both audits."""
        return (self.recorded, self.revision, self.counted) == (other.recorded, other.revision, other.counted)


class StoredObject(NamedTuple):
    """An S3 object, and the id of the file that it would belong to."""

    key: str
    file_id: str
    modified: datetime
    original: bool


class Swept(msgspec.Struct, frozen=True):
    """An owner who was reconciled."""

    owner: str


class Repaired(msgspec.Struct, frozen=True):
    """An owner whose recorded usage was wrong and has been corrected."""

    owner: str


class Removed(msgspec.Struct, frozen=True):
    """Deleted objects that belonged to no file; `objects` is their number."""

    owner: str
    objects: int


class Missing(msgspec.Struct, frozen=True):
    """A file whose bytes are missing, which the sweep cannot repair."""

    owner: str
    file_id: str


class Abandoned(msgspec.Struct, frozen=True):
    """An owner of items or objects who has no account, or no longer has one; the items and objects are kept."""

    owner: str


class Skipped(msgspec.Struct, frozen=True):
    """An owner who could not be reconciled, at least not completely."""

    owner: str
    error: Exception


class Stopped(msgspec.Struct, frozen=True):
    """The end of the available time; the next sweep continues from here."""


Finding = Swept | Repaired | Removed | Missing | Abandoned | Skipped | Stopped


class OwnerDirectory(Protocol):
    """All owners who may have stored data."""

    def page(self, part: Part, after: str | None) -> OwnerPage:
        """Return the next page of a part."""

    def knows(self, owner: str) -> bool:
        """Return whether there is an account with that id, disabled or not."""


class UsageAuditor(Protocol):
    """The recorded and the counted usage of each owner."""

    def audit(self, owner: str) -> UsageAudit:
        """Read the record, and then count the items."""

    def correct(self, owner: str, audit: UsageAudit) -> bool:
        """Record the counted usage unless the record has changed since the audit; return whether it was recorded."""


class StoredObjects(Protocol):
    """The stored objects of each owner."""

    def stored(self, owner: str) -> Iterator[StoredObject]:
        """Yield an owner's objects whose keys could belong to a file."""

    def has_original(self, owner: str, file_id: str) -> bool:
        """Return whether a file's original exists."""

    def discard(self, keys: list[str]) -> None:
        """Delete the objects with these keys."""


class Progress(Protocol):
    """The stored progress of the sweeps."""

    def checkpoint(self) -> Checkpoint:
        """Return the checkpoint at which the next sweep begins."""

    def move(self, checkpoint: Checkpoint, position: Position) -> Checkpoint | None:
        """Move on from exactly that checkpoint; return None if another sweep has moved it."""
