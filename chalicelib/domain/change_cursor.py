"""How a client follows the change feed: how far it has come, and what a step further is; docs/changes.md says why.

A write takes its time before it is committed, so a change may turn up behind others that are known already. A trail
therefore ends where nothing can turn up any more, and remembers what was given behind that.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Annotated

import msgspec
from msgspec import Meta

from .clock import DeletedAt
from .files import File
from .ids import Entity, FileId, NoteId, ThingId
from .notes import NoteSummary
from .paging import Slice, invalid_cursor, seal, unseal

# A minute is the longest that a function which writes may take; the rest is for clocks that differ.
WINDOW = timedelta(seconds=90)
TOMBSTONE_PERIOD = timedelta(days=60)
# With more, a cursor would not fit into a URL.
MOST_GIVEN = 800
_QUERY = "changes"
_DIGEST_BYTES = 6
_WHICH = Meta(description="Which of them it was.", examples=["note"])


class NoteChanged(msgspec.Struct, frozen=True, tag_field="type", tag="note"):
    """A note was written or moved."""

    id: NoteId
    note: NoteSummary


class FileChanged(msgspec.Struct, frozen=True, tag_field="type", tag="file"):
    """A file was declared, looked at, changed or moved."""

    id: FileId
    file: File


class ThingGone(msgspec.Struct, frozen=True, tag_field="type", tag="gone"):
    """A note or a file is there no longer; `entity` is which of them."""

    id: ThingId
    entity: Annotated[Entity, _WHICH]
    deleted_at: DeletedAt


class Entry(msgspec.Struct, frozen=True):
    """What the feed has of a thing: its last change, and the key by which changes are ordered."""

    key: str
    version: int
    change: NoteChanged | FileChanged | ThingGone

    @property
    def digest(self) -> bytes:
        """Enough to tell this change of this thing from the others that a trail remembers."""
        return hashlib.sha256(f"{self.key} {self.version}".encode()).digest()[:_DIGEST_BYTES]


class Trail(msgspec.Struct, frozen=True):
    """All is given up to the key `position`, and of what is behind it that whose digests are in `given`."""

    position: str
    given: frozenset[bytes] = frozenset()


class Step(msgspec.Struct, frozen=True):
    """What is new, the trail once it is given, and whether there is more to give."""

    new: list[Entry]
    trail: Trail
    more: bool


def follow(trail: Trail, found: Slice[Entry], limit: int, horizon: str, most_given: int) -> Step:
    """Go on from a trail, given what is behind its position.

    Nothing turns up any more up to the key `horizon`: so far may the position go, but not past what is left to give.
    Behind it the trail remembers `most_given`; what it could not remember is left for later.
    """
    taken = list(_taken(trail, found, limit, horizon, most_given))
    more = found.position is not None or len(taken) < len(found.items)
    reached = min(horizon, taken[-1].key if taken else trail.position) if more else horizon
    position = max(trail.position, reached)
    given = _behind(position, trail.given.union(_digests(taken)), found)
    return Step([entry for entry in taken if entry.digest not in trail.given], Trail(position, given), more)


def encode(trail: Trail, owner: str) -> str:
    """The trail as a cursor."""
    position = trail.position.encode()
    return seal(bytes([len(position)]) + position + b"".join(sorted(trail.given)), owner, _QUERY)


def decode(cursor: str, owner: str) -> Trail:
    """The trail that a cursor stands for. Raises `Invalid` unless it is one of this owner's."""
    content = unseal(cursor, owner, _QUERY)
    try:
        length = 1 + content[0]
        position, digests = content[1:length].decode(), content[length:]
    except (IndexError, UnicodeDecodeError):
        raise invalid_cursor() from None
    return Trail(position, frozenset(digests[at : at + _DIGEST_BYTES] for at in range(0, len(digests), _DIGEST_BYTES)))


def _taken(trail: Trail, found: Slice[Entry], limit: int, horizon: str, most_given: int) -> Iterator[Entry]:
    """Those up to the first that is one too many, for the answer or, if it has to be remembered, for the trail."""
    room = most_given - len(_behind(horizon, trail.given, found))
    for entry in found.items:
        if entry.digest not in trail.given:
            limit, room = limit - 1, room - (entry.key > horizon)
            if limit < 0 or room < 0:
                return
        yield entry


def _behind(key: str, given: frozenset[bytes], found: Slice[Entry]) -> frozenset[bytes]:
    """What has to be remembered by a trail that has come to this key."""
    if found.position is None:
        # All that there is was read: what else was given has moved on, or is gone.
        given = given.intersection(_digests(found.items))
    return given.difference(_digests(entry for entry in found.items if entry.key <= key))


def _digests(entries: Iterable[Entry]) -> Iterator[bytes]:
    return (entry.digest for entry in entries)
