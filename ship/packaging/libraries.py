"""Checks that the shared objects in a package can be loaded on Lambda.

A wheel's tag is only its maker's promise; the files themselves say what the loader will need.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from .elf import Library

Version = tuple[int, ...]

# The glibc versions according to AWS's documentation of the two systems.
AMAZON_LINUX_2: Version = (2, 26)
AMAZON_LINUX_2023: Version = (2, 34)

# glibc's libraries; zlib, without which Python cannot open a zip; and the libraries with which awslambdaric, the
# runtime client of every Python function, is linked.
PROVIDED = {
    *("libc.so.6", "libm.so.6", "libpthread.so.0", "libdl.so.2", "librt.so.1"),
    *("ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1"),
    "libz.so.1",
    *("libgcc_s.so.1", "libstdc++.so.6"),
}
_MACHINES = {"x86_64": "EM_X86_64", "arm64": "EM_AARCH64"}


def refuse_foreign(found: Collection[Library], runtime: str, architecture: str) -> None:
    """Raise `ValueError`, with advice, unless a function of this runtime and architecture can load all of them."""
    present = PROVIDED | {library.file for library in found}
    for library in found:
        _refuse_other_machine(library, architecture)
        _refuse_newer_glibc(library, runtime)
        _refuse_missing(library, present)


def glibc_of(runtime: str) -> Version:
    """Return the glibc version of a Lambda runtime such as python3.12, or an older one that it is compatible with."""
    return AMAZON_LINUX_2 if runtime == "python3.11" else AMAZON_LINUX_2023


def _refuse_other_machine(library: Library, architecture: str) -> None:
    if library.machine != _MACHINES[architecture]:
        raise ValueError(
            f"{library.name} is compiled for {library.machine}, but the functions run on {architecture}. "
            f"Pin a version in requirements.txt that has a wheel for {architecture}."
        )


def _refuse_newer_glibc(library: Library, runtime: str) -> None:
    glibc = glibc_of(runtime)
    if newer := sorted(version for version in library.glibc if _newer(version, glibc)):
        raise ValueError(
            f"{library.name} needs {', '.join(newer)}, but Lambda's {runtime} has glibc {glibc[0]}.{glibc[1]}. "
            f"Pin a version in requirements.txt whose wheel is for manylinux_{glibc[0]}_{glibc[1]} or older."
        )


def _refuse_missing(library: Library, present: Collection[str]) -> None:
    if missing := sorted(library.needed.difference(present)):
        raise ValueError(
            f"{library.name} needs {', '.join(missing)}, which is neither in the package nor in Lambda's runtime. "
            "Pin a version in requirements.txt whose wheel includes it."
        )


def _newer(version: str, glibc: Version) -> bool:
    number = re.fullmatch(r"GLIBC_(\d+(?:\.\d+)*)", version)
    # Versions without a number, such as GLIBC_ABI_DT_RELR, are newer than the glibc of Amazon Linux 2023.
    return number is None or tuple(map(int, number[1].split("."))) > glibc
