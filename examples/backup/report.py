"""A short report of a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from .backup import Backup
from .directory import Directory


def sentences(directory: Directory, backup: Backup) -> Iterator[str]:
    """Yield the totals, as in `12 notes (2 written), 3 files (1 downloaded), 4.2 MB`; then what is worth knowing."""
    files = list(directory.files.all())
    statuses = Counter(file["status"] for file in files)
    size = sum(file["size"] for file in files if file["status"] == "ready")
    notes = f"{_counted(len(directory.notes.ids()), 'note')} ({backup.done['notes']} written)"
    yield f"{notes}, {_counted(statuses['ready'], 'file')} ({backup.done['files']} downloaded), {_readable(size)}"
    if statuses["pending"]:
        yield f"{_counted(statuses['pending'], 'upload')} not finished yet: only metadata was saved."
    if statuses["rejected"]:
        yield f"{_counted(statuses['rejected'], 'upload')} rejected by the service: only metadata was saved."
    if backup.done["deleted"]:
        yield f"{backup.done['deleted']} permanently deleted in the account."
    for file_id, why in backup.failed.items():
        yield f"{file_id} could not be downloaded: {why} Run it again."


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _readable(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{size / 1000:.1f} kB"
