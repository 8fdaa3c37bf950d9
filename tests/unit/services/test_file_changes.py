"""Changes of a file: it is renamed, captioned, and attached to another note."""

from __future__ import annotations

import pytest

from chalicelib.domain.errors import Conflict, NotFound, PreconditionFailed
from chalicelib.domain.files import FileChanges, public
from chalicelib.domain.preconditions import ANY_VERSION, Precondition
from tests.support.factories import ANN, BOB, NOW, file, file_id, limits, note, note_id
from tests.support.fakes import Meanwhile
from tests.support.service_fixture import MALFORMED_IDS, ServiceFixture


@pytest.fixture
def fixture() -> ServiceFixture:
    """Return services with notes 1 and 2 of Ann's."""
    fixture = ServiceFixture()
    for number in (1, 2):
        fixture.notes.add(ANN, note(number), limits())
    return fixture


class TestChanging:
    def test_a_rename_makes_the_next_version(self, fixture: ServiceFixture) -> None:
        fixture.keep(caption="At the sea")
        now = fixture.clock.advance()
        result = fixture.file_service().change(
            ANN, file_id(1), FileChanges(name="lake.jpg", caption=None), Precondition(frozenset({1}))
        )
        assert result == public(file(name="lake.jpg", updated_at=now, version=2)) == public(fixture.file())

    @pytest.mark.parametrize("changes", [FileChanges(name="a"), FileChanges(note_id=note_id(2)), FileChanges()])
    def test_a_stale_etag_is_refused(self, fixture: ServiceFixture, changes: FileChanges) -> None:
        before = fixture.keep()
        with pytest.raises(PreconditionFailed):
            fixture.file_service().change(ANN, file_id(1), changes, Precondition(frozenset({2})))
        assert (fixture.file(), fixture.note(2).file_ids) == (before, [])

    def test_a_change_of_nothing_changes_nothing(self, fixture: ServiceFixture) -> None:
        before = fixture.keep()
        fixture.clock.advance()
        assert fixture.file_service().change(ANN, file_id(1), FileChanges(), Precondition(frozenset({1}))) == public(
            before
        )

    def test_a_file_is_attached_moved_and_taken_off(self, fixture: ServiceFixture) -> None:
        fixture.keep()
        for on, lists in ((note_id(1), ([file_id(1)], [])), (note_id(2), ([], [file_id(1)])), (None, ([], []))):
            result = fixture.file_service().change(ANN, file_id(1), FileChanges(note_id=on), ANY_VERSION)
            assert result.note_id == on
            assert (fixture.note(1).file_ids, fixture.note(2).file_ids) == lists

    def test_attaching_it_where_it_is_leaves_it_there(self, fixture: ServiceFixture) -> None:
        fixture.keep(note_id=note_id(1))
        fixture.file_service().change(ANN, file_id(1), FileChanges(note_id=note_id(1), name="lake.jpg"), ANY_VERSION)
        assert (fixture.note().file_ids, fixture.file().name) == ([file_id(1)], "lake.jpg")

    @pytest.mark.parametrize("identifier", [*MALFORMED_IDS, note_id(9), note_id(3)])
    def test_it_is_not_attached_to_what_is_malformed_unknown_or_anothers(
        self, fixture: ServiceFixture, identifier: str
    ) -> None:
        fixture.notes.add(BOB, note(3), limits())
        before = fixture.keep(note_id=note_id(1))
        with pytest.raises(NotFound):
            fixture.file_service().change(ANN, file_id(1), FileChanges(note_id=identifier), ANY_VERSION)
        assert (fixture.file(), fixture.note().file_ids) == (before, [file_id(1)])

    @pytest.mark.parametrize("changes", [FileChanges(name="a"), FileChanges(note_id=note_id(2))])
    def test_a_trashed_file_cannot_be_changed(self, fixture: ServiceFixture, changes: FileChanges) -> None:
        fixture.keep(state="trashed")
        with pytest.raises(Conflict):
            fixture.file_service().change(ANN, file_id(1), changes, ANY_VERSION)

    def test_a_file_that_moved_between_read_and_move_is_refused(self, fixture: ServiceFixture) -> None:
        fixture.keep()
        renames = Meanwhile("save", lambda: fixture.files.change(ANN, file_id(1), {"name": "a"}, ANY_VERSION, NOW))
        file_service = fixture.file_service(renames.of)
        with pytest.raises(PreconditionFailed):
            file_service.change(ANN, file_id(1), FileChanges(note_id=note_id(1)), Precondition(frozenset({1})))
        assert fixture.note().file_ids == []
