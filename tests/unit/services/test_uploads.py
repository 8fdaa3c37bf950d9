"""What becomes of uploaded bytes, and of those whose file is gone."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.domain.accounts import Usage
from chalicelib.domain.files import changed
from chalicelib.domain.images import Picture
from tests.support.factories import ANN, BOB, NOW, file, file_id, limits, note_id
from tests.support.fakes import Interrupted, Interruptions
from tests.support.service_fixture import BAD_PICTURE, GOOD_PICTURE, read_picture
from tests.support.upload_fixture import READY, REJECTED, UploadDesk

either_picture = pytest.mark.parametrize(("data", "outcome"), [(GOOD_PICTURE, READY), (BAD_PICTURE, REJECTED)])


@pytest.fixture
def desk() -> UploadDesk:
    return UploadDesk()


class TestTaking:
    def test_a_picture_becomes_ready_with_its_previews_and_what_it_tells(self, desk: UploadDesk) -> None:
        desk.arrive()
        now = desk.clock.advance()
        desk.take()
        assert desk.outcome() == READY
        assert desk.objects.places[ANN, file_id(1), "original"] == GOOD_PICTURE
        assert desk.objects.places[ANN, file_id(1), "320"] == b"small"
        assert (desk.file().width, desk.file().camera, desk.file().updated_at) == (640, "Kodak Brownie", now)

    def test_what_is_no_picture_is_rejected_with_a_reason_and_its_bytes_are_given_back(self, desk: UploadDesk) -> None:
        desk.arrive(BAD_PICTURE)
        desk.take()
        assert desk.outcome() == REJECTED
        assert desk.file().reason == "This is not a JPEG picture."
        assert desk.file().note_id == note_id(1)

    def test_the_files_name_goes_along_since_it_may_tell_when_a_photo_was_taken(self, desk: UploadDesk) -> None:
        seen: list[tuple[bytes, str, str]] = []
        desk.arrive()

        def read(*told: Any) -> Picture:
            seen.append(told)
            return read_picture(*told)

        desk.uploads(read=read).take(ANN, file_id(1))
        assert seen == [(GOOD_PICTURE, "image/jpeg", "sea.jpg")]

    def test_any_other_file_is_kept_unread(self) -> None:
        desk = UploadDesk(kind="other", content_type="application/pdf")
        desk.arrive(BAD_PICTURE)
        desk.take()
        assert desk.outcome() == ("ready", {"original"}, Usage(notes=1, files=1, bytes=10))

    @pytest.mark.parametrize("kind", ["image", "other"])
    def test_where_nothing_arrived_nothing_happens(self, kind: str) -> None:
        desk = UploadDesk(kind=kind)
        desk.take()
        assert desk.outcome() == ("pending", set(), Usage(notes=1, files=1, bytes=10))

    def test_a_file_in_the_trash_is_taken_in_there(self, desk: UploadDesk) -> None:
        desk.files.save(ANN, desk.file(), changed(desk.file(), NOW, state="trashed"))
        desk.arrive()
        desk.take()
        assert desk.outcome() == READY
        assert desk.file().state == "trashed"

    def test_bytes_that_no_file_speaks_of_are_removed(self, desk: UploadDesk) -> None:
        desk.purge()
        desk.arrive()
        desk.take()
        assert desk.places() == set()

    def test_anothers_bytes_and_files_are_not_touched(self, desk: UploadDesk) -> None:
        desk.objects.arrive(BOB, file_id(1), GOOD_PICTURE)
        desk.arrive()
        desk.take()
        desk.uploads().take(BOB, file_id(1))
        assert desk.outcome() == READY


class TestForgetting:
    def test_objects_quota_and_the_list_of_the_note_go_with_a_file(self, desk: UploadDesk) -> None:
        desk.arrive()
        desk.take()
        gone = desk.shelf.files.pop((ANN, file_id(1)))
        for _ in range(2):
            desk.uploads().forget(ANN, gone)
            assert (desk.places(), desk.shelf.usage(ANN)) == (set(), Usage(notes=1))
            assert desk.shelf.notes[ANN, note_id(1)].file_ids == []

    @pytest.mark.parametrize("after_its_effect", [False, True])
    @pytest.mark.parametrize("calls", range(3))
    def test_cut_off_at_any_step_it_is_finished_by_the_next_try(
        self, desk: UploadDesk, calls: int, *, after_its_effect: bool
    ) -> None:
        desk.arrive()
        desk.take()
        gone = desk.shelf.files.pop((ANN, file_id(1)))
        with pytest.raises(Interrupted):
            desk.uploads(Interruptions(calls, after_its_effect=after_its_effect).of).forget(ANN, gone)
        desk.uploads().forget(ANN, gone)
        assert (desk.places(), desk.shelf.usage(ANN)) == (set(), Usage(notes=1))
        assert desk.shelf.notes[ANN, note_id(1)].file_ids == []

    def test_an_upload_that_never_came_gives_its_bytes_back(self, desk: UploadDesk) -> None:
        gone = desk.shelf.files.pop((ANN, file_id(1)))
        desk.uploads().forget(ANN, gone)
        assert desk.shelf.usage(ANN) == Usage(notes=1)

    def test_one_that_was_rejected_has_none_to_give(self, desk: UploadDesk) -> None:
        desk.files.add(ANN, file(2), limits())
        desk.arrive(BAD_PICTURE)
        desk.take()
        desk.uploads().forget(ANN, desk.shelf.files.pop((ANN, file_id(1))))
        assert desk.shelf.usage(ANN) == Usage(notes=1, files=1, bytes=10)
