"""The processing of a batch of changes, and which of them are retried."""

from __future__ import annotations

import json
import threading
from datetime import datetime, timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError
from chalice.app import DynamoDBEvent

from chalicelib.domain.clock import timestamp
from chalicelib.domain.files import public
from chalicelib.domain.stream_events import FileGone, FollowUp, NoteGone, NoteMoved
from chalicelib.events.failed import Failed
from chalicelib.events.stream import REPLAYED, each_change
from chalicelib.services.live import Reached
from tests.support.factories import ANN, BOB, LATER, NOW, file, file_id, note, note_id
from tests.support.stream_fixture import PATIENCE, StreamRecorder, change_event, delivered
from tests.support.stream_items import new_tombstone, note_changed, of_file, of_note, record, sequence_number

LONG = PATIENCE.total_seconds() + 1
UNREADABLE = {"state": "active", "name": "a file without anything else"}


def gone(number: int, **how: Any) -> dict[str, Any]:
    return note_changed(number, "trashed", None, **how)


def unreadable(**how: Any) -> dict[str, Any]:
    return record(f"file#{file_id(9)}", UNREADABLE, None, **how)


def failing(*numbers: int) -> StreamRecorder:
    """Return a recorder that fails to clean up after the removal of these notes."""

    def clean_up(follow_up: FollowUp) -> None:
        if follow_up in [NoteGone(ANN, note_id(number)) for number in numbers]:
            raise OSError("what I dreamt")

    return StreamRecorder(clean_up)


class TestEffects:
    def test_each_change_is_cleaned_up_after_and_published(self) -> None:
        recorder = StreamRecorder()
        gone_file = file(1, version=3)
        last = public(gone_file)
        batch = [
            note_changed(1, "active", "trashed"),
            gone(2),
            of_file(gone_file, None),
            note_changed(3, None, "active"),
        ]
        assert delivered(recorder.processor(), *batch) == []
        assert recorder.cleaned_up == [
            NoteMoved(ANN, note_id(1)),
            NoteGone(ANN, note_id(2)),
            FileGone(ANN, last),
        ]
        published = [(event.type, event.subject, event.owner, event.version) for event in recorder.events]
        assert published == [
            ("note.trashed", note_id(1), ANN, 2),
            ("note.deleted", note_id(2), ANN, 2),
            ("file.deleted", file_id(1), ANN, 4),
            ("note.created", note_id(3), ANN, 2),
        ]

    def test_what_is_no_note_and_no_file_is_passed_over(self) -> None:
        recorder = StreamRecorder()
        batch = [record("usage", {"notes": 1}, {"notes": 2}), record("connection#1", None, {"a": 1}), gone(1)]
        assert delivered(recorder.processor(), *batch) == []
        assert len(recorder.cleaned_up) == len(recorder.events) == 1
        assert recorder.notified == []

    def test_a_redelivered_change_has_the_same_event_id_and_another_has_another(self) -> None:
        recorder = StreamRecorder()
        batch = [note_changed(1, None, "active"), note_changed(1, "active", "archived")]
        delivered(recorder.processor(), *batch)
        delivered(recorder.processor(), *batch)
        first, second, *again = [event.id for event in recorder.events]
        assert [first, second] == again
        assert first != second


