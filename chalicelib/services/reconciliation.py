"""The sweep: what is recorded is compared with what there is, owner by owner, and put right where that is safe.

It may be cut off anywhere, come twice, and run beside another one and beside everybody's writes: what it changes, it
changes only while that still is what it has seen.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta

from ..domain.clock import timestamp
from ..domain.reconciliation import (
    PARTS,
    Abandoned,
    Books,
    Census,
    Finding,
    Inventory,
    Look,
    Missing,
    Owners,
    Part,
    Position,
    Progress,
    Removed,
    Repaired,
    Skipped,
    Stopped,
    Swept,
)
from .ports import FileStore

# What is younger may be on its way.
GRACE = timedelta(days=1)
# In this time the stream has told of what had just expired when the usage was found to be wrong.
SETTLING_SECONDS = 5.0
# So many are done in the time that is left when the last of them are begun.
AT_ONCE = 10
# What is begun so long before the end comes to its own.
MARGIN_SECONDS = 60.0


class Housekeeping:
    """Looks after everyone's things; `pause` waits for so many seconds."""

    def __init__(
        self,
        census: Census,
        books: Books,
        files: FileStore,
        inventory: Inventory,
        progress: Progress,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._census = census
        self._books = books
        self._files = files
        self._inventory = inventory
        self._progress = progress
        self._pause = pause

    def sweep(self, moment: datetime, seconds_left: Callable[[], float]) -> Iterator[Finding]:
        """One round from where the last sweep came to, as far as the time reaches; what is found, as it is found.

        `moment` is what ages are reckoned from.
        """
        mark, seen, page = self._progress.mark(), set[str](), None
        begun = mark.position
        while seconds_left() >= MARGIN_SECONDS:
            position = mark.position
            page = page or self._census.page(position.part, position.after)
            waiting = [owner for owner in page.owners if owner not in seen and owner not in position.done]
            # What cut the last run off may be on the page at which this one begins. There each owner is noted down
            # before their turn, so that nobody, however much they have, keeps everyone behind them waiting for ever.
            careful = (position.part, position.after) == (begun.part, begun.after)
            now = waiting[: 1 if careful else AT_ONCE]
            whole = len(now) == len(waiting)
            following = _following(position, page) if whole else _within(position, now)
            if not careful:
                yield from self._look_after(position.part, now, moment)
            moved = self._progress.move(mark, following or Position())
            if careful and moved:
                yield from self._look_after(position.part, now, moment)
            if not following or not moved:
                return
            seen.update(now)
            mark, page = moved, None if whole else page
        yield Stopped()

    def _look_after(self, part: Part, owners: list[str], moment: datetime) -> Iterator[Finding]:
        """Those with an account have their turn as people, and nowhere else."""
        if part != "people":
            owners = [owner for owner in owners if not self._census.knows(owner)]
            yield from map(Abandoned, owners)
        yield from self.tidy(owners, moment)

    def tidy(self, owners: Iterable[str], moment: datetime) -> Iterator[Finding]:
        """Look after a few; those whose usage is wrong are looked at once more, all after one pause."""
        doubtful: dict[str, Look] = {}
        for owner in owners:
            yield from _safely(owner, self._first_look(owner, moment, doubtful))
        if doubtful:
            self._pause(SETTLING_SECONDS)
        for owner, look in doubtful.items():
            yield from _safely(owner, self._second_look(owner, look))

    def _first_look(self, owner: str, moment: datetime, doubtful: dict[str, Look]) -> Iterator[Finding]:
        look = self._books.look(owner)
        if look.wrong:
            doubtful[owner] = look
        yield from self._objects(owner, look, moment - GRACE)
        yield Swept(owner)

    def _second_look(self, owner: str, first: Look) -> Iterator[Finding]:
        second = self._books.look(owner)
        if second.same_as(first) and self._books.correct(owner, second):
            yield Repaired(owner)

    def _objects(self, owner: str, look: Look, before: datetime) -> Iterator[Finding]:
        originals: set[str] = set()
        stray: defaultdict[str, list[str]] = defaultdict(list)
        for found in self._inventory.stored(owner):
            if found.original:
                originals.add(found.file_id)
            kept = look.files.get(found.file_id)
            if found.modified < before and (kept is None or kept.status == "rejected"):
                stray[found.file_id].append(found.key)
        yield from self._remove(owner, stray)
        yield from self._miss(owner, look, originals, timestamp(before))

    def _remove(self, owner: str, stray: dict[str, list[str]]) -> Iterator[Finding]:
        for file_id, keys in stray.items():
            file = self._files.find(owner, file_id)
            if file is None or file.status == "rejected":
                self._inventory.discard(keys)
                yield Removed(owner, len(keys))

    def _miss(self, owner: str, look: Look, originals: set[str], before: str) -> Iterator[Finding]:
        for file_id, kept in look.files.items():
            if kept.status == "ready" and kept.created_at < before and file_id not in originals:
                file = self._files.find(owner, file_id)
                if file and not self._inventory.has_original(owner, file_id):
                    yield Missing(owner, file_id)


def _following(position: Position, page: Owners) -> Position | None:
    """Give the position behind a page; None when the round is over."""
    if page.after is not None:
        return Position(position.part, page.after)
    remaining = PARTS[PARTS.index(position.part) + 1 :]
    return Position(remaining[0]) if remaining else None


def _within(position: Position, done: list[str]) -> Position:
    return Position(position.part, position.after, (*position.done, *done))


def _safely(owner: str, findings: Iterator[Finding]) -> Iterator[Finding]:
    """One owner's trouble is nobody else's."""
    try:
        yield from findings
    except Exception as error:  # noqa: BLE001 - told to the operator
        yield Skipped(owner, error)
