"""Shared objects for tests: a real one, and altered copies of it."""

from __future__ import annotations

from pathlib import Path

import msgspec

from ship.packaging.elf import Library

(_FILE,) = Path(msgspec.__file__).parent.glob("_core.*.so")
REAL = _FILE.read_bytes()
# Replaced by strings of the same length, so that everything else in the file stays at its offset.
FROM_THE_FUTURE = REAL.replace(b"GLIBC_2.", b"GLIBC_9.")
LONELY = REAL.replace(b"libm.so.6", b"libq.so.6")


def library(
    name: str = "PIL/_imaging.so", machine: str = "EM_X86_64", glibc: str = "GLIBC_2.2.5", needed: str = "libc.so.6"
) -> Library:
    """Return a library that any runtime loads, unless told otherwise; several values are separated by spaces."""
    return Library(name, machine, frozenset(glibc.split()), frozenset(needed.split()))
