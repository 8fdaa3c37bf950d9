"""Inconsistencies in a backup: work that a change has left undone, and that nothing will complete."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from chalicelib.domain.files import charge
from chalicelib.repositories.dynamodb.attributes import Item, load
from chalicelib.repositories.dynamodb.keys import USAGE, identify, owner_of

from . import items
from .archive import Archive


@dataclass
class _Kept:
    """A person's usage as counted and as recorded by the service, and the ids of their files."""

    counted: Counter[str] = field(default_factory=Counter)
    recorded: Counter[str] = field(default_factory=Counter)
    files: set[str] = field(default_factory=set)


def inconsistencies(archive: Archive) -> Iterator[str]:
    """Yield a sentence for each object that belongs to no file, and for each person whose recorded usage is wrong."""
    people: defaultdict[str, _Kept] = defaultdict(_Kept)
    for item in archive.read("items"):
        _count(people[owner_of(load(item["pk"]))], item)
    for line in archive.read("objects"):
        _, owner, file_id, *_ = f"{line['key']}//".split("/")
        if file_id not in people[owner].files:
            yield f"Inconsistent: {line['key']} belongs to no file."
    for owner, kept in people.items():
        if kept.counted != kept.recorded:
            recorded, counted = _amounts(kept.recorded), _amounts(kept.counted)
            yield f"Inconsistent: the usage of {owner} is {recorded}, but they have {counted}."


def _count(kept: _Kept, item: Item) -> None:
    entity, identifier = identify(load(item["sk"]))
    if entity == USAGE:
        kept.recorded.update({name: load(item[name]) for name in ("notes", "files", "bytes") if name in item})
    elif entity == "note":
        kept.counted["notes"] += 1
    elif entity == "file":
        kept.files.add(identifier)
        file = items.file_of(item)
        size = charge(file) if file else None
        if size is not None:
            kept.counted.update(files=1, bytes=size)


def _amounts(usage: Counter[str]) -> str:
    return f"{usage['notes']} notes and {usage['files']} files of {usage['bytes']} bytes"
