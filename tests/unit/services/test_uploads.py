"""The processing of uploaded bytes, and the clean-up of those whose file is gone."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.domain.accounts import Usage
from chalicelib.domain.files import changed
from chalicelib.domain.images import Picture
from tests.support.factories import ANN, BOB, NOW, file, file_id, limits, note_id
from tests.support.fakes import Interrupted, Interruptions
from tests.support.service_fixture import BAD_PICTURE, GOOD_PICTURE, read_picture
from tests.support.upload_fixture import READY, REJECTED, UploadFixture

either_picture = pytest.mark.parametrize(("data", "outcome"), [(GOOD_PICTURE, READY), (BAD_PICTURE, REJECTED)])


@pytest.fixture
def fixture() -> UploadFixture:
    return UploadFixture()


class TestAcceptingUploads:
    def test_a_picture_becomes_ready_with_its_previews_and_what_it_tells(self, fixture: UploadFixture) -> None:
        fixture.arrive()
        now = fixture.clock.advance()
        fixture.take()
        assert fixture.outcome() == READY
        assert fixture.objects.places[ANN, file_id(1), "original"] == GOOD_PICTURE
        assert fixture.objects.places[ANN, file_id(1), "320"] == b"small"
        assert (fixture.file().width, fixture.file().camera, fixture.file().updated_at) == (640, "Kodak Brownie", now)

    def test_what_is_no_picture_is_rejected_with_a_reason_and_its_bytes_are_released(
        self, fixture: UploadFixture
    ) -> None:
        fixture.arrive(BAD_PICTURE)
        fixture.take()
        assert fixture.outcome() == REJECTED
        assert fixture.file().reason == "This is not a JPEG picture."
        assert fixture.file().note_id == note_id(1)

    def test_the_files_name_goes_along_since_it_may_tell_when_a_photo_was_taken(self, fixture: UploadFixture) -> None:
        seen: list[tuple[bytes, str, str]] = []
        fixture.arrive()

        def read(*arguments: Any) -> Picture:
            seen.append(arguments)
            return read_picture(*arguments)

        fixture.uploads(read=read).take(ANN, file_id(1))
        assert seen == [(GOOD_PICTURE, "image/jpeg", "sea.jpg")]

    def test_any_other_file_is_kept_unread(self) -> None:
        fixture = UploadFixture(kind="other", content_type="application/pdf")
        fixture.arrive(BAD_PICTURE)
        fixture.take()
        assert fixture.outcome() == ("ready", {"original"}, Usage(notes=1, files=1, bytes=10))

    @pytest.mark.parametrize("kind", ["image", "other"])
    def test_where_nothing_arrived_nothing_happens(self, kind: str) -> None:
        fixture = UploadFixture(kind=kind)
        fixture.take()
        assert fixture.outcome() == ("pending", set(), Usage(notes=1, files=1, bytes=10))

    def test_a_file_in_the_trash_is_taken_in_there(self, fixture: UploadFixture) -> None:
        fixture.files.save(ANN, fixture.file(), changed(fixture.file(), NOW, state="trashed"))
        fixture.arrive()
        fixture.take()
        assert fixture.outcome() == READY
        assert fixture.file().state == "trashed"

    def test_bytes_without_a_file_are_removed(self, fixture: UploadFixture) -> None:
        fixture.purge()
        fixture.arrive()
        fixture.take()
        assert fixture.places() == set()

    def test_anothers_bytes_and_files_are_not_touched(self, fixture: UploadFixture) -> None:
        fixture.objects.arrive(BOB, file_id(1), GOOD_PICTURE)
        fixture.arrive()
        fixture.take()
        fixture.uploads().take(BOB, file_id(1))
        assert fixture.outcome() == READY


class TestCleanUp:
    def test_objects_quota_and_the_list_of_the_note_go_with_a_file(self, fixture: UploadFixture) -> None:
        fixture.arrive()
        fixture.take()
        gone = fixture.shared.files.pop((ANN, file_id(1)))
        for _ in range(2):
            fixture.uploads().clean_up_after_removal(ANN, gone)
            assert (fixture.places(), fixture.shared.usage(ANN)) == (set(), Usage(notes=1))
            assert fixture.shared.notes[ANN, note_id(1)].file_ids == []

    @pytest.mark.parametrize("after_its_effect", [False, True])
    @pytest.mark.parametrize("calls", range(3))
    def test_cut_off_at_any_step_it_is_finished_by_the_next_try(
        self, fixture: UploadFixture, calls: int, *, after_its_effect: bool
    ) -> None:
        fixture.arrive()
        fixture.take()
        gone = fixture.shared.files.pop((ANN, file_id(1)))
        with pytest.raises(Interrupted):
            fixture.uploads(Interruptions(calls, after_its_effect=after_its_effect).of).clean_up_after_removal(
                ANN, gone
            )
        fixture.uploads().clean_up_after_removal(ANN, gone)
        assert (fixture.places(), fixture.shared.usage(ANN)) == (set(), Usage(notes=1))
        assert fixture.shared.notes[ANN, note_id(1)].file_ids == []

    def test_an_upload_that_never_came_gives_its_bytes_back(self, fixture: UploadFixture) -> None:
        gone = fixture.shared.files.pop((ANN, file_id(1)))
        fixture.uploads().clean_up_after_removal(ANN, gone)
        assert fixture.shared.usage(ANN) == Usage(notes=1)

    def test_one_that_was_rejected_has_none_to_give(self, fixture: UploadFixture) -> None:
        fixture.files.add(ANN, file(2), limits())
        fixture.arrive(BAD_PICTURE)
        fixture.take()
        fixture.uploads().clean_up_after_removal(ANN, fixture.shared.files.pop((ANN, file_id(1))))
        assert fixture.shared.usage(ANN) == Usage(notes=1, files=1, bytes=10)
