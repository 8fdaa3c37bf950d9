"""A file goes into the trash, out of it, and for good."""

from __future__ import annotations

import pytest

from chalicelib.domain.accounts import Usage
from chalicelib.domain.errors import Conflict, NotFound, Unavailable
from chalicelib.domain.files import changed, public
from chalicelib.domain.preconditions import ANY_VERSION
from tests.support.factories import ANN, NOW, file, file_id, limits, note, note_id
from tests.support.fakes import Meanwhile
from tests.support.service_fixture import Desk


@pytest.fixture
def desk() -> Desk:
    """With notes 1 and 2 of Ann's."""
    desk = Desk()
    for number in (1, 2):
        desk.notes.add(ANN, note(number), limits())
    return desk


class TestTrash:
    def test_a_trashed_file_leaves_the_list_of_its_note_and_remembers_it(self, desk: Desk) -> None:
        desk.keep(note_id=note_id(1))
        desk.library().delete(ANN, file_id(1), permanently=False)
        assert (desk.file().state, desk.file().note_id, desk.note().file_ids) == ("trashed", note_id(1), [])
        assert desk.library().restore(ANN, file_id(1)).note_id == note_id(1)
        assert (desk.file().state, desk.note().file_ids) == ("active", [file_id(1)])

    def test_trashing_and_restoring_again_change_nothing(self, desk: Desk) -> None:
        desk.keep()
        for move in (desk.library().trash, desk.library().restore):
            move(ANN, file_id(1))
            before = desk.file()
            desk.clock.advance()
            move(ANN, file_id(1))
            assert desk.file() == before

    def test_what_is_not_in_the_trash_is_told_as_it_is(self, desk: Desk) -> None:
        assert desk.library().restore(ANN, desk.keep().id) == public(file())

    @pytest.mark.parametrize("fate", ["gone", "trashed", "full"])
    def test_a_file_comes_back_without_its_note_where_that_takes_it_no_more(self, desk: Desk, fate: str) -> None:
        desk.keep(note_id=note_id(1))
        desk.library().trash(ANN, file_id(1))
        if fate == "gone":
            del desk.shelf.notes[ANN, note_id(1)]
        elif fate == "trashed":
            desk.notes.trash(ANN, note_id(1), NOW)
        else:
            desk.shelf.notes[ANN, note_id(1)] = note(file_ids=[file_id(number) for number in range(1001, 1101)])
        restored = desk.library().restore(ANN, file_id(1))
        assert (restored.state, restored.note_id) == ("active", None)
        assert restored == public(desk.file())

    def test_a_file_that_went_with_its_note_comes_back_alone(self, desk: Desk) -> None:
        kept = desk.keep(note_id=note_id(1))
        desk.notes.trash(ANN, note_id(1), NOW)
        desk.files.save(ANN, kept, changed(kept, NOW, state="trashed"))
        assert desk.library().restore(ANN, file_id(1)).note_id is None
        assert (desk.note().state, desk.note().file_ids) == ("trashed", [])

    def test_a_rename_meanwhile_does_not_keep_it_from_the_trash(self, desk: Desk) -> None:
        desk.keep()
        renames = Meanwhile("save", lambda: desk.files.change(ANN, file_id(1), {"name": "a"}, ANY_VERSION, NOW))
        desk.library(renames.of).trash(ANN, file_id(1))
        assert (desk.file().state, desk.file().name) == ("trashed", "a")

    def test_one_that_changes_all_the_time_is_left_for_later(self, desk: Desk) -> None:
        desk.keep()
        renames = Meanwhile("save", lambda: desk.files.change(ANN, file_id(1), {"name": "a"}, ANY_VERSION, NOW), 100)
        with pytest.raises(Unavailable):
            desk.library(renames.of).trash(ANN, file_id(1))


class TestPurging:
    def test_a_trashed_file_goes_for_good(self, desk: Desk) -> None:
        desk.keep(note_id=note_id(1))
        desk.library().trash(ANN, file_id(1))
        desk.library().delete(ANN, file_id(1), permanently=True)
        assert (desk.shelf.files, desk.shelf.usage(ANN)) == ({}, Usage(notes=2))
        with pytest.raises(NotFound):
            desk.library().delete(ANN, file_id(1), permanently=True)

    def test_only_what_is_in_the_trash_does(self, desk: Desk) -> None:
        desk.keep()
        with pytest.raises(Conflict):
            desk.library().delete(ANN, file_id(1), permanently=True)
        assert desk.file() == file()

    def test_one_that_went_with_its_note_leaves_the_list_of_the_note(self, desk: Desk) -> None:
        kept = desk.keep(note_id=note_id(1))
        desk.notes.trash(ANN, note_id(1), NOW)
        desk.files.save(ANN, kept, changed(kept, NOW, state="trashed"))
        desk.library().purge(ANN, file_id(1))
        assert desk.note().file_ids == []

    def test_one_restored_meanwhile_stays(self, desk: Desk) -> None:
        desk.keep(state="trashed")
        restores = Meanwhile("remove", lambda: desk.library().restore(ANN, file_id(1)))
        with pytest.raises(Conflict):
            desk.library(restores.of).purge(ANN, file_id(1))
        assert desk.file().state == "active"
