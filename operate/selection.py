"""The items of a backup to restore, and their order.

A backup is no snapshot of one moment: what people did while it ran may be in it only in part.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from chalicelib.repositories.dynamodb import keys
from chalicelib.repositories.dynamodb.attributes import Item, load, to_item
from chalicelib.repositories.dynamodb.keys import USAGE, identify, owner_of

from . import files
from .archive import Archive
from .items import file_of
from .upgrade import upgraded


def worth_it(archive: Archive, objects: files.Return, outcomes: Counter[str]) -> Iterator[tuple[str, Item]]:
    """Yield items to restore with their former owners; tombstones come before the notes and files that may be gone.

    A file is restored only with its bytes, and a note without those of its files that are not. Usage is not restored:
    it is counted again.
    """
    whole: set[tuple[str, str]] = set()
    for origin, entity, item in _entities(archive):
        if entity == "file" and _whole(objects, origin, item):
            whole.add((origin, load(item["sk"])))
        elif entity == "file":
            outcomes["not whole"] += 1
        elif entity not in ("note", USAGE):
            yield origin, item
    for origin, entity, item in _entities(archive):
        if entity == "note":
            yield origin, _listing_only(whole, origin, item)
        elif (origin, load(item["sk"])) in whole:
            yield origin, item


def _whole(objects: files.Return, origin: str, item: Item) -> bool:
    file = file_of(item)
    return file is not None and objects.has(origin, file)


def _entities(archive: Archive) -> Iterator[tuple[str, str, Item]]:
    for item in map(_present, archive.read("items")):
        yield owner_of(load(item["pk"])), identify(load(item["sk"]))[0], item


def _present(item: Item) -> Item:
    """Return the item in the present format, or unchanged if the service has never written it; see `_whole`."""
    try:
        return upgraded(item)
    except (LookupError, TypeError, ValueError):
        return item


def _listing_only(whole: set[tuple[str, str]], origin: str, note: Item) -> Item:
    listed = load(note["file_ids"]) if "file_ids" in note else []
    there = {file_id for file_id in listed if (origin, keys.item("file", file_id)) in whole}
    return {name: value for name, value in note.items() if name != "file_ids"} | to_item({"file_ids": there})
