"""Checks of the origin of compiled code in a package.

If a library has no wheel for Lambda's runtime, Chalice silently compiles it on the packaging machine. Such code is
linked with that machine's own libraries and fails on Lambda, at the first import. For another architecture Chalice
cannot compile, and leaves the library out.
"""

from __future__ import annotations

import re
import zipfile

_SHARED_OBJECT = re.compile(r"\.so(\.\d+)*$")
_WHEEL_FILE = re.compile(r"^[^/]+\.dist-info/WHEEL$")
_PORTABLE = re.compile(r"-(any|manylinux\w+)$")
_LEFT_OUT = re.compile(r"Could not install dependencies:\n(.+?)\nYou will", re.DOTALL)


def refuse_left_out(said: str) -> None:
    """Raise `ValueError` if Chalice, which exits successfully even then, reported that it left a library out."""
    if left_out := _LEFT_OUT.search(said):
        libraries = ", ".join(left_out[1].split())
        raise ValueError(
            f"There is no wheel of {libraries} for Lambda, and the functions cannot start without it. "
            "Pin a version in requirements.txt that has a manylinux wheel for this Python and this architecture."
        )


def refuse_compiled(archive: zipfile.ZipFile) -> None:
    """Raise `ValueError` unless every shared object belongs to a portable wheel."""
    portable: set[str] = set()
    for name in filter(_WHEEL_FILE.match, archive.namelist()):
        _refuse_local_wheel(name, archive.read(name).decode())
        portable |= _recorded(archive.read(name.replace("/WHEEL", "/RECORD")).decode())
    strays = [name for name in archive.namelist() if _SHARED_OBJECT.search(name) and name not in portable]
    if strays:
        raise ValueError(f"These shared objects belong to no wheel: {', '.join(strays)}")


def _refuse_local_wheel(name: str, text: str) -> None:
    tags = re.findall(r"^Tag: *(\S+)", text, re.MULTILINE)
    if not tags or not all(map(_PORTABLE.search, tags)):
        library = name.removesuffix(".dist-info/WHEEL")
        raise ValueError(
            f"{library} was compiled on this machine ({', '.join(tags)}) and cannot run on Lambda. "
            "Pin a version in requirements.txt that has a manylinux wheel for this Python."
        )


def _recorded(record: str) -> set[str]:
    return {line.split(",")[0] for line in record.splitlines()}