class TestNudges:
    def test_each_owner_is_nudged_once_from_the_earliest_change_on(self) -> None:
        recorder = StreamRecorder()
        later, now = (note(1, updated_at=moment) for moment in (LATER, NOW))
        batch = [of_note(None, later), of_note(now, now), of_note(None, later, owner=BOB)]
        delivered(recorder.processor(), *batch)
        assert sorted((owner, timestamp(moment)) for owner, moment in recorder.notified) == [(ANN, NOW), (BOB, LATER)]

    def test_a_removal_is_notified_by_its_tombstone(self) -> None:
        recorder = StreamRecorder()
        delivered(recorder.processor(), gone(1), of_file(file(1), None))
        assert recorder.notified == []
        delivered(recorder.processor(), new_tombstone("note", note_id(1)))
        assert [(owner, timestamp(moment)) for owner, moment in recorder.notified] == [(ANN, NOW)]

    def test_a_tombstone_that_expires_notifies_nobody(self) -> None:
        recorder = StreamRecorder()
        delivered(recorder.processor(), record(f"gone#note#{note_id(1)}", {"deleted_at": NOW}, None))
        assert recorder.notified == []

    def test_one_that_fails_fails_no_record_and_no_other_nudge(self, capsys: pytest.CaptureFixture[str]) -> None:
        recorder = StreamRecorder()

        def nudge(owner: str, moment: datetime) -> Reached:
            reached = recorder.notify(owner, moment)
            if owner == ANN:
                raise OSError("what I dreamt")
            return reached

        batch = [note_changed(1, None, "active"), note_changed(2, None, "active", owner=BOB)]
        assert delivered(recorder.processor(notify=nudge), *batch) == []
        assert {owner for owner, _ in recorder.notified} == {ANN, BOB}
        lines = list(map(json.loads, capsys.readouterr().out.splitlines()))
        assert [line["error"] for line in lines if "error" in line] == ["OSError"]
        assert [(line["nudged"], line["gone"]) for line in lines if "gone" in line] == [(2, 1)]
        assert lines[-1]["Nudged"] == 2

    def test_nobody_waits_for_anothers_and_no_clean_up_does(self) -> None:
        everybody = threading.Barrier(3, timeout=10)
        recorder = StreamRecorder(lambda change: everybody.wait())

        def nudge(owner: str, moment: datetime) -> Reached:
            everybody.wait()
            return recorder.notify(owner, moment)

        batch = [note_changed(1, "active", "trashed"), note_changed(2, None, "active", owner=BOB)]
        assert delivered(recorder.processor(notify=nudge), *batch) == []
        assert len(recorder.cleaned_up) == 1


class TestFailures:
    def test_those_that_fail_are_reported_and_the_others_done(self) -> None:
        recorder = failing(1, 3)
        batch = [gone(1), gone(2), gone(3)]
        assert delivered(recorder.processor(), *batch) == [sequence_number(batch[0]), sequence_number(batch[2])]
        assert recorder.cleaned_up == [NoteGone(ANN, note_id(2))]
        assert [event.subject for event in recorder.events] == [note_id(2)]
        assert recorder.dead_letters == []

    def test_one_that_cannot_be_read_does_not_keep_the_others_waiting(self) -> None:
        recorder = StreamRecorder()
        bad = unreadable()
        assert delivered(recorder.processor(), bad, gone(1)) == [sequence_number(bad)]
        assert recorder.cleaned_up == [NoteGone(ANN, note_id(1))]

    def test_a_change_whose_event_was_not_published_is_retried(self, capsys: pytest.CaptureFixture[str]) -> None:
        recorder = StreamRecorder()
        recorder.publish_errors = {"note.created": OSError()}
        batch = [gone(1), note_changed(2, None, "active"), gone(3)]
        assert delivered(recorder.processor(), *batch) == [sequence_number(batch[1])]
        assert len(recorder.events) == 2
        assert json.loads(capsys.readouterr().out.splitlines()[-1])["Announced"] == 2

    def test_without_reports_of_failures_the_whole_batch_is_retried(self) -> None:
        recorder = failing(2)
        with pytest.raises(Failed, match="1 of") as failed:
            delivered(recorder.processor(reports=False), gone(1), gone(2))
        assert "dreamt" not in str(failed.getrepr())
        assert recorder.cleaned_up == [NoteGone(ANN, note_id(1))]

    def test_out_of_time_it_reports_what_it_did_not_get_to(self) -> None:
        recorder = StreamRecorder()
        batch = [gone(1), gone(2), gone(3)]
        assert delivered(recorder.processor(), *batch, milliseconds=10_000) == list(map(sequence_number, batch[1:]))
        assert recorder.cleaned_up == [NoteGone(ANN, note_id(1))]
        assert [event.subject for event in recorder.events] == [note_id(1)]


