"""Every operation on the table, on a table filled alike for each test, with network faults."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.dynamodb.models import dynamodb_backends

from chalicelib.domain.files import FileFilter, changed
from chalicelib.domain.preconditions import ANY_VERSION, Idempotency, Precondition
from tests.support.factories import ANN, LATER, NOW, file, file_id, limits, note, note_id
from tests.support.fakes import Clock
from tests.support.moto_resources import REGION, TABLE, make_table
from tests.support.network_faults import FaultyDynamoDB
from tests.support.store_backends import OnDynamoDB

Act = Callable[[OnDynamoDB], object]
Items = dict[str, dict[str, Any]]

FIRST = Precondition(frozenset({1}))
ONCE = Idempotency("a key", "a digest")
MOVED = changed(file(1, note_id=note_id(1)), LATER, note_id=note_id(3))


def fill(kept: OnDynamoDB) -> None:
    """Add note 1 with file 1, note 2 in the trash with file 2 yet to follow, and file 3 whose note 9 is gone."""
    for number in (1, 2, 3):
        kept.notes.add(ANN, note(number), limits())
    for number in (1, 2):
        kept.files.add(ANN, file(number, note_id=note_id(number)), limits())
    kept.notes.trash(ANN, note_id(2), NOW)
    kept.place(ANN, [file(3, note_id=note_id(9))])


UPDATES: dict[str, Act] = {
    "change a note": lambda kept: kept.notes.change(ANN, note_id(3), {"title": "Sea"}, FIRST, LATER),
    "change any version of a note": lambda kept: kept.notes.change(ANN, note_id(3), {"title": "S"}, ANY_VERSION, LATER),
    "archive a note": lambda kept: kept.notes.change(ANN, note_id(3), {"state": "archived"}, FIRST, LATER),
    "trash a note": lambda kept: kept.notes.trash(ANN, note_id(3), LATER),
    "restore a note": lambda kept: kept.notes.restore(ANN, note_id(2), LATER),
    "change a file": lambda kept: kept.files.change(ANN, file_id(1), {"caption": "Sea"}, FIRST, LATER),
    "change any version of a file": lambda kept: kept.files.change(
        ANN, file_id(1), {"caption": "Sea"}, ANY_VERSION, LATER
    ),
}
TRANSACTIONS: dict[str, Act] = {
    "add a note": lambda kept: kept.notes.add(ANN, note(4), limits()),
    "add a note once": lambda kept: kept.notes.add(ANN, note(4), limits(), ONCE),
    "remove a note": lambda kept: kept.notes.remove(ANN, note_id(2)),
    "decrement usage for a removed note": lambda kept: kept.notes.account_removal(ANN, note_id(9)),
    "unlink a file": lambda kept: kept.notes.unlink(ANN, note_id(1), file_id(1), LATER),
    "add a file": lambda kept: kept.files.add(ANN, file(4, note_id=note_id(3)), limits()),
    "move a file": lambda kept: kept.files.save(
        ANN, file(1, note_id=note_id(1)), MOVED, link=note_id(3), unlink=note_id(1)
    ),
    "remove a file": lambda kept: kept.files.remove(ANN, file(1, note_id=note_id(1)), now=LATER, unlink=note_id(1)),
    "decrement usage for a removed file": lambda kept: kept.files.account_removal(ANN, file(9)),
    "follow a note": lambda kept: kept.cascade.move_files(ANN, kept.notes.find(ANN, note_id(2)) or note(), LATER),
    "purge a note": lambda kept: kept.cascade.purge(ANN, note_id(9)),
}
WRITES = UPDATES | TRANSACTIONS
READS: dict[str, Act] = {
    "find a note": lambda kept: kept.notes.find(ANN, note_id(1)),
    "list notes": lambda kept: kept.notes.page(ANN, "active", None, 50, None),
    "find a file": lambda kept: kept.files.find(ANN, file_id(1)),
    "list files": lambda kept: kept.files.page(ANN, FileFilter("active"), 50, None),
    "tell the usage": lambda kept: kept.usage(ANN),
    "tell the changes": lambda kept: kept.feed.changes_after(ANN, "0", 50),
}


class Bench:
    """A table filled alike for each test, behind a `FaultyDynamoDB`; saved and compared within moto, which is quick."""

    def __init__(self, clock: Clock) -> None:
        self.dynamodb = FaultyDynamoDB()
        self.pauses: list[float] = []
        self.kept = OnDynamoDB(self.dynamodb.client, clock, self.pauses)
        make_table(self.kept.client)
        fill(self.kept)
        self._tables: dict[str, Any] = dynamodb_backends[DEFAULT_ACCOUNT_ID][REGION].tables
        self._filled = self._tables[TABLE]
        self.filled = self.items()
        self._results: dict[str, Items] = {}

    def reset(self) -> None:
        self.dynamodb.reset()
        self.pauses.clear()
        self._tables[TABLE] = copy.deepcopy(self._filled)

    def items(self) -> Items:
        """Return all items, without the `written_by` of the request that wrote them."""
        found: list[dict[str, Any]] = [item.to_json()["Attributes"] for item in self._tables[TABLE].all_items()]
        return {
            item["sk"]["S"]: {name: value for name, value in item.items() if name != "written_by"} for item in found
        }

    def result(self, write: str) -> Items:
        """Return the items after the write when nothing goes wrong."""
        if write not in self._results:
            WRITES[write](self.kept)
            self._results[write] = self.items()
            self.reset()
        return self._results[write]
