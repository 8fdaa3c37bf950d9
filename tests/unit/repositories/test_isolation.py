"""The isolation of owners: notes and files of others are never found, listed, counted or changed, in any store."""

from __future__ import annotations

import pytest

from chalicelib.domain.accounts import Usage
from chalicelib.domain.errors import NotFound, PreconditionFailed
from chalicelib.domain.files import FileFilter, changed
from chalicelib.domain.preconditions import ANY_VERSION
from tests.support.factories import ANN, BOB, LATER, NOW, file, file_id, limits, note, note_id
from tests.support.store_backends import Stores


class TestNotesOfOthers:
    def test_are_neither_found_nor_listed_nor_counted(self, stores: Stores) -> None:
        stores.notes.add(BOB, note(tags=["a"]), limits())
        assert stores.notes.find(ANN, note_id(1)) is None
        for tag in (None, "a"):
            assert stores.notes.page(ANN, "active", tag, 50, None).items == []
        assert stores.usage(ANN) == Usage()

    def test_are_never_changed(self, stores: Stores) -> None:
        stores.notes.add(BOB, note(1, file_ids=["f"]), limits())
        stores.notes.add(BOB, note(2), limits())
        trashed = stores.notes.trash(BOB, note_id(2), NOW)
        with pytest.raises(NotFound):
            stores.notes.change(ANN, note_id(1), {"title": "Sea"}, ANY_VERSION, LATER)
        with pytest.raises(NotFound):
            stores.notes.trash(ANN, note_id(1), LATER)
        with pytest.raises(NotFound):
            stores.notes.restore(ANN, note_id(2), LATER)
        with pytest.raises(PreconditionFailed):
            stores.notes.remove(ANN, note_id(2))
        stores.notes.unlink(ANN, note_id(1), "f", LATER)
        assert stores.notes.find(BOB, note_id(1)) == note(1, file_ids=["f"])
        assert stores.notes.find(BOB, note_id(2)) == trashed
        assert stores.usage(BOB).notes == 2

    def test_a_page_cannot_be_led_to_them_by_a_position(self, stores: Stores) -> None:
        for number in (1, 2):
            stores.notes.add(BOB, note(number), limits())
        position = stores.notes.page(BOB, "active", None, 1, None).position
        assert stores.notes.page(ANN, "active", None, 1, position).items == []


class TestFilesOfOthers:
    def test_are_neither_found_nor_listed_nor_counted(self, stores: Stores) -> None:
        stores.notes.add(BOB, note(), limits())
        stores.files.add(BOB, file(note_id=note_id(1)), limits())
        assert stores.files.find(ANN, file_id(1)) is None
        for query in (FileFilter("active"), FileFilter("active", "image"), FileFilter("active", None, note_id(1))):
            assert stores.files.page(ANN, query, 50, None).items == []
        assert stores.usage(ANN) == Usage()

    def test_are_never_changed(self, stores: Stores) -> None:
        stores.files.add(BOB, file(), limits())
        with pytest.raises(NotFound):
            stores.files.change(ANN, file_id(1), {"name": "mine"}, ANY_VERSION, LATER)
        with pytest.raises(PreconditionFailed):
            stores.files.save(ANN, file(), changed(file(), LATER))
        with pytest.raises(PreconditionFailed):
            stores.files.remove(ANN, file(), now=LATER)
        assert stores.files.find(BOB, file_id(1)) == file()
        assert stores.usage(BOB) == Usage(files=1, bytes=10)

    def test_are_not_attached_to_nor_taken_off_their_notes(self, stores: Stores) -> None:
        theirs = note(file_ids=[file_id(1)])
        stores.notes.add(BOB, theirs, limits())
        with pytest.raises(NotFound):
            stores.files.add(ANN, file(note_id=note_id(1)), limits())
        stores.files.add(ANN, file(), limits())
        with pytest.raises(NotFound):
            stores.files.save(ANN, file(), changed(file(), LATER, note_id=note_id(1)), link=note_id(1))
        stores.files.save(ANN, file(), changed(file(), LATER), unlink=note_id(1))
        assert stores.notes.find(BOB, note_id(1)) == theirs
