"""The requirements of shared objects, read from their ELF headers."""

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
    """A shared object: its path, its machine type, and the glibc versions and files that it needs."""

    name: str
    machine: str
    glibc: frozenset[str]
    needed: frozenset[str]

    @property
    def file(self) -> str:
        """The file name by which other libraries refer to it."""
        return PurePath(self.name).name


def libraries(files: Mapping[str, bytes]) -> list[Library]:
    """Return the shared objects among the files, recognised by their content."""
    return [_read(name, data) for name, data in files.items() if data.startswith(b"\x7fELF")]


def unreached(found: Collection[Library]) -> set[str]:
    """Return the names of libraries in a wheel's own directory, such as pillow.libs, that nothing else needs."""
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
            # pyelftools names this attribute after the tag at run time.
            yield from (tag.needed for tag in segment.iter_tags("DT_NEEDED"))  # type: ignore[attr-defined]


def _glibc(elf: ELFFile) -> Iterator[str]:
    for section in elf.iter_sections():
        if isinstance(section, GNUVerNeedSection):
            for _, versions in section.iter_versions():
                yield from (version.name for version in versions if version.name.startswith("GLIBC_"))
