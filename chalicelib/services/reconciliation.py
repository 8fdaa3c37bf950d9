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
    Finding,
    Missing,
    OwnerDirectory,
    OwnerPage,
    Part,
    Position,
    Progress,
    Removed,
    Repaired,
    Skipped,
    Stopped,
    StoredObjects,
    Swept,
    UsageAudit,
    UsageAuditor,
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


class Reconciliation:
    """Looks after everyone's things; `pause` waits for so many seconds."""

    def __init__(
        self,
        owners: OwnerDirectory,
        auditor: UsageAuditor,
        files: FileStore,
        stored_objects: StoredObjects,
        progress: Progress,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._owners = owners
        self._auditor = auditor
        self._files = files
        self._stored_objects = stored_objects
        self._progress = progress
        self._pause = pause

    def sweep(self, moment: datetime, seconds_left: Callable[[], float]) -> Iterator[Finding]:
        """One round from where the last sweep came to, as far as the time reaches; what is found, as it is found.

        `moment` is what ages are reckoned from.
        """
        checkpoint, seen, page = self._progress.checkpoint(), set[str](), None
        begun = checkpoint.position
        while seconds_left() >= MARGIN_SECONDS:
            position = checkpoint.position
            page = page or self._owners.page(position.part, position.after)
            waiting = [owner for owner in page.owners if owner not in seen and owner not in position.done]
            # What cut the last run off may be on the page at which this one begins. There each owner is noted down
            # before their turn, so that nobody, however much they have, keeps everyone behind them waiting for ever.
            careful = (position.part, position.after) == (begun.part, begun.after)
            now = waiting[: 1 if careful else AT_ONCE]
            whole = len(now) == len(waiting)
            following = _following(position, page) if whole else _within(position, now)
            if not careful:
                yield from self._look_after(position.part, now, moment)
            moved = self._progress.move(checkpoint, following or Position())
            if careful and moved:
                yield from self._look_after(position.part, now, moment)
            if not following or not moved:
                return
            seen.update(now)
            checkpoint, page = moved, None if whole else page
        yield Stopped()

    def _look_after(self, part: Part, owners: list[str], moment: datetime) -> Iterator[Finding]:
        """Those with an account have their turn as people, and nowhere else."""
        if part != "people":
            owners = [owner for owner in owners if not self._owners.knows(owner)]
            yield from map(Abandoned, owners)
        yield from self.reconcile(owners, moment)

    def reconcile(self, owners: Iterable[str], moment: datetime) -> Iterator[Finding]:
        """Look after a few; those whose usage is wrong are looked at once more, all after one pause."""
        doubtful: dict[str, UsageAudit] = {}
        for owner in owners:
            yield from _safely(owner, self._first_audit(owner, moment, doubtful))
        if doubtful:
            self._pause(SETTLING_SECONDS)
        for owner, audit in doubtful.items():
            yield from _safely(owner, self._second_audit(owner, audit))

    def _first_audit(self, owner: str, moment: datetime, doubtful: dict[str, UsageAudit]) -> Iterator[Finding]:
        audit = self._auditor.audit(owner)
        if audit.wrong:
            doubtful[owner] = audit
        yield from self._objects(owner, audit, moment - GRACE)
        yield Swept(owner)

    def _second_audit(self, owner: str, first: UsageAudit) -> Iterator[Finding]:
        second = self._auditor.audit(owner)
        if second.same_as(first) and self._auditor.correct(owner, second):
            yield Repaired(owner)

    def _objects(self, owner: str, audit: UsageAudit, before: datetime) -> Iterator[Finding]:
        originals: set[str] = set()
        stray: defaultdict[str, list[str]] = defaultdict(list)
        for found in self._stored_objects.stored(owner):
            if found.original:
                originals.add(found.file_id)
            kept = audit.files.get(found.file_id)
            if found.modified < before and (kept is None or kept.status == "rejected"):
                stray[found.file_id].append(found.key)
        yield from self._remove(owner, stray)
        yield from self._miss(owner, audit, originals, timestamp(before))

    def _remove(self, owner: str, stray: dict[str, list[str]]) -> Iterator[Finding]:
        for file_id, keys in stray.items():
            file = self._files.find(owner, file_id)
            if file is None or file.status == "rejected":
                self._stored_objects.discard(keys)
                yield Removed(owner, len(keys))

    def _miss(self, owner: str, audit: UsageAudit, originals: set[str], before: str) -> Iterator[Finding]:
        for file_id, kept in audit.files.items():
            if kept.status == "ready" and kept.created_at < before and file_id not in originals:
                file = self._files.find(owner, file_id)
                if file and not self._stored_objects.has_original(owner, file_id):
                    yield Missing(owner, file_id)


def _following(position: Position, page: OwnerPage) -> Position | None:
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
