"""The zip for Lambda: without files that are not needed there, and byte-identical for the same commit and Python."""

from __future__ import annotations

import re
import stat
import zipfile
from collections.abc import Mapping
from pathlib import Path

from . import bytecode, service_models
from .elf import libraries, unreached

# Files for type checkers and for pip, and bytecode that depends on the machine. A wheel's list of bundled libraries
# (sboms) would no longer be true.
_NEEDLESS = re.compile(r"\.pyi$|/py\.typed$|(^|/)__pycache__/|\.dist-info/(top_level\.txt|zip-safe|sboms/.*)$")

# Pillow's modules for fonts, morphology and Tk. With the libraries that only they need, they were a sixth of the zip,
# and no supported image format imports them, which a test checks.
_UNUSED = re.compile(r"^PIL/_imaging(ft|morph|tk)\.")

# The earliest date that a zip can hold.
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def rewrite(made: Path, target: Path) -> None:
    """Pack the needed files of Chalice's zip again, reproducibly, with bytecode and pruned models of AWS's services."""
    with zipfile.ZipFile(made) as archive:
        files = used({name: archive.read(name) for name in archive.namelist()})
    files |= service_models.packed() | bytecode.compiled(files)
    with zipfile.ZipFile(target, "w") as packed:
        for name in sorted(files):
            packed.writestr(_entry(name), files[name], compresslevel=9)


def used(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files that a function may need, by name; each wheel's RECORD lists only what is left of it."""
    kept = {name: data for name, data in files.items() if not _NEEDLESS.search(name) and not _UNUSED.match(name)}
    for name in unreached(libraries(kept)):
        del kept[name]
    return {name: _listing(data, kept) if name.endswith(".dist-info/RECORD") else data for name, data in kept.items()}


def _listing(record: bytes, kept: Mapping[str, bytes]) -> bytes:
    return b"".join(line for line in record.splitlines(keepends=True) if line.decode().split(",")[0] in kept)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _LONG_AGO)
    entry.compress_type = zipfile.ZIP_DEFLATED
    # Otherwise these two depend on the machine; Lambda needs files that everyone may read.
    entry.create_system = 3
    entry.external_attr = (stat.S_IFREG | 0o644) << 16
    return entry
