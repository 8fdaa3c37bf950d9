"""The cursor and the pages of the change feed; docs/changes.md has the reasons.

A write takes time to commit, so a change may appear before others that were delivered already. A cursor's position is
therefore a key up to which no change can appear any more, and the cursor remembers what was delivered after it.
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

# A function that writes may run for a minute at most; the rest allows for clock skew.
WINDOW = timedelta(seconds=90)
# With more digests, a cursor would not fit into a URL.
MOST_DELIVERED = 800
_QUERY = "changes"
_DIGEST_BYTES = 6
_WHICH = Meta(description="Whether it was a note or a file.", examples=["note"])


class NoteChanged(msgspec.Struct, frozen=True, tag_field="type", tag="note"):
    """A note that was created or changed; if it is in the trash, its state is `trashed`."""

    id: NoteId
    note: NoteSummary


class FileChanged(msgspec.Struct, frozen=True, tag_field="type", tag="file"):
    """A file that was declared, processed or changed; if it is in the trash, its state is `trashed`."""

    id: FileId
    file: File


class ThingGone(msgspec.Struct, frozen=True, tag_field="type", tag="gone"):
    """A note or a file that was deleted permanently; `entity` tells which of the two."""

    id: ThingId
    entity: Annotated[Entity, _WHICH]
    deleted_at: DeletedAt


class Entry(msgspec.Struct, frozen=True):
    """The latest change of a note or file, and the key by which changes are ordered."""

    key: str
    version: int
    change: NoteChanged | FileChanged | ThingGone

    @property
    def digest(self) -> bytes:
        """A hash that distinguishes this change from the others that a cursor remembers."""
        return hashlib.sha256(f"{self.key} {self.version}".encode()).digest()[:_DIGEST_BYTES]


class FeedCursor(msgspec.Struct, frozen=True):
    """The delivered entries: all up to the key `position`, and after it those with a digest in `delivered`."""

    position: str
    delivered: frozenset[bytes] = frozenset()


class FeedPage(msgspec.Struct, frozen=True):
    """New entries, the cursor that follows them, and whether more entries are waiting."""

    new: list[Entry]
    cursor: FeedCursor
    more: bool


def next_page(cursor: FeedCursor, found: Slice[Entry], limit: int, horizon: str, most_delivered: int) -> FeedPage:
    """Return the page that follows a cursor; `found` are the entries after its position.

    No change can appear any more up to the key `horizon`: the position moves there at most, and not past entries still
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
    """Decode an encoded cursor. Raises `Invalid` unless it was encoded for this owner."""
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
    """Yield entries up to the first that exceeds the page's limit or the cursor's memory."""
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
        # Every entry was read: a digest that belongs to none of them is of an entry that has moved or was deleted.
        delivered = delivered.intersection(_digests(found.items))
    return delivered.difference(_digests(entry for entry in found.items if entry.key <= key))


def _digests(entries: Iterable[Entry]) -> Iterator[bytes]:
    return (entry.digest for entry in entries)
