"""The size of a package and of its parts."""

from __future__ import annotations

import zipfile
from collections import Counter
from pathlib import Path


def report(archive: Path) -> str:
    """Return lines with the total size, then that of each top-level entry of the zip, largest first."""
    with zipfile.ZipFile(archive) as packed:
        entries = packed.infolist()
    zipped, unzipped = Counter[str](), Counter[str]()
    for entry in entries:
        top = entry.filename.split("/")[0]
        zipped[top] += entry.compress_size
        unzipped[top] += entry.file_size
    lines = [_line(archive.stat().st_size, unzipped.total(), archive.name)]
    return "\n".join(lines + [_line(size, unzipped[top], top) for top, size in zipped.most_common()])


def _line(zipped: int, unzipped: int, name: str) -> str:
    return f"{zipped / 1e6:6.2f} MB zipped {unzipped / 1e6:6.2f} MB unzipped  {name}"
