"""Usage, counted anew from the items themselves."""

from __future__ import annotations

from ...domain.accounts import Usage
from ...domain.files import File, charge
from ...domain.reconciliation import Kept, Look
from .attributes import load
from .files import read
from .table import Table
from .usage import Ledger


class DynamoBooks:
    """See `sweeping.Books`."""

    def __init__(self, table: Table, ledger: Ledger) -> None:
        self._table = table
        self._ledger = ledger

    def look(self, owner: str) -> Look:
        """Reads consistently: summaries of the notes, a set of ids because one may move while they are read; files."""
        recorded, revision = self._ledger.recorded(owner)
        notes = {load(entry["sk"]) for entry in self._table.every_entry(owner, "listed")}
        files: dict[str, Kept] = {}
        charges: list[int] = []
        for file in map(read, self._table.every_item(owner, "file#")):
            files[file.id] = Kept(file.status, file.created_at)
            charges += _charged(file)
        return Look(recorded, revision, Usage(len(notes), len(charges), sum(charges)), files)

    def correct(self, owner: str, look: Look) -> bool:
        """See `Ledger.correct`."""
        return self._ledger.correct(owner, look.counted, look.revision)


def _charged(file: File) -> list[int]:
    size = charge(file)
    return [] if size is None else [size]
