"""The change feed, for a client that was away or wants to stay up to date."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec

from ..domain.change_cursor import (
    MOST_DELIVERED,
    WINDOW,
    FeedCursor,
    FeedPage,
    FileChanged,
    NoteChanged,
    ThingGone,
    decode,
    encode,
    next_page,
)
from ..domain.clock import Clock, StartedAt, timestamp
from ..domain.errors import Gone
from ..domain.lifetimes import TOMBSTONE_PERIOD
from ..domain.paging import DEFAULT_LIMIT, Limit
from .ports import ChangeStore

# The longest cursor has 6,500 characters; CloudFront accepts URLs of up to 8,192.
CursorText = Annotated[
    str,
    msgspec.Meta(
        max_length=7000, description="The client's position in the change feed.", examples=["2mqIjnT4F0vQ7c9b"]
    ),
]
_CHANGES = msgspec.Meta(description="The changes, oldest first.")
_MORE = msgspec.Meta(
    description="Whether more changes are waiting: ask again at once, or after a few seconds if this page is empty."
)


class ChangesQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The cursor to continue from, and the maximum number of changes to return."""

    cursor: CursorText | None = None
    limit: Limit = DEFAULT_LIMIT


class Changes(msgspec.Struct, frozen=True):
    """Changes, oldest first; `started_at` is the time from which a client that sent no cursor gets them.

    If `more` is true, ask again: at once, or in a few seconds if there are no items.
    """

    items: Annotated[list[NoteChanged | FileChanged | ThingGone], _CHANGES]
    cursor: CursorText
    more: Annotated[bool, _MORE]
    started_at: StartedAt | None = None


class ChangeFeed:
    """The change feed of each owner."""

    def __init__(self, store: ChangeStore, clock: Clock, most_delivered: int = MOST_DELIVERED) -> None:
        self._store = store
        self._clock = clock
        self._most_delivered = most_delivered

    def since(self, owner: str, query: ChangesQuery) -> Changes:
        """Return the changes after the cursor. Raises `Gone` if not all of them are still known."""
        # Taken before the query: whatever is not in its result was written later than this.
        now = self._clock()
        if query.cursor is None:
            return self._start(owner, now)
        cursor = decode(query.cursor, owner)
        # Tombstones are kept for that long; the window allows for a difference of the store's clock.
        if cursor.position < timestamp(now - TOMBSTONE_PERIOD + WINDOW):
            raise Gone("This cursor has expired. Read the lists again, and start without one.")
        step = self._step(owner, cursor, query.limit, now)
        return Changes([entry.change for entry in step.new], encode(step.cursor, owner), step.more)

    def _start(self, owner: str, now: datetime) -> Changes:
        """Start a cursor: existing entries count as delivered, but what it cannot remember is delivered again."""
        step = self._step(owner, FeedCursor(_horizon(now)), self._most_delivered, now)
        return Changes([], encode(step.cursor, owner), step.more, timestamp(now))

    def _step(self, owner: str, cursor: FeedCursor, limit: int, now: datetime) -> FeedPage:
        # One more than the page can hold, which tells whether there is more.
        found = self._store.changes_after(owner, cursor.position, len(cursor.delivered) + limit + 1)
        return next_page(cursor, found, limit, _horizon(now), self._most_delivered)


def cursor_before(owner: str, moment: datetime) -> str:
    """Return a cursor to every change committed from this moment on, and perhaps to some from just before."""
    return encode(FeedCursor(_horizon(moment)), owner)


def _horizon(now: datetime) -> str:
    """Return the last key that no change committed later can have."""
    return timestamp(now - WINDOW)
