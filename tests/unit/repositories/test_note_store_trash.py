"""Notes trashed, restored, removed or lost, their usage, and files unlinked from them, in every store of notes."""

from __future__ import annotations

import pytest

from chalicelib.domain.errors import NotFound, PreconditionFailed
from chalicelib.domain.notes import State
from tests.support.factories import ANN, LATER, MUCH_LATER, NOW, limits, note, note_id
from tests.support.store_backends import Stores
from tests.support.store_helpers import kept_note, listed_notes


class TestTrash:
    @pytest.mark.parametrize("state", ["active", "archived"])
    def test_a_note_goes_to_the_trash_and_back_to_where_it_was(self, stores: Stores, state: State) -> None:
        stores.notes.add(ANN, note(state=state, title="Sea"), limits())
        trashed = note(state="trashed", title="Sea", updated_at=LATER, version=2)
        assert stores.notes.trash(ANN, note_id(1), LATER) == trashed
        assert (listed_notes(stores, state), listed_notes(stores, "trashed")) == ([], [note_id(1)])
        restored = note(state=state, title="Sea", updated_at=MUCH_LATER, version=3)
        assert stores.notes.restore(ANN, note_id(1), MUCH_LATER) == restored
        assert (listed_notes(stores, state), listed_notes(stores, "trashed")) == ([note_id(1)], [])
        assert kept_note(stores) == restored

    def test_what_is_in_the_trash_is_not_trashed_again(self, stores: Stores) -> None:
        stores.notes.add(ANN, note(state="archived"), limits())
        trashed = stores.notes.trash(ANN, note_id(1), NOW)
        assert stores.notes.trash(ANN, note_id(1), LATER) == trashed == kept_note(stores)
        assert stores.notes.restore(ANN, note_id(1), LATER).state == "archived"

    @pytest.mark.parametrize("state", ["active", "archived"])
    def test_what_is_not_in_the_trash_is_not_restored(self, stores: Stores, state: State) -> None:
        stores.notes.add(ANN, note(state=state), limits())
        assert stores.notes.restore(ANN, note_id(1), LATER) == note(state=state) == kept_note(stores)

    def test_a_missing_note_is_neither_trashed_nor_restored(self, stores: Stores) -> None:
        with pytest.raises(NotFound):
            stores.notes.trash(ANN, note_id(1), NOW)
        with pytest.raises(NotFound):
            stores.notes.restore(ANN, note_id(1), NOW)


class TestUsageOfNotes:
    def test_the_trash_counts_and_what_is_removed_does_not(self, stores: Stores) -> None:
        stores.notes.add(ANN, note(1), limits())
        stores.notes.add(ANN, note(2), limits())
        stores.notes.trash(ANN, note_id(1), NOW)
        assert stores.usage(ANN).notes == 2
        stores.notes.remove(ANN, note_id(1))
        assert stores.usage(ANN).notes == 1
        assert stores.notes.find(ANN, note_id(1)) is None
        assert listed_notes(stores, "trashed") == []

    def test_only_a_trashed_note_is_removed(self, stores: Stores) -> None:
        stores.notes.add(ANN, note(), limits())
        with pytest.raises(PreconditionFailed):
            stores.notes.remove(ANN, note_id(1))
        assert (kept_note(stores), stores.usage(ANN).notes) == (note(), 1)

    def test_a_note_is_removed_once(self, stores: Stores) -> None:
        stores.notes.add(ANN, note(), limits())
        stores.notes.trash(ANN, note_id(1), NOW)
        stores.notes.remove(ANN, note_id(1))
        with pytest.raises(PreconditionFailed):
            stores.notes.remove(ANN, note_id(1))
        assert stores.usage(ANN).notes == 0

    def test_usage_is_decremented_once_for_a_note_removed_by_other_means(self, stores: Stores) -> None:
        stores.notes.add(ANN, note(1), limits())
        stores.notes.add(ANN, note(2), limits())
        stores.lose(ANN, "note", note_id(1))
        stores.notes.account_removal(ANN, note_id(1))
        stores.notes.account_removal(ANN, note_id(1))
        assert stores.usage(ANN).notes == 1

    def test_usage_is_not_decremented_again_for_what_was_removed(self, stores: Stores) -> None:
        stores.notes.add(ANN, note(1), limits())
        stores.notes.add(ANN, note(2), limits())
        stores.notes.trash(ANN, note_id(1), NOW)
        stores.notes.remove(ANN, note_id(1))
        stores.notes.account_removal(ANN, note_id(1))
        assert stores.usage(ANN).notes == 1


class TestUnlinking:
    def test_a_file_is_taken_off_the_list_of_a_note(self, stores: Stores) -> None:
        stores.notes.add(ANN, note(file_ids=["a", "b"]), limits())
        stores.notes.unlink(ANN, note_id(1), "a", LATER)
        assert kept_note(stores) == note(file_ids=["b"], updated_at=LATER, version=2)
        stores.notes.unlink(ANN, note_id(1), "b", MUCH_LATER)
        assert kept_note(stores) == note(file_ids=[], updated_at=MUCH_LATER, version=3)

    def test_a_file_that_is_not_listed_changes_nothing(self, stores: Stores) -> None:
        stores.notes.add(ANN, note(file_ids=["a"]), limits())
        stores.notes.unlink(ANN, note_id(1), "b", LATER)
        stores.notes.unlink(ANN, note_id(2), "a", LATER)
        assert kept_note(stores) == note(file_ids=["a"])
        assert stores.notes.find(ANN, note_id(2)) is None

    def test_a_file_is_taken_off_the_list_wherever_the_note_is(self, stores: Stores) -> None:
        stores.notes.add(ANN, note(1, file_ids=["a"], state="archived"), limits())
        stores.notes.add(ANN, note(2, file_ids=["a"]), limits())
        stores.notes.trash(ANN, note_id(2), NOW)
        for number, state in ((1, "archived"), (2, "trashed")):
            stores.notes.unlink(ANN, note_id(number), "a", LATER)
            assert (kept_note(stores, number).file_ids, kept_note(stores, number).state) == ([], state)
        assert (listed_notes(stores, "archived"), listed_notes(stores, "trashed")) == ([note_id(1)], [note_id(2)])
