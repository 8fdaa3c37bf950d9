"""Upload events that are repeated, simultaneous, late or interrupted: the outcome is the same."""

from __future__ import annotations

import pytest

from chalicelib.domain.accounts import Usage
from chalicelib.domain.errors import Unavailable
from tests.support.factories import ANN, file_id
from tests.support.fakes import Interrupted, Interruptions, Meanwhile
from tests.support.service_fixture import BAD_PICTURE, GOOD_PICTURE
from tests.support.upload_fixture import READY, REJECTED, UploadFixture, meanwhile_in

either_picture = pytest.mark.parametrize(("data", "outcome"), [(GOOD_PICTURE, READY), (BAD_PICTURE, REJECTED)])


@pytest.fixture
def fixture() -> UploadFixture:
    return UploadFixture()


class TestEventsAgain:
    @either_picture
    def test_an_event_that_comes_twice_ends_the_same(
        self, fixture: UploadFixture, data: bytes, outcome: object
    ) -> None:
        fixture.arrive(data)
        fixture.take()
        before = fixture.file()
        fixture.take()
        assert (fixture.outcome(), fixture.file()) == (outcome, before)

    @either_picture
    def test_so_does_an_upload_replayed_after_that(self, fixture: UploadFixture, data: bytes, outcome: object) -> None:
        fixture.arrive(data)
        fixture.take()
        before = fixture.file()
        fixture.arrive(data)
        fixture.take()
        assert (fixture.outcome(), fixture.file()) == (outcome, before)

    @either_picture
    def test_so_do_two_deliveries_at_once(self, fixture: UploadFixture, data: bytes, outcome: object) -> None:
        fixture.arrive(data)
        quicker = Meanwhile("save", fixture.take)
        fixture.uploads(quicker.of).take(ANN, file_id(1))
        assert fixture.outcome() == outcome
        assert fixture.file().version == 2

    def test_a_delivery_that_is_overtaken_while_it_reads_changes_nothing(self, fixture: UploadFixture) -> None:
        fixture.arrive()
        fixture.uploads(read=meanwhile_in(fixture.take)).take(ANN, file_id(1))
        assert fixture.outcome() == READY
        assert fixture.file().version == 2

    @pytest.mark.parametrize("after_its_effect", [False, True])
    @pytest.mark.parametrize(("data", "outcome", "steps"), [(GOOD_PICTURE, READY, 8), (BAD_PICTURE, REJECTED, 5)])
    def test_cut_off_at_any_step_it_is_finished_by_the_next_try(
        self, data: bytes, outcome: object, steps: int, *, after_its_effect: bool
    ) -> None:
        for calls in range(steps):
            fixture = UploadFixture()
            fixture.arrive(data)
            with pytest.raises(Interrupted):
                fixture.uploads(Interruptions(calls, after_its_effect=after_its_effect).of).take(ANN, file_id(1))
            fixture.take()
            assert fixture.outcome() == outcome
        assert calls_of_a_whole(data) == steps


class TestMeanwhile:
    def test_a_rename_while_processing_is_kept(self, fixture: UploadFixture) -> None:
        fixture.arrive()
        fixture.uploads(read=meanwhile_in(fixture.rename)).take(ANN, file_id(1))
        assert fixture.outcome() == READY
        assert fixture.file().name == "lake.jpg"

    def test_so_is_one_just_before_the_end(self, fixture: UploadFixture) -> None:
        fixture.arrive()
        fixture.uploads(Meanwhile("save", fixture.rename).of).take(ANN, file_id(1))
        assert fixture.outcome() == READY
        assert fixture.file().name == "lake.jpg"

    def test_a_file_that_changes_all_the_time_is_left_for_the_next_try(self, fixture: UploadFixture) -> None:
        fixture.arrive()
        with pytest.raises(Unavailable):
            fixture.uploads(Meanwhile("save", fixture.rename, times=100).of).take(ANN, file_id(1))
        fixture.take()
        assert fixture.outcome() == READY

    @pytest.mark.parametrize("data", [GOOD_PICTURE, BAD_PICTURE])
    def test_a_file_deleted_while_processing_leaves_no_object(self, fixture: UploadFixture, data: bytes) -> None:
        fixture.arrive(data)
        fixture.uploads(read=meanwhile_in(fixture.purge)).take(ANN, file_id(1))
        assert (fixture.places(), fixture.shared.files, fixture.shared.usage(ANN)) == (set(), {}, Usage(notes=1))

    @pytest.mark.parametrize("data", [GOOD_PICTURE, BAD_PICTURE])
    def test_nor_does_one_deleted_at_the_very_end(self, fixture: UploadFixture, data: bytes) -> None:
        fixture.arrive(data)
        fixture.uploads(Meanwhile("save", fixture.purge).of).take(ANN, file_id(1))
        assert (fixture.places(), fixture.shared.files, fixture.shared.usage(ANN)) == (set(), {}, Usage(notes=1))

    def test_nor_does_one_taken_in_and_deleted_while_a_second_delivery_reads(self, fixture: UploadFixture) -> None:
        fixture.arrive()
        fixture.uploads(read=meanwhile_in(fixture.take, fixture.purge)).take(ANN, file_id(1))
        assert (fixture.places(), fixture.shared.files) == (set(), {})


def calls_of_a_whole(data: bytes) -> int:
    """Return the number of steps at which a whole run can be interrupted."""
    fixture = UploadFixture()
    fixture.arrive(data)
    steps = Interruptions(100)
    fixture.uploads(steps.of).take(ANN, file_id(1))
    return 100 - steps.left
