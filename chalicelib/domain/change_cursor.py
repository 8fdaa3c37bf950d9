"""The cursor of the change feed, and the pages that it leads to; docs/changes.md has the reasons.

A write takes time to commit, so a change may appear before others that were delivered already. A cursor's position is
therefore the last key before which no change can appear any more, and it remembers what was delivered after that.
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
MOST_DELIVERED = 800
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
    """The last change of a note or file, and the key by which changes are ordered."""

    key: str
    version: int
    change: NoteChanged | FileChanged | ThingGone

    @property
    def digest(self) -> bytes:
        """A hash that tells this change from the others that a cursor remembers."""
        return hashlib.sha256(f"{self.key} {self.version}".encode()).digest()[:_DIGEST_BYTES]


class FeedCursor(msgspec.Struct, frozen=True):
    """Everything up to the key `position` was delivered, and after it the entries with a digest in `delivered`."""

    position: str
    delivered: frozenset[bytes] = frozenset()


class FeedPage(msgspec.Struct, frozen=True):
    """New entries, the cursor once they are delivered, and whether more is waiting."""

    new: list[Entry]
    cursor: FeedCursor
    more: bool


def next_page(cursor: FeedCursor, found: Slice[Entry], limit: int, horizon: str, most_delivered: int) -> FeedPage:
    """Return the page that follows a cursor; `found` are the entries after its position.

    No change can appear any more up to the key `horizon`: the position moves there at most, and not past what is still
    to be delivered. After it the cursor remembers up to `most_delivered` entries; the rest is left for later pages.
    """
    taken = list(_taken(cursor, found, limit, horizon, most_delivered))
    more = found.position is not None or len(taken) < len(found.items)
    reached = min(horizon, taken[-1].key if taken else cursor.position) if more else horizon
    position = max(cursor.position, reached)
    delivered = _to_remember(position, cursor.delivered.union(_digests(taken)), found)
    return FeedPage(
        [entry for entry in taken if entry.digest not in cursor.delivered], FeedCursor(position, delivered), more
    )


def encode(cursor: FeedCursor, owner: str) -> str:
    """Encode the cursor for a URL, sealed for its owner."""
    position = cursor.position.encode()
    return seal(bytes([len(position)]) + position + b"".join(sorted(cursor.delivered)), owner, _QUERY)


def decode(text: str, owner: str) -> FeedCursor:
    """Decode an encoded cursor. Raises `Invalid` unless it is one of this owner's."""
    content = unseal(text, owner, _QUERY)
    try:
        length = 1 + content[0]
        position, digests = content[1:length].decode(), content[length:]
    except (IndexError, UnicodeDecodeError):
        raise invalid_cursor() from None
    return FeedCursor(
        position, frozenset(digests[at : at + _DIGEST_BYTES] for at in range(0, len(digests), _DIGEST_BYTES))
    )


def _taken(cursor: FeedCursor, found: Slice[Entry], limit: int, horizon: str, most_delivered: int) -> Iterator[Entry]:
    """Take entries up to the first that is too many for the page or for the cursor's memory."""
    room = most_delivered - len(_to_remember(horizon, cursor.delivered, found))
    for entry in found.items:
        if entry.digest not in cursor.delivered:
            limit, room = limit - 1, room - (entry.key > horizon)
            if limit < 0 or room < 0:
                return
        yield entry


def _to_remember(key: str, delivered: frozenset[bytes], found: Slice[Entry]) -> frozenset[bytes]:
    """Return the digests that a cursor at this key has to remember."""
    if found.position is None:
        # Every entry was read: others that were delivered have moved on, or are gone.
        delivered = delivered.intersection(_digests(found.items))
    return delivered.difference(_digests(entry for entry in found.items if entry.key <= key))


def _digests(entries: Iterable[Entry]) -> Iterator[bytes]:
    return (entry.digest for entry in entries)
