"""Usage, recounted from the items themselves."""

from __future__ import annotations

from ...domain.accounts import Usage
from ...domain.files import File, charge
from ...domain.reconciliation import Kept, UsageAudit
from .attributes import load
from .files import read
from .table import Table
from .usage import UsageStore


class DynamoUsageAuditor:
    """Each owner's recorded and counted usage; see `reconciliation.UsageAuditor`."""

    def __init__(self, table: Table, usage: UsageStore) -> None:
        self._table = table
        self._usage = usage

    def audit(self, owner: str) -> UsageAudit:
        """Count from consistent reads; notes as a set of keys, because one may move in the index while it is read."""
        recorded, revision = self._usage.recorded(owner)
        notes = {load(entry["sk"]) for entry in self._table.every_entry(owner, "listed")}
        files: dict[str, Kept] = {}
        charges: list[int] = []
        for file in map(read, self._table.every_item(owner, "file#")):
            files[file.id] = Kept(file.status, file.created_at)
            charges += _charged(file)
        return UsageAudit(recorded, revision, Usage(len(notes), len(charges), sum(charges)), files)

    def correct(self, owner: str, audit: UsageAudit) -> bool:
        """Record the counted usage; return False if the record has changed since the audit."""
        return self._usage.correct(owner, audit.counted, audit.revision)


def _charged(file: File) -> list[int]:
    size = charge(file)
    return [] if size is None else [size]
