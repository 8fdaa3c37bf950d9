"""The contract of a cascade: a note's files follow it into the trash and out of it."""

from __future__ import annotations

import pytest

from chalicelib.domain.accounts import Usage
from chalicelib.domain.errors import PreconditionFailed
from chalicelib.domain.files import FileFilter
from chalicelib.domain.preconditions import ANY_VERSION
from tests.support.factories import ANN, BOB, LATER, MUCH_LATER, NOW, file, file_id, limits, note, note_id
from tests.support.store_backends import Stores
from tests.support.store_helpers import (
    kept_file,
    kept_note,
    listed_files,
    note_with_files,
    note_with_many_files,
    trash_alone,
)

ACTIVE, TRASHED = FileFilter("active", note_id=note_id(1)), FileFilter("trashed", note_id=note_id(1))


def follow(stores: Stores, now: str = LATER) -> None:
    stores.cascade.move_files(ANN, kept_note(stores), now)


class TestFollowing:
    def test_files_go_into_the_trash_and_out_of_it_with_their_note(self, stores: Stores) -> None:
        note_with_files(stores, 1, 2)
        stores.notes.trash(ANN, note_id(1), NOW)
        follow(stores)
        for number in (1, 2):
            trashed = file(number, note_id=note_id(1), state="trashed", updated_at=LATER, version=2)
            assert kept_file(stores, number) == trashed
        stores.notes.restore(ANN, note_id(1), NOW)
        follow(stores, MUCH_LATER)
        for number in (1, 2):
            assert kept_file(stores, number) == file(number, note_id=note_id(1), updated_at=MUCH_LATER, version=3)

    def test_they_count_all_the_while(self, stores: Stores) -> None:
        note_with_files(stores, 1, 2)
        stores.notes.trash(ANN, note_id(1), NOW)
        follow(stores)
        assert stores.usage(ANN) == Usage(notes=1, files=2, bytes=20)

    def test_following_again_changes_nothing(self, stores: Stores) -> None:
        note_with_files(stores, 1)
        stores.notes.trash(ANN, note_id(1), NOW)
        follow(stores)
        follow(stores, MUCH_LATER)
        assert kept_file(stores, 1).version == 2

    def test_a_file_trashed_on_its_own_stays_in_the_trash(self, stores: Stores) -> None:
        note_with_files(stores, 1, 2)
        trash_alone(stores, 1)
        stores.notes.trash(ANN, note_id(1), NOW)
        follow(stores)
        stores.notes.restore(ANN, note_id(1), NOW)
        follow(stores)
        assert (kept_file(stores, 1).state, kept_file(stores, 2).state) == ("trashed", "active")

    def test_the_files_of_an_archived_note_come_back_active(self, stores: Stores) -> None:
        note_with_files(stores, 1, state="archived")
        stores.notes.trash(ANN, note_id(1), NOW)
        follow(stores)
        stores.notes.restore(ANN, note_id(1), NOW)
        follow(stores)
        assert (kept_note(stores).state, kept_file(stores, 1).state) == ("archived", "active")

    def test_a_note_that_has_moved_meanwhile_is_not_followed_to_where_it_was(self, stores: Stores) -> None:
        note_with_files(stores, 1)
        trashed = stores.notes.trash(ANN, note_id(1), NOW)
        stores.notes.restore(ANN, note_id(1), NOW)
        with pytest.raises(PreconditionFailed):
            stores.cascade.move_files(ANN, trashed, LATER)
        assert kept_file(stores, 1).state == "active"

    def test_one_that_was_only_changed_leaves_its_files_as_they_are(self, stores: Stores) -> None:
        note_with_files(stores, 1)
        stores.notes.change(ANN, note_id(1), {"title": "Sea"}, ANY_VERSION, NOW)
        follow(stores)
        assert kept_file(stores, 1).version == 1

    def test_other_files_stay_where_they_are(self, stores: Stores) -> None:
        note_with_files(stores, 1)
        stores.notes.add(ANN, note(2), limits())
        stores.files.add(ANN, file(2, note_id=note_id(2)), limits())
        stores.files.add(ANN, file(3), limits())
        stores.notes.add(BOB, note(1, file_ids=[file_id(4)]), limits())
        stores.files.add(BOB, file(4, note_id=note_id(1)), limits())
        stores.notes.trash(ANN, note_id(1), NOW)
        follow(stores)
        assert (kept_file(stores, 2).state, kept_file(stores, 3)) == ("active", file(3))
        assert stores.files.find(BOB, file_id(4)) == file(4, note_id=note_id(1))

    @pytest.mark.slow
    def test_a_hundred_files_follow(self, stores: Stores) -> None:
        note_with_many_files(stores, 100)
        stores.notes.trash(ANN, note_id(1), NOW)
        follow(stores)
        assert len(listed_files(stores, TRASHED)) == 100
        assert listed_files(stores, ACTIVE) == []
