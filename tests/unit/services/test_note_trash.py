"""A note and its files: trashed, restored, and permanently deleted, whatever is interrupted."""

from __future__ import annotations

import pytest

from chalicelib.domain.accounts import Usage
from chalicelib.domain.errors import Conflict, NotFound, Unavailable
from chalicelib.domain.notes import Note
from tests.support.factories import ANN, file_id
from tests.support.fakes import Interrupted, Interruptions, Meanwhile
from tests.support.service_fixture import ServiceFixture

either_side = pytest.mark.parametrize("after_its_effect", [False, True])


@pytest.fixture
def fixture() -> ServiceFixture:
    return ServiceFixture()


@pytest.fixture
def note(fixture: ServiceFixture) -> Note:
    """Return a note of Ann's with files 1 and 2."""
    written = fixture.write()
    for number in (1, 2):
        fixture.keep(number, note_id=written.id)
    return fixture.note_service().read(ANN, written.id)


class TestTrash:
    def test_files_go_with_their_note_and_come_back_with_it(self, fixture: ServiceFixture, note: Note) -> None:
        fixture.note_service().delete(ANN, note.id, permanently=False)
        assert fixture.note_service().read(ANN, note.id).state == "trashed"
        assert fixture.states() == ["trashed", "trashed"]
        assert fixture.note_service().restore(ANN, note.id).state == "active"
        assert fixture.states() == ["active", "active"]

    def test_a_file_trashed_on_its_own_stays_there(self, fixture: ServiceFixture, note: Note) -> None:
        fixture.file_service().trash(ANN, file_id(1))
        fixture.note_service().trash(ANN, note.id)
        fixture.note_service().restore(ANN, note.id)
        assert fixture.states() == ["trashed", "active"]

    def test_deleting_again_changes_nothing(self, fixture: ServiceFixture, note: Note) -> None:
        fixture.note_service().trash(ANN, note.id)
        before = (fixture.note_service().read(ANN, note.id), dict(fixture.shared.files))
        fixture.clock.advance()
        fixture.note_service().trash(ANN, note.id)
        assert (fixture.note_service().read(ANN, note.id), fixture.shared.files) == before

    @either_side
    @pytest.mark.parametrize("calls", range(4))
    def test_a_move_cut_off_anywhere_is_finished_by_asking_again(
        self, fixture: ServiceFixture, note: Note, calls: int, *, after_its_effect: bool
    ) -> None:
        for move, state in (("trash", "trashed"), ("restore", "active")):
            interruptions = Interruptions(calls, after_its_effect=after_its_effect)
            try:
                getattr(fixture.note_service(interruptions.of), move)(ANN, note.id)
            except Interrupted:
                getattr(fixture.note_service(), move)(ANN, note.id)
            assert fixture.states() == [state, state]
            assert interruptions.happened == (calls < 3)

    @pytest.mark.parametrize("calls", range(1, 3))
    def test_or_by_the_stream(self, fixture: ServiceFixture, note: Note, calls: int) -> None:
        with pytest.raises(Interrupted):
            fixture.note_service(Interruptions(calls).of).trash(ANN, note.id)
        fixture.note_service().cascade(ANN, note.id)
        assert fixture.states() == ["trashed", "trashed"]


class TestPurging:
    def test_a_trashed_note_goes_for_good_with_all_its_files(self, fixture: ServiceFixture, note: Note) -> None:
        fixture.file_service().trash(ANN, file_id(1))
        fixture.note_service().trash(ANN, note.id)
        fixture.note_service().delete(ANN, note.id, permanently=True)
        assert everything_is_gone(fixture)
        with pytest.raises(NotFound):
            fixture.note_service().delete(ANN, note.id, permanently=True)

    def test_only_what_is_in_the_trash_does(self, fixture: ServiceFixture, note: Note) -> None:
        with pytest.raises(Conflict):
            fixture.note_service().delete(ANN, note.id, permanently=True)
        assert fixture.shared.usage(ANN) == Usage(notes=1, files=2, bytes=20)

    @pytest.mark.parametrize(("method", "files_left"), [("purge", 2), ("remove", 0)])
    def test_a_note_restored_meanwhile_stays(
        self, fixture: ServiceFixture, note: Note, method: str, files_left: int
    ) -> None:
        fixture.note_service().trash(ANN, note.id)
        meanwhile = Meanwhile(method, lambda: fixture.note_service().restore(ANN, note.id))
        with pytest.raises(Conflict):
            fixture.note_service(meanwhile.of).purge(ANN, note.id)
        assert fixture.note_service().read(ANN, note.id).state == "active"
        assert len(fixture.shared.files) == files_left

    @either_side
    @pytest.mark.parametrize("calls", range(3))
    def test_a_purge_cut_off_anywhere_is_finished_by_asking_again(
        self, fixture: ServiceFixture, note: Note, calls: int, *, after_its_effect: bool
    ) -> None:
        fixture.note_service().trash(ANN, note.id)
        with pytest.raises(Interrupted):
            fixture.note_service(Interruptions(calls, after_its_effect=after_its_effect).of).purge(ANN, note.id)
        if note_is_still_there := bool(fixture.shared.notes):
            fixture.note_service().purge(ANN, note.id)
        assert note_is_still_there == (calls < 2 or not after_its_effect)
        assert everything_is_gone(fixture)


class TestFollowing:
    def test_a_note_that_moves_meanwhile_is_followed_to_where_it_is(self, fixture: ServiceFixture, note: Note) -> None:
        fixture.notes.trash(ANN, note.id, fixture.clock.now)
        meanwhile = Meanwhile("move_files", lambda: fixture.notes.restore(ANN, note.id, fixture.clock.now))
        fixture.note_service(meanwhile.of).cascade(ANN, note.id)
        assert fixture.states() == ["active", "active"]

    def test_one_that_never_rests_is_left_for_later(self, fixture: ServiceFixture, note: Note) -> None:
        fixture.notes.trash(ANN, note.id, fixture.clock.now)
        moves = Meanwhile("move_files", lambda: out_and_in_again(fixture, note), times=100)
        with pytest.raises(Unavailable):
            fixture.note_service(moves.of).cascade(ANN, note.id)

    def test_the_files_of_a_note_that_is_gone_go_too(self, fixture: ServiceFixture, note: Note) -> None:
        del fixture.shared.notes[ANN, note.id]
        fixture.note_service().cascade(ANN, note.id)
        assert fixture.shared.files == {}

    def test_usage_is_decremented_once_for_a_note_removed_by_other_means(
        self, fixture: ServiceFixture, note: Note
    ) -> None:
        fixture.write()
        del fixture.shared.notes[ANN, note.id]
        for _ in range(2):
            fixture.note_service().clean_up_after_removal(ANN, note.id)
        assert (fixture.shared.files, fixture.shared.usage(ANN)) == ({}, Usage(notes=1))


def everything_is_gone(fixture: ServiceFixture) -> bool:
    return (fixture.shared.notes, fixture.shared.files, fixture.shared.usage(ANN)) == ({}, {}, Usage())


def out_and_in_again(fixture: ServiceFixture, note: Note) -> None:
    fixture.notes.restore(ANN, note.id, fixture.clock.now)
    fixture.notes.trash(ANN, note.id, fixture.clock.now)
