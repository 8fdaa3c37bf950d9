"""The zip as it goes to Lambda: nothing in it that does not run there, and the same bytes from the same commit."""

from __future__ import annotations

import re
import stat
import zipfile
from collections.abc import Mapping
from pathlib import Path

from .elf import libraries, unreached

# For type checkers, for pip, and Python's own cache, which depends on the machine. The list of a wheel's libraries
# would no longer be true.
_NEEDLESS = re.compile(r"\.pyi$|/py\.typed$|(^|/)__pycache__/|\.dist-info/(top_level\.txt|zip-safe|sboms/.*)$")

# Parts of Pillow that draw letters, find shapes and show windows. With the libraries that they alone need, they were a
# sixth of the zip, and no format of ours reaches them: a test follows the imports.
_UNUSED = re.compile(r"^PIL/_imaging(ft|morph|tk)\.")

# The oldest that a zip can say.
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def rewrite(made: Path, target: Path) -> None:
    """Packs what Chalice packed again."""
    with zipfile.ZipFile(made) as archive:
        files = used({name: archive.read(name) for name in archive.namelist()})
    with zipfile.ZipFile(target, "w") as packed:
        for name in sorted(files):
            packed.writestr(_entry(name), files[name], compresslevel=9)


def used(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Those that a function may need, by their names; each wheel's RECORD lists what is left of it."""
    kept = {name: data for name, data in files.items() if not _NEEDLESS.search(name) and not _UNUSED.match(name)}
    for name in unreached(libraries(kept)):
        del kept[name]
    return {name: _listing(data, kept) if name.endswith(".dist-info/RECORD") else data for name, data in kept.items()}


def _listing(record: bytes, kept: Mapping[str, bytes]) -> bytes:
    return b"".join(line for line in record.splitlines(keepends=True) if line.decode().split(",")[0] in kept)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _LONG_AGO)
    entry.compress_type = zipfile.ZIP_DEFLATED
    # Otherwise these two are the machine's, and Lambda reads only what everybody may.
    entry.create_system = 3
    entry.external_attr = (stat.S_IFREG | 0o644) << 16
    return entry
