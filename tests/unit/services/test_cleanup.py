"""The clean-up after changes that the stream delivers."""

from __future__ import annotations

import pytest

from chalicelib.domain.accounts import Usage
from chalicelib.domain.stream_events import FileGone, NoteGone, NoteMoved
from tests.support.factories import ANN, NOW, file_id, limits, note, note_id
from tests.support.service_fixture import ServiceFixture


@pytest.fixture
def fixture() -> ServiceFixture:
    """Return services with a note of Ann's that has two files, both with their bytes."""
    fixture = ServiceFixture()
    fixture.notes.add(ANN, note(), limits())
    for number in (1, 2):
        fixture.keep(number, note_id=note_id(1))
        fixture.objects.arrive(ANN, file_id(number), b"bytes")
    return fixture


def test_files_follow_their_note_into_the_trash_and_out_of_it(fixture: ServiceFixture) -> None:
    for move, state in ((fixture.notes.trash, "trashed"), (fixture.notes.restore, "active")):
        move(ANN, note_id(1), NOW)
        for _ in range(2):
            fixture.cleanup().after(NoteMoved(ANN, note_id(1)))
            assert fixture.states() == [state, state]


def test_a_late_record_of_a_note_leads_to_where_it_is_now(fixture: ServiceFixture) -> None:
    fixture.notes.trash(ANN, note_id(1), NOW)
    fixture.notes.restore(ANN, note_id(1), NOW)
    fixture.cleanup().after(NoteMoved(ANN, note_id(1)))
    assert fixture.states() == ["active", "active"]


def test_the_files_of_a_note_that_is_gone_go_and_usage_is_decremented_once_for_both(fixture: ServiceFixture) -> None:
    del fixture.shared.notes[ANN, note_id(1)]
    for _ in range(2):
        fixture.cleanup().after(NoteGone(ANN, note_id(1)))
        assert (fixture.shared.files, fixture.shared.usage(ANN)) == ({}, Usage())


def test_the_objects_of_a_file_that_is_gone_go_and_usage_is_decremented_once(fixture: ServiceFixture) -> None:
    gone = fixture.shared.files.pop((ANN, file_id(1)))
    for _ in range(2):
        fixture.cleanup().after(FileGone(ANN, gone))
        assert list(fixture.objects.places) == [(ANN, file_id(2), "upload")]
        assert fixture.shared.usage(ANN) == Usage(notes=1, files=1, bytes=10)
        assert fixture.shared.notes[ANN, note_id(1)].file_ids == [file_id(2)]
