"""What shared objects ask of the machine that loads them, as their ELF headers say it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath

from elftools.elf.dynamic import DynamicSegment
from elftools.elf.elffile import ELFFile
from elftools.elf.gnuversions import GNUVerNeedSection


@dataclass(frozen=True)
class Library:
    """A shared object: its path, its machine, the versions of glibc and the files that it asks for."""

    name: str
    machine: str
    glibc: frozenset[str]
    needed: frozenset[str]

    @property
    def file(self) -> str:
        """What those who need it call it."""
        return PurePath(self.name).name


def libraries(files: Mapping[str, bytes]) -> list[Library]:
    """The shared objects among files, whatever they are called."""
    return [_read(name, data) for name, data in files.items() if data.startswith(b"\x7fELF")]


def unreached(found: Collection[Library]) -> set[str]:
    """The names of those in a wheel's own directory of libraries, such as pillow.libs, that nothing else needs."""
    reached = {library for library in found if not PurePath(library.name).parent.name.endswith(".libs")}
    waiting = set(found) - reached
    while more := {one for one in waiting if any(one.file in other.needed for other in reached)}:
        reached |= more
        waiting -= more
    return {library.name for library in waiting}


def _read(name: str, data: bytes) -> Library:
    elf = ELFFile(BytesIO(data))
    return Library(name, elf["e_machine"], frozenset(_glibc(elf)), frozenset(_needed(elf)))


def _needed(elf: ELFFile) -> Iterator[str]:
    for segment in elf.iter_segments():
        if isinstance(segment, DynamicSegment):
            # Named after the tag, when it is read.
            yield from (tag.needed for tag in segment.iter_tags("DT_NEEDED"))  # type: ignore[attr-defined]


def _glibc(elf: ELFFile) -> Iterator[str]:
    for section in elf.iter_sections():
        if isinstance(section, GNUVerNeedSection):
            for _, versions in section.iter_versions():
                yield from (version.name for version in versions if version.name.startswith("GLIBC_"))
