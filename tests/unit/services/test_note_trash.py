"""A note and its files: into the trash, out of it, and for good, whatever is interrupted."""

from __future__ import annotations

import pytest

from chalicelib.domain.accounts import Usage
from chalicelib.domain.errors import Conflict, NotFound, Unavailable
from chalicelib.domain.notes import Note
from tests.support.factories import ANN, file_id
from tests.support.fakes import Interrupted, Interruptions, Meanwhile
from tests.support.service_fixture import Desk

either_side = pytest.mark.parametrize("after_its_effect", [False, True])


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def note(desk: Desk) -> Note:
    """Of Ann's, with files 1 and 2."""
    written = desk.write()
    for number in (1, 2):
        desk.keep(number, note_id=written.id)
    return desk.notebook().read(ANN, written.id)


class TestTrash:
    def test_files_go_with_their_note_and_come_back_with_it(self, desk: Desk, note: Note) -> None:
        desk.notebook().delete(ANN, note.id, permanently=False)
        assert desk.notebook().read(ANN, note.id).state == "trashed"
        assert desk.states() == ["trashed", "trashed"]
        assert desk.notebook().restore(ANN, note.id).state == "active"
        assert desk.states() == ["active", "active"]

    def test_a_file_trashed_on_its_own_stays_there(self, desk: Desk, note: Note) -> None:
        desk.library().trash(ANN, file_id(1))
        desk.notebook().trash(ANN, note.id)
        desk.notebook().restore(ANN, note.id)
        assert desk.states() == ["trashed", "active"]

    def test_deleting_again_changes_nothing(self, desk: Desk, note: Note) -> None:
        desk.notebook().trash(ANN, note.id)
        before = (desk.notebook().read(ANN, note.id), dict(desk.shelf.files))
        desk.clock.advance()
        desk.notebook().trash(ANN, note.id)
        assert (desk.notebook().read(ANN, note.id), desk.shelf.files) == before

    @either_side
    @pytest.mark.parametrize("calls", range(4))
    def test_a_move_cut_off_anywhere_is_finished_by_asking_again(
        self, desk: Desk, note: Note, calls: int, *, after_its_effect: bool
    ) -> None:
        for move, state in (("trash", "trashed"), ("restore", "active")):
            interruptions = Interruptions(calls, after_its_effect=after_its_effect)
            try:
                getattr(desk.notebook(interruptions.of), move)(ANN, note.id)
            except Interrupted:
                getattr(desk.notebook(), move)(ANN, note.id)
            assert desk.states() == [state, state]
            assert interruptions.happened == (calls < 3)

    @pytest.mark.parametrize("calls", range(1, 3))
    def test_or_by_the_stream(self, desk: Desk, note: Note, calls: int) -> None:
        with pytest.raises(Interrupted):
            desk.notebook(Interruptions(calls).of).trash(ANN, note.id)
        desk.notebook().follow(ANN, note.id)
        assert desk.states() == ["trashed", "trashed"]


class TestPurging:
    def test_a_trashed_note_goes_for_good_with_all_its_files(self, desk: Desk, note: Note) -> None:
        desk.library().trash(ANN, file_id(1))
        desk.notebook().trash(ANN, note.id)
        desk.notebook().delete(ANN, note.id, permanently=True)
        assert everything_is_gone(desk)
        with pytest.raises(NotFound):
            desk.notebook().delete(ANN, note.id, permanently=True)

    def test_only_what_is_in_the_trash_does(self, desk: Desk, note: Note) -> None:
        with pytest.raises(Conflict):
            desk.notebook().delete(ANN, note.id, permanently=True)
        assert desk.shelf.usage(ANN) == Usage(notes=1, files=2, bytes=20)

    @pytest.mark.parametrize(("method", "files_left"), [("purge", 2), ("remove", 0)])
    def test_a_note_restored_meanwhile_stays(self, desk: Desk, note: Note, method: str, files_left: int) -> None:
        desk.notebook().trash(ANN, note.id)
        meanwhile = Meanwhile(method, lambda: desk.notebook().restore(ANN, note.id))
        with pytest.raises(Conflict):
            desk.notebook(meanwhile.of).purge(ANN, note.id)
        assert desk.notebook().read(ANN, note.id).state == "active"
        assert len(desk.shelf.files) == files_left

    @either_side
    @pytest.mark.parametrize("calls", range(3))
    def test_a_purge_cut_off_anywhere_is_finished_by_asking_again(
        self, desk: Desk, note: Note, calls: int, *, after_its_effect: bool
    ) -> None:
        desk.notebook().trash(ANN, note.id)
        with pytest.raises(Interrupted):
            desk.notebook(Interruptions(calls, after_its_effect=after_its_effect).of).purge(ANN, note.id)
        if note_is_still_there := bool(desk.shelf.notes):
            desk.notebook().purge(ANN, note.id)
        assert note_is_still_there == (calls < 2 or not after_its_effect)
        assert everything_is_gone(desk)


class TestFollowing:
    def test_a_note_that_moves_meanwhile_is_followed_to_where_it_is(self, desk: Desk, note: Note) -> None:
        desk.notes.trash(ANN, note.id, desk.clock.now)
        meanwhile = Meanwhile("follow", lambda: desk.notes.restore(ANN, note.id, desk.clock.now))
        desk.notebook(meanwhile.of).follow(ANN, note.id)
        assert desk.states() == ["active", "active"]

    def test_one_that_never_rests_is_left_for_later(self, desk: Desk, note: Note) -> None:
        desk.notes.trash(ANN, note.id, desk.clock.now)
        moves = Meanwhile("follow", lambda: out_and_in_again(desk, note), times=100)
        with pytest.raises(Unavailable):
            desk.notebook(moves.of).follow(ANN, note.id)

    def test_the_files_of_a_note_that_is_gone_go_too(self, desk: Desk, note: Note) -> None:
        del desk.shelf.notes[ANN, note.id]
        desk.notebook().follow(ANN, note.id)
        assert desk.shelf.files == {}

    def test_a_note_gone_by_another_hand_is_counted_off_once(self, desk: Desk, note: Note) -> None:
        desk.write()
        del desk.shelf.notes[ANN, note.id]
        for _ in range(2):
            desk.notebook().forget(ANN, note.id)
        assert (desk.shelf.files, desk.shelf.usage(ANN)) == ({}, Usage(notes=1))


def everything_is_gone(desk: Desk) -> bool:
    return (desk.shelf.notes, desk.shelf.files, desk.shelf.usage(ANN)) == ({}, {}, Usage())


def out_and_in_again(desk: Desk, note: Note) -> None:
    desk.notes.restore(ANN, note.id, desk.clock.now)
    desk.notes.trash(ANN, note.id, desk.clock.now)
