"""What a sweep looks at, what it may find, and what it needs of the outside."""

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
    """The owners that come next: a page of a part, less those of it that are done.

    `after` says for good which page that is, and is no token that somebody could forget overnight; None is the first.
    """

    part: Part = PARTS[0]
    after: str | None = None
    done: tuple[str, ...] = ()


class Checkpoint(msgspec.Struct, frozen=True):
    """A position as it is written down; the revision tells whether it still is."""

    position: Position = Position()
    revision: int = 0


class OwnerPage(NamedTuple):
    """A page of owners, and the position of the next page where there is one; a page may be empty."""

    owners: list[str]
    after: str | None


class Kept(NamedTuple):
    """As much of a file as a sweep has to remember."""

    status: Status
    created_at: str


class UsageAudit(msgspec.Struct, frozen=True):
    """One owner's usage, as recorded and then as counted; `revision` is that of the record, if it has one."""

    recorded: Usage
    revision: int | None
    counted: Usage
    files: dict[str, Kept]

    @property
    def wrong(self) -> bool:
        """Whether the record is not what was counted."""
        return self.recorded != self.counted

    def same_as(self, other: UsageAudit) -> bool:
        """Whether nothing was recorded in between, and the same counted."""
        return (self.recorded, self.revision, self.counted) == (other.recorded, other.revision, other.counted)


class StoredObject(NamedTuple):
    """An object, and the file that it would belong to."""

    key: str
    file_id: str
    modified: datetime
    original: bool


class Swept(msgspec.Struct, frozen=True):
    """An owner was looked after."""

    owner: str


class Repaired(msgspec.Struct, frozen=True):
    """Their usage was not what they keep, and now is."""

    owner: str


class Removed(msgspec.Struct, frozen=True):
    """So many objects belonged to no file."""

    owner: str
    objects: int


class Missing(msgspec.Struct, frozen=True):
    """A file is there, and its bytes are not; nobody can repair that here."""

    owner: str
    file_id: str


class Abandoned(msgspec.Struct, frozen=True):
    """An owner of items or objects has no account, or none any more; what is theirs stays."""

    owner: str


class Skipped(msgspec.Struct, frozen=True):
    """An owner could not be looked after, at least not wholly."""

    owner: str
    error: Exception


class Stopped(msgspec.Struct, frozen=True):
    """The time was up; the next sweep goes on from here."""


Finding = Swept | Repaired | Removed | Missing | Abandoned | Skipped | Stopped


class OwnerDirectory(Protocol):
    """Everyone who may have something here."""

    def page(self, part: Part, after: str | None) -> OwnerPage:
        """Give the next few of a part."""

    def knows(self, owner: str) -> bool:
        """Tell if there is an account by that id, disabled or not."""


class UsageAuditor(Protocol):
    """What is recorded of each owner's usage."""

    def audit(self, owner: str) -> UsageAudit:
        """Read the record, and then count what there is."""

    def correct(self, owner: str, audit: UsageAudit) -> bool:
        """Record what was counted, unless anything was recorded since the look; whether that was done."""


class StoredObjects(Protocol):
    """The objects that there are."""

    def stored(self, owner: str) -> Iterator[StoredObject]:
        """All of an owner's that have a place of ours."""

    def has_original(self, owner: str, file_id: str) -> bool:
        """Whether a file's bytes are there."""

    def discard(self, keys: list[str]) -> None:
        """Delete these."""


class Progress(Protocol):
    """How far the sweeps have come."""

    def checkpoint(self) -> Checkpoint:
        """Where the next one begins."""

    def move(self, checkpoint: Checkpoint, position: Position) -> Checkpoint | None:
        """Go on from exactly that mark; None where another sweep has."""
