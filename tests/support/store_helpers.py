"""Helpers of the store tests, which add notes and files and read what is stored."""

from __future__ import annotations

from typing import Any

from chalicelib.domain.files import FileFilter, StoredFile, changed
from chalicelib.domain.notes import MAXIMUM_FILES, Note, State
from tests.support.factories import ANN, NOW, file, file_id, limits, note, note_id
from tests.support.store_backends import Stores


def kept_note(stores: Stores, number: int = 1) -> Note:
    found = stores.notes.find(ANN, note_id(number))
    assert found is not None
    return found


def kept_file(stores: Stores, number: int = 1) -> StoredFile:
    found = stores.files.find(ANN, file_id(number))
    assert found is not None
    return found


def listed_notes(stores: Stores, state: State = "active", tag: str | None = None) -> list[str]:
    return [summary.id for summary in stores.notes.page(ANN, state, tag, 100, None).items]


def listed_files(stores: Stores, query: FileFilter) -> list[str]:
    return [found.id for found in stores.files.page(ANN, query, 100, None).items]


def add_files(stores: Stores, *files: StoredFile) -> None:
    for each in files:
        stores.files.add(ANN, each, limits(), None)


def note_with_files(stores: Stores, *numbers: int, **fields: Any) -> None:
    """Add note 1, and files that it lists."""
    stores.notes.add(ANN, note(**fields), limits())
    add_files(stores, *(file(number, note_id=note_id(1)) for number in numbers))


def note_with_many_files(stores: Stores, count: int, size: int = 0) -> None:
    """Add note 1 and its files at once: the files are neither counted nor listed one after the other."""
    files = [file(number, note_id=note_id(1), caption="x" * size) for number in range(count)]
    stores.notes.add(ANN, note(file_ids=[each.id for each in files[:MAXIMUM_FILES]]), limits())
    stores.place(ANN, files)


def trash_alone(stores: Stores, number: int) -> None:
    """Move a file to the trash without the note that lists it."""
    before = kept_file(stores, number)
    stores.files.save(ANN, before, changed(before, NOW, state="trashed"), unlink=note_id(1))