class TestPatience:
    def test_what_failed_for_long_becomes_a_dead_letter_and_counts_as_done(self) -> None:
        recorder = failing(1)
        batch = [gone(1, age=LONG), gone(2)]
        assert delivered(recorder.processor(), *batch) == []
        assert recorder.dead_letters == [(sequence_number(batch[0]), "OSError")]

    def test_what_failed_for_less_time_does_not(self) -> None:
        recorder = failing(1)
        old = gone(1, age=PATIENCE.total_seconds())
        assert delivered(recorder.processor(), old) == [sequence_number(old)]
        recorder.clock.advance(timedelta(seconds=1))
        assert delivered(recorder.processor(), old) == []
        assert len(recorder.dead_letters) == 1

    def test_what_is_old_and_succeeds_is_simply_done(self) -> None:
        recorder = StreamRecorder()
        assert delivered(recorder.processor(), gone(1, age=LONG)) == []
        assert (len(recorder.cleaned_up), recorder.dead_letters) == (1, [])

    def test_what_cannot_be_read_or_published_becomes_a_dead_letter_too(self) -> None:
        recorder = StreamRecorder()
        denied = ClientError({"Error": {"Code": "AuthorizationError", "Message": "what I dreamt"}}, "PublishBatch")
        recorder.publish_errors = {"note.created": denied}
        batch = [unreadable(age=LONG), note_changed(1, None, "active", age=LONG)]
        assert delivered(recorder.processor(), *batch) == []
        kinds = [kind for _, kind in recorder.dead_letters]
        assert kinds == ["KeyError", "ClientError AuthorizationError from PublishBatch"]

    def test_what_cannot_become_a_dead_letter_is_retried(self, capsys: pytest.CaptureFixture[str]) -> None:
        recorder = failing(1)
        recorder.queue_error = PermissionError("what I dreamt")
        old = gone(1, age=LONG)
        assert delivered(recorder.processor(), old, gone(2)) == [sequence_number(old)]
        output = capsys.readouterr().out
        assert "PermissionError" in output
        assert "dreamt" not in output

    def test_an_event_that_cannot_be_read_at_all_is_retried_and_logged(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        event = DynamoDBEvent({"Letters": []}, change_event().context)
        with pytest.raises(Failed):
            each_change(event, StreamRecorder().processor())
        assert "KeyError" in capsys.readouterr().out

    def test_an_old_record_after_a_retried_one_is_retried_with_it(self) -> None:
        recorder = failing(1, 2)
        batch = [gone(1), gone(2, age=LONG)]
        assert delivered(recorder.processor(), *batch) == list(map(sequence_number, batch))
        assert recorder.dead_letters == []

    def test_a_record_after_a_dead_letter_is_retried_without_it(self) -> None:
        recorder = failing(1, 2)
        batch = [gone(1, age=LONG), gone(2)]
        assert delivered(recorder.processor(), *batch) == [sequence_number(batch[1])]
        assert len(recorder.dead_letters) == 1

    def test_what_was_never_tried_becomes_no_dead_letter_however_old_it_is(self) -> None:
        recorder = StreamRecorder()
        batch = [gone(1, age=LONG), gone(2, age=LONG)]
        assert delivered(recorder.processor(), *batch, milliseconds=10_000) == [sequence_number(batch[1])]
        assert recorder.dead_letters == []

    def test_a_batch_that_is_retried_as_a_whole_becomes_dead_letters_together(self) -> None:
        recorder = failing(1, 2)
        with pytest.raises(Failed):
            delivered(recorder.processor(reports=False), gone(1, age=LONG), gone(2))
        assert recorder.dead_letters == []
        assert delivered(recorder.processor(reports=False), gone(1, age=LONG), gone(2, age=LONG)) == []
        assert len(recorder.dead_letters) == 2

    @pytest.mark.parametrize("reports", [True, False])
    def test_what_is_replayed_becomes_no_dead_letter_again(self, reports: bool) -> None:
        recorder = failing(1)
        replay = change_event(gone(1, age=LONG), **{REPLAYED: True})
        with pytest.raises(Failed):
            each_change(replay, recorder.processor(reports=reports))
        assert recorder.dead_letters == []
