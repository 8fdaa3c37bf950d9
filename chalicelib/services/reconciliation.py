"""Reconciliation of records with what exists, owner by owner, with repairs where that is safe.

A sweep may be interrupted anywhere, be repeated, and run in parallel with another sweep and with all writes: it changes
something only if that is still as the sweep has read it.
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

# Anything younger may belong to work in progress.
GRACE = timedelta(days=1)
# Time for the stream to deliver what had just expired when the usage was found to be wrong.
SETTLING_SECONDS = 5.0
# Owners per step: so many are done within `MARGIN_SECONDS`, the time that is left when the last step is started.
AT_ONCE = 10
# Work started this long before the timeout is expected to finish.
MARGIN_SECONDS = 60.0


class Reconciliation:
    """The reconciliation of every owner's usage and objects; `pause` waits for a number of seconds."""

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
        """Continue the round of the last sweep, as far as time permits; yield what is found as it is found.

        Ages are measured from `moment`.
        """
        checkpoint, seen, page = self._progress.checkpoint(), set[str](), None
        begun = checkpoint.position
        while seconds_left() >= MARGIN_SECONDS:
            position = checkpoint.position
            page = page or self._owners.page(position.part, position.after)
            waiting = [owner for owner in page.owners if owner not in seen and owner not in position.done]
            # The owner that cut off the last run may be on the page with which this one begins. There the checkpoint is
            # moved before each owner, so that no owner, however much they have, blocks all those after them for ever.
            careful = (position.part, position.after) == (begun.part, begun.after)
            now = waiting[: 1 if careful else AT_ONCE]
            whole = len(now) == len(waiting)
            following = _following(position, page) if whole else _within(position, now)
            if not careful:
                yield from self._reconcile_part(position.part, now, moment)
            moved = self._progress.move(checkpoint, following or Position())
            if careful and moved:
                yield from self._reconcile_part(position.part, now, moment)
            if not following or not moved:
                return
            seen.update(now)
            checkpoint, page = moved, None if whole else page
        yield Stopped()

    def _reconcile_part(self, part: Part, owners: list[str], moment: datetime) -> Iterator[Finding]:
        """Reconcile owners; outside of `people`, skip those with an account and report the others as abandoned."""
        if part != "people":
            owners = [owner for owner in owners if not self._owners.knows(owner)]
            yield from map(Abandoned, owners)
        yield from self.reconcile(owners, moment)

    def reconcile(self, owners: Iterable[str], moment: datetime) -> Iterator[Finding]:
        """Reconcile a few owners; those whose usage is wrong are audited a second time, all after one pause."""
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
    """Return the position after a page; None when the round is over."""
    if page.after is not None:
        return Position(position.part, page.after)
    remaining = PARTS[PARTS.index(position.part) + 1 :]
    return Position(remaining[0]) if remaining else None


def _within(position: Position, done: list[str]) -> Position:
    return Position(position.part, position.after, (*position.done, *done))


def _safely(owner: str, findings: Iterator[Finding]) -> Iterator[Finding]:
    """Yield the findings of an owner; an error skips this owner only."""
    try:
        yield from findings
    except Exception as error:  # noqa: BLE001 - reported
        yield Skipped(owner, error)
