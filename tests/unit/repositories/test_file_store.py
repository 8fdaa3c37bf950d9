"""The contract of a file store, for the fake and for DynamoDB."""

from __future__ import annotations

import pytest

from chalicelib.domain.accounts import Usage
from chalicelib.domain.errors import Conflict, NotFound, PreconditionFailed, QuotaExceeded
from chalicelib.domain.files import public
from chalicelib.domain.notes import MAXIMUM_FILES, State
from chalicelib.domain.preconditions import ANY_VERSION, Precondition
from tests.support.factories import ANN, LATER, NOW, file, file_id, limits, note, note_id
from tests.support.store_backends import Stores
from tests.support.store_helpers import add_files, kept_file, kept_note

FULL = [file_id(number) for number in range(1001, 1001 + MAXIMUM_FILES)]


class TestNewFiles:
    def test_a_file_comes_back_as_it_was_kept(self, stores: Stores) -> None:
        full = file(
            caption="At the sea", width=640, height=480, taken_at=NOW, camera="K", placeholder="data:", version=3
        )
        add_files(stores, full, file(2))
        assert kept_file(stores, 1) == full
        assert kept_file(stores, 2) == file(2)
        assert stores.files.find(ANN, file_id(3)) is None

    def test_its_bytes_are_taken_from_the_quota(self, stores: Stores) -> None:
        add_files(stores, file(1, size=10, status="pending"), file(2, size=5))
        assert stores.usage(ANN) == Usage(files=2, bytes=15)

    def test_an_empty_file_counts_as_a_file(self, stores: Stores) -> None:
        add_files(stores, file(size=0))
        assert stores.usage(ANN) == Usage(files=1, bytes=0)

    def test_a_quota_can_be_used_to_the_last_byte(self, stores: Stores) -> None:
        stores.files.add(ANN, file(1, size=60), limits(bytes=100))
        stores.files.add(ANN, file(2, size=40), limits(bytes=100))
        stores.files.add(ANN, file(3, size=0), limits(bytes=100))
        assert stores.usage(ANN) == Usage(files=3, bytes=100)

    @pytest.mark.parametrize("used", [0, 60])
    def test_one_byte_over_is_refused_and_nothing_is_kept(self, stores: Stores, used: int) -> None:
        stores.notes.add(ANN, note(), limits())
        stores.files.add(ANN, file(1, size=used), limits(bytes=100))
        with pytest.raises(QuotaExceeded):
            stores.files.add(ANN, file(2, size=101 - used, note_id=note_id(1)), limits(bytes=100))
        assert stores.files.find(ANN, file_id(2)) is None
        assert kept_note(stores) == note()
        assert stores.usage(ANN) == Usage(notes=1, files=1, bytes=used)

    @pytest.mark.parametrize("state", ["active", "archived"])
    def test_its_note_lists_it(self, stores: Stores, state: State) -> None:
        stores.notes.add(ANN, note(state=state), limits())
        add_files(stores, file(1, note_id=note_id(1), created_at=LATER), file(2, note_id=note_id(1), created_at=LATER))
        listing = note(state=state, file_ids=[file_id(1), file_id(2)], updated_at=LATER, version=3)
        assert kept_note(stores) == listing
        assert [summary.id for summary in stores.notes.page(ANN, state, None, 50, None).items] == [note_id(1)]

    def test_a_note_that_is_not_there_takes_none(self, stores: Stores) -> None:
        with pytest.raises(NotFound):
            stores.files.add(ANN, file(note_id=note_id(1)), limits())
        nothing_was_added(stores)

    def test_a_trashed_note_takes_none(self, stores: Stores) -> None:
        stores.notes.add(ANN, note(), limits())
        trashed = stores.notes.trash(ANN, note_id(1), NOW)
        with pytest.raises(Conflict):
            stores.files.add(ANN, file(note_id=note_id(1)), limits())
        nothing_was_added(stores)
        assert kept_note(stores) == trashed

    @pytest.mark.parametrize("state", ["active", "archived"])
    def test_a_note_with_a_hundred_files_takes_none(self, stores: Stores, state: State) -> None:
        stores.notes.add(ANN, note(file_ids=FULL, state=state), limits())
        with pytest.raises(Conflict):
            stores.files.add(ANN, file(note_id=note_id(1)), limits())
        nothing_was_added(stores)
        assert kept_note(stores).file_ids == FULL

    def test_a_hundredth_file_still_fits(self, stores: Stores) -> None:
        stores.notes.add(ANN, note(file_ids=FULL[1:]), limits())
        stores.files.add(ANN, file(note_id=note_id(1)), limits())
        assert len(kept_note(stores).file_ids) == MAXIMUM_FILES


class TestFilesChanged:
    def test_a_change_sets_its_fields_and_makes_a_new_version(self, stores: Stores) -> None:
        add_files(stores, file(note_id=None, width=640))
        fields = {"name": "lake.jpg", "caption": "A lake"}
        result = stores.files.change(ANN, file_id(1), fields, Precondition(frozenset({1, 5})), LATER)
        expected = file(width=640, name="lake.jpg", caption="A lake", updated_at=LATER, version=2)
        assert (result, kept_file(stores)) == (public(expected), expected)

    def test_a_stale_version_is_refused_and_changes_nothing(self, stores: Stores) -> None:
        add_files(stores, file(version=3))
        with pytest.raises(PreconditionFailed):
            stores.files.change(ANN, file_id(1), {"name": "lake.jpg"}, Precondition(frozenset({2, 4})), LATER)
        assert kept_file(stores) == file(version=3)

    def test_any_version_may_be_changed(self, stores: Stores) -> None:
        add_files(stores, file(version=41))
        assert stores.files.change(ANN, file_id(1), {"name": "lake.jpg"}, ANY_VERSION, LATER).version == 42

    def test_a_missing_file_cannot_be_changed(self, stores: Stores) -> None:
        with pytest.raises(NotFound):
            stores.files.change(ANN, file_id(1), {"name": "lake.jpg"}, ANY_VERSION, LATER)
        assert stores.files.find(ANN, file_id(1)) is None

    def test_a_trashed_file_cannot_be_changed(self, stores: Stores) -> None:
        add_files(stores, file(state="trashed"))
        with pytest.raises(Conflict):
            stores.files.change(ANN, file_id(1), {"name": "lake.jpg"}, ANY_VERSION, LATER)
        assert kept_file(stores) == file(state="trashed")


def nothing_was_added(stores: Stores) -> None:
    assert stores.files.find(ANN, file_id(1)) is None
    assert stores.usage(ANN).files == stores.usage(ANN).bytes == 0
