"""Whether the shared objects in a package can be loaded where it is to run.

The tag of a wheel is what its maker promises; what the loader will ask for stands in the files themselves.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from .elf import Library

Version = tuple[int, ...]

# Which glibc AWS's own documentation of the two systems names.
AMAZON_LINUX_2: Version = (2, 26)
AMAZON_LINUX_2023: Version = (2, 34)

# The parts of glibc; zlib, without which no Python opens a zip; and what awslambdaric, the client that runs every
# Python function, is itself linked with.
PROVIDED = {
    *("libc.so.6", "libm.so.6", "libpthread.so.0", "libdl.so.2", "librt.so.1"),
    *("ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1"),
    "libz.so.1",
    *("libgcc_s.so.1", "libstdc++.so.6"),
}
_MACHINES = {"x86_64": "EM_X86_64", "arm64": "EM_AARCH64"}


def refuse_foreign(found: Collection[Library], runtime: str, architecture: str) -> None:
    """Raise ValueError, saying what to do, unless a function of this runtime and architecture can load them all."""
    present = PROVIDED | {library.file for library in found}
    for library in found:
        _refuse_other_machine(library, architecture)
        _refuse_newer_glibc(library, runtime)
        _refuse_missing(library, present)


def glibc_of(runtime: str) -> Version:
    """The glibc of a Lambda runtime, such as python3.12, or an older one that its own can stand in for."""
    return AMAZON_LINUX_2 if runtime == "python3.11" else AMAZON_LINUX_2023


def _refuse_other_machine(library: Library, architecture: str) -> None:
    if library.machine != _MACHINES[architecture]:
        raise ValueError(
            f"{library.name} is for {library.machine}, and the functions run on {architecture}. "
            f"Pin a version in requirements.txt that has a wheel for {architecture}."
        )


def _refuse_newer_glibc(library: Library, runtime: str) -> None:
    glibc = glibc_of(runtime)
    if newer := sorted(version for version in library.glibc if _newer(version, glibc)):
        raise ValueError(
            f"{library.name} needs {', '.join(newer)}, and Lambda's {runtime} has glibc {glibc[0]}.{glibc[1]}. "
            f"Pin a version in requirements.txt whose wheel is for manylinux_{glibc[0]}_{glibc[1]} or older."
        )


def _refuse_missing(library: Library, present: Collection[str]) -> None:
    if missing := sorted(library.needed.difference(present)):
        raise ValueError(
            f"{library.name} needs {', '.join(missing)}, neither in the package nor in Lambda's runtime. "
            "Pin a version in requirements.txt whose wheel brings it along."
        )


def _newer(version: str, glibc: Version) -> bool:
    number = re.fullmatch(r"GLIBC_(\d+(?:\.\d+)*)", version)
    # What has no number, such as GLIBC_ABI_DT_RELR, glibc began to promise after Amazon Linux 2023 was made.
    return number is None or tuple(map(int, number[1].split("."))) > glibc
