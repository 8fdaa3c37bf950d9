"""Usage, counted anew from the items themselves."""

from __future__ import annotations

from ...domain.accounts import Usage
from ...domain.files import File, charge
from ...domain.reconciliation import Kept, UsageAudit
from .attributes import load
from .files import read
from .table import Table
from .usage import UsageStore


class DynamoUsageAuditor:
    """See `reconciliation.UsageAuditor`."""

    def __init__(self, table: Table, usage: UsageStore) -> None:
        self._table = table
        self._usage = usage

    def audit(self, owner: str) -> UsageAudit:
        """Reads consistently: summaries of the notes, a set of ids because one may move while they are read; files."""
        recorded, revision = self._usage.recorded(owner)
        notes = {load(entry["sk"]) for entry in self._table.every_entry(owner, "listed")}
        files: dict[str, Kept] = {}
        charges: list[int] = []
        for file in map(read, self._table.every_item(owner, "file#")):
            files[file.id] = Kept(file.status, file.created_at)
            charges += _charged(file)
        return UsageAudit(recorded, revision, Usage(len(notes), len(charges), sum(charges)), files)

    def correct(self, owner: str, audit: UsageAudit) -> bool:
        """See `UsageStore.correct`."""
        return self._usage.correct(owner, audit.counted, audit.revision)


def _charged(file: File) -> list[int]:
    size = charge(file)
    return [] if size is None else [size]
