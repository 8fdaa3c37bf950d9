"""A change feed of numbered notes, and a reader that follows it."""

from __future__ import annotations

from datetime import datetime, timedelta

from chalicelib.domain.change_cursor import MOST_DELIVERED, WINDOW, Entry, NoteChanged
from chalicelib.domain.clock import timestamp
from chalicelib.repositories.dynamodb.keys import changed, item
from chalicelib.services.changes import ChangeFeed, Changes, ChangesQuery
from tests.support.factories import ANN, note_id, summary
from tests.support.fakes import Clock, FakeChangeStore

Delivered = tuple[str, int]


class Following:
    """Writers whose changes are committed when the test says, and a reader; all share one clock."""

    def __init__(self, clock: Clock, most_delivered: int = MOST_DELIVERED, page_size: int = 10_000) -> None:
        self.clock = clock
        self.store = FakeChangeStore(page_size)
        self.feed = ChangeFeed(self.store, clock, most_delivered)
        self.versions: dict[str, int] = {}
        self.cursor = self.feed.since(ANN, ChangesQuery()).cursor

    def write(self, number: int = 1, *, late: timedelta = timedelta()) -> Delivered:
        """Commit a change now with a timestamp that is `late` earlier; return it as it will be delivered."""
        identifier = note_id(number)
        version = self.versions[identifier] = self.versions.get(identifier, 0) + 1
        self.store.put(ANN, entry(number, self.clock() - late, version))
        return identifier, version

    def ask(self, limit: int = 100) -> Changes:
        """Send one request, from where the previous one ended."""
        answer = self.feed.since(ANN, ChangesQuery(cursor=self.cursor, limit=limit))
        self.cursor = answer.cursor
        return answer

    def read(self, limit: int = 100) -> list[Delivered]:
        """Return what one request delivers."""
        return [delivered(answer) for answer in self.ask(limit).items if isinstance(answer, NoteChanged)]

    def wait_for_late_writes(self) -> None:
        """Advance the clock until no change can appear any more before those written so far."""
        self.clock.advance(WINDOW + timedelta(milliseconds=1))


def entry(number: int, moment: datetime, version: int = 1) -> Entry:
    identifier = note_id(number)
    change = NoteChanged(identifier, summary(number, version=version))
    return Entry(changed(timestamp(moment), item("note", identifier)), version, change)


def delivered(change: NoteChanged) -> Delivered:
    return change.id, change.note.version
