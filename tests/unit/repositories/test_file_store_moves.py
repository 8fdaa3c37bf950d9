"""Saved versions of files, and the notes that list the files, in every store of files."""

from __future__ import annotations

import pytest

from chalicelib.domain.errors import Conflict, NotFound, PreconditionFailed
from chalicelib.domain.files import FileFilter, changed
from chalicelib.domain.notes import MAXIMUM_FILES, State
from tests.support.factories import ANN, LATER, NOW, file, file_id, limits, note, note_id
from tests.support.store_backends import Stores
from tests.support.store_helpers import add_files, kept_file, kept_note, listed_files

FULL = [file_id(number) for number in range(1001, 1001 + MAXIMUM_FILES)]


class TestFilesSaved:
    def test_exactly_that_version_is_replaced(self, stores: Stores) -> None:
        add_files(stores, file(status="pending"))
        ready = changed(file(), LATER, width=640)
        stores.files.save(ANN, file(), ready)
        assert kept_file(stores) == ready

    def test_another_version_is_not_nor_is_any_note_touched(self, stores: Stores) -> None:
        stores.notes.add(ANN, note(1), limits())
        stores.notes.add(ANN, note(2, file_ids=[file_id(1)]), limits())
        add_files(stores, file(version=2))
        moved = changed(file(version=1), LATER, note_id=note_id(1))
        with pytest.raises(PreconditionFailed):
            stores.files.save(ANN, file(version=1), moved, link=note_id(1), unlink=note_id(2))
        assert kept_file(stores) == file(version=2)
        assert (kept_note(stores, 1), kept_note(stores, 2)) == (note(1), note(2, file_ids=[file_id(1)]))

    def test_a_missing_file_is_not_made(self, stores: Stores) -> None:
        with pytest.raises(PreconditionFailed):
            stores.files.save(ANN, file(), changed(file(), LATER))
        assert stores.files.find(ANN, file_id(1)) is None

    @pytest.mark.parametrize("state", ["active", "archived"])
    def test_a_file_moves_from_one_note_to_another(self, stores: Stores, state: State) -> None:
        stores.notes.add(ANN, note(1), limits())
        stores.notes.add(ANN, note(2, state=state), limits())
        add_files(stores, file(note_id=note_id(1)))
        moved = changed(file(), LATER, note_id=note_id(2))
        stores.files.save(ANN, kept_file(stores), moved, link=note_id(2), unlink=note_id(1))
        assert kept_note(stores, 1) == note(1, updated_at=LATER, version=3)
        assert kept_note(stores, 2) == note(2, state=state, file_ids=[file_id(1)], updated_at=LATER, version=2)
        assert listed_files(stores, FileFilter("active", note_id=note_id(1))) == []
        assert listed_files(stores, FileFilter("active", note_id=note_id(2))) == [file_id(1)]

    def test_a_file_leaves_an_archived_or_trashed_note_too(self, stores: Stores) -> None:
        for number, state in ((1, "archived"), (2, "active")):
            stores.notes.add(ANN, note(number, state=state), limits())
            add_files(stores, file(number, note_id=note_id(number)))
        stores.notes.trash(ANN, note_id(2), NOW)
        for number, state in ((1, "archived"), (2, "trashed")):
            loose = changed(kept_file(stores, number), LATER, note_id=None)
            stores.files.save(ANN, kept_file(stores, number), loose, unlink=note_id(number))
            assert (kept_note(stores, number).file_ids, kept_note(stores, number).state) == ([], state)

    @pytest.mark.parametrize("gone", [note_id(9), note_id(1)])
    def test_leaving_a_note_that_is_gone_or_does_not_list_it_is_fine(self, stores: Stores, gone: str) -> None:
        stores.notes.add(ANN, note(), limits())
        add_files(stores, file())
        stores.files.save(ANN, file(), changed(file(), LATER), unlink=gone)
        assert (kept_file(stores).version, kept_note(stores)) == (2, note())

    def test_a_note_that_is_not_there_trashed_or_full_takes_none(self, stores: Stores) -> None:
        stores.notes.add(ANN, note(1, file_ids=FULL), limits())
        stores.notes.add(ANN, note(2), limits())
        stores.notes.trash(ANN, note_id(2), NOW)
        stores.notes.add(ANN, note(4), limits())
        add_files(stores, file(note_id=note_id(4)))
        before = kept_file(stores)
        for number, refusal in ((1, Conflict), (2, Conflict), (3, NotFound)):
            after = changed(before, LATER, note_id=note_id(number))
            with pytest.raises(refusal):
                stores.files.save(ANN, before, after, link=note_id(number), unlink=note_id(4))
        assert kept_file(stores) == before
        assert kept_note(stores, 4).file_ids == [file_id(1)]

    def test_a_full_note_keeps_what_it_lists(self, stores: Stores) -> None:
        stores.notes.add(ANN, note(file_ids=[file_id(1), *FULL[1:]]), limits())
        stores.place(ANN, [file(note_id=note_id(1))])
        before = kept_file(stores)
        stores.files.save(ANN, before, changed(before, LATER, name="lake.jpg"), link=note_id(1))
        assert len(kept_note(stores).file_ids) == MAXIMUM_FILES
