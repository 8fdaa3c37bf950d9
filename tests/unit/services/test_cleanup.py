"""What is done about what the stream tells."""

from __future__ import annotations

import pytest

from chalicelib.domain.accounts import Usage
from chalicelib.domain.stream_events import FileGone, NoteGone, NoteMoved
from tests.support.factories import ANN, NOW, file_id, limits, note, note_id
from tests.support.service_fixture import Desk


@pytest.fixture
def desk() -> Desk:
    """With a note of Ann's that has two files, both with their bytes."""
    desk = Desk()
    desk.notes.add(ANN, note(), limits())
    for number in (1, 2):
        desk.keep(number, note_id=note_id(1))
        desk.objects.arrive(ANN, file_id(number), b"bytes")
    return desk


def test_files_follow_their_note_into_the_trash_and_out_of_it(desk: Desk) -> None:
    for move, state in ((desk.notes.trash, "trashed"), (desk.notes.restore, "active")):
        move(ANN, note_id(1), NOW)
        for _ in range(2):
            desk.cleanup().after(NoteMoved(ANN, note_id(1)))
            assert desk.states() == [state, state]


def test_old_news_of_a_note_leads_to_where_it_is_now(desk: Desk) -> None:
    desk.notes.trash(ANN, note_id(1), NOW)
    desk.notes.restore(ANN, note_id(1), NOW)
    desk.cleanup().after(NoteMoved(ANN, note_id(1)))
    assert desk.states() == ["active", "active"]


def test_the_files_of_a_note_that_is_gone_go_and_both_are_counted_off_once(desk: Desk) -> None:
    del desk.shelf.notes[ANN, note_id(1)]
    for _ in range(2):
        desk.cleanup().after(NoteGone(ANN, note_id(1)))
        assert (desk.shelf.files, desk.shelf.usage(ANN)) == ({}, Usage())


def test_the_objects_of_a_file_that_is_gone_go_and_it_is_counted_off_once(desk: Desk) -> None:
    gone = desk.shelf.files.pop((ANN, file_id(1)))
    for _ in range(2):
        desk.cleanup().after(FileGone(ANN, gone))
        assert list(desk.objects.places) == [(ANN, file_id(2), "upload")]
        assert desk.shelf.usage(ANN) == Usage(notes=1, files=1, bytes=10)
        assert desk.shelf.notes[ANN, note_id(1)].file_ids == [file_id(2)]
