"""A file in the trash: it is trashed, restored, and permanently deleted."""

from __future__ import annotations

import pytest

from chalicelib.domain.accounts import Usage
from chalicelib.domain.errors import Conflict, NotFound, Unavailable
from chalicelib.domain.files import changed, public
from chalicelib.domain.preconditions import ANY_VERSION
from tests.support.factories import ANN, NOW, file, file_id, limits, note, note_id
from tests.support.fakes import Meanwhile
from tests.support.service_fixture import ServiceFixture


@pytest.fixture
def fixture() -> ServiceFixture:
    """Return services with notes 1 and 2 of Ann's."""
    fixture = ServiceFixture()
    for number in (1, 2):
        fixture.notes.add(ANN, note(number), limits())
    return fixture


class TestTrash:
    def test_a_trashed_file_leaves_the_list_of_its_note_and_remembers_it(self, fixture: ServiceFixture) -> None:
        fixture.keep(note_id=note_id(1))
        fixture.file_service().delete(ANN, file_id(1), permanently=False)
        assert (fixture.file().state, fixture.file().note_id, fixture.note().file_ids) == ("trashed", note_id(1), [])
        assert fixture.file_service().restore(ANN, file_id(1)).note_id == note_id(1)
        assert (fixture.file().state, fixture.note().file_ids) == ("active", [file_id(1)])

    def test_trashing_and_restoring_again_change_nothing(self, fixture: ServiceFixture) -> None:
        fixture.keep()
        for move in (fixture.file_service().trash, fixture.file_service().restore):
            move(ANN, file_id(1))
            before = fixture.file()
            fixture.clock.advance()
            move(ANN, file_id(1))
            assert fixture.file() == before

    def test_what_is_not_in_the_trash_is_returned_as_it_is(self, fixture: ServiceFixture) -> None:
        assert fixture.file_service().restore(ANN, fixture.keep().id) == public(file())

    @pytest.mark.parametrize("fate", ["gone", "trashed", "full"])
    def test_a_file_comes_back_without_its_note_where_that_takes_it_no_more(
        self, fixture: ServiceFixture, fate: str
    ) -> None:
        fixture.keep(note_id=note_id(1))
        fixture.file_service().trash(ANN, file_id(1))
        if fate == "gone":
            del fixture.shared.notes[ANN, note_id(1)]
        elif fate == "trashed":
            fixture.notes.trash(ANN, note_id(1), NOW)
        else:
            fixture.shared.notes[ANN, note_id(1)] = note(file_ids=[file_id(number) for number in range(1001, 1101)])
        restored = fixture.file_service().restore(ANN, file_id(1))
        assert (restored.state, restored.note_id) == ("active", None)
        assert restored == public(fixture.file())

    def test_a_file_that_went_with_its_note_comes_back_alone(self, fixture: ServiceFixture) -> None:
        kept = fixture.keep(note_id=note_id(1))
        fixture.notes.trash(ANN, note_id(1), NOW)
        fixture.files.save(ANN, kept, changed(kept, NOW, state="trashed"))
        assert fixture.file_service().restore(ANN, file_id(1)).note_id is None
        assert (fixture.note().state, fixture.note().file_ids) == ("trashed", [])

    def test_a_rename_meanwhile_does_not_keep_it_from_the_trash(self, fixture: ServiceFixture) -> None:
        fixture.keep()
        renames = Meanwhile("save", lambda: fixture.files.change(ANN, file_id(1), {"name": "a"}, ANY_VERSION, NOW))
        fixture.file_service(renames.of).trash(ANN, file_id(1))
        assert (fixture.file().state, fixture.file().name) == ("trashed", "a")

    def test_one_that_changes_all_the_time_is_left_for_later(self, fixture: ServiceFixture) -> None:
        fixture.keep()
        renames = Meanwhile("save", lambda: fixture.files.change(ANN, file_id(1), {"name": "a"}, ANY_VERSION, NOW), 100)
        with pytest.raises(Unavailable):
            fixture.file_service(renames.of).trash(ANN, file_id(1))


class TestPurging:
    def test_a_trashed_file_goes_for_good(self, fixture: ServiceFixture) -> None:
        fixture.keep(note_id=note_id(1))
        fixture.file_service().trash(ANN, file_id(1))
        fixture.file_service().delete(ANN, file_id(1), permanently=True)
        assert (fixture.shared.files, fixture.shared.usage(ANN)) == ({}, Usage(notes=2))
        with pytest.raises(NotFound):
            fixture.file_service().delete(ANN, file_id(1), permanently=True)

    def test_only_what_is_in_the_trash_does(self, fixture: ServiceFixture) -> None:
        fixture.keep()
        with pytest.raises(Conflict):
            fixture.file_service().delete(ANN, file_id(1), permanently=True)
        assert fixture.file() == file()

    def test_one_that_went_with_its_note_leaves_the_list_of_the_note(self, fixture: ServiceFixture) -> None:
        kept = fixture.keep(note_id=note_id(1))
        fixture.notes.trash(ANN, note_id(1), NOW)
        fixture.files.save(ANN, kept, changed(kept, NOW, state="trashed"))
        fixture.file_service().purge(ANN, file_id(1))
        assert fixture.note().file_ids == []

    def test_one_restored_meanwhile_stays(self, fixture: ServiceFixture) -> None:
        fixture.keep(state="trashed")
        restores = Meanwhile("remove", lambda: fixture.file_service().restore(ANN, file_id(1)))
        with pytest.raises(Conflict):
            fixture.file_service(restores.of).purge(ANN, file_id(1))
        assert fixture.file().state == "active"
