"""The contract of a cascade: a note's files are permanently deleted with it."""

from __future__ import annotations

import pytest

from chalicelib.domain.accounts import Usage
from chalicelib.domain.errors import PreconditionFailed
from chalicelib.domain.files import FileFilter, changed
from tests.support.factories import ANN, BOB, LATER, NOW, file, file_id, limits, note, note_id
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


class TestPurging:
    def test_every_file_of_a_trashed_note_goes_and_gives_its_bytes_back(self, stores: Stores) -> None:
        note_with_files(stores, 1, 2, 3)
        trash_alone(stores, 1)
        stores.notes.trash(ANN, note_id(1), NOW)
        follow(stores)
        stores.cascade.purge(ANN, note_id(1))
        assert [stores.files.find(ANN, file_id(number)) for number in (1, 2, 3)] == [None] * 3
        assert stores.usage(ANN) == Usage(notes=1)

    def test_so_does_every_file_of_a_note_that_is_gone(self, stores: Stores) -> None:
        note_with_files(stores, 1, 2)
        stores.lose(ANN, "note", note_id(1))
        stores.cascade.purge(ANN, note_id(1))
        assert stores.usage(ANN) == Usage(notes=1)

    def test_a_purge_decrements_usage_once(self, stores: Stores) -> None:
        note_with_files(stores, 1, 2)
        lost = kept_file(stores, 1)
        stores.files.add(ANN, file(3), limits())
        stores.notes.trash(ANN, note_id(1), NOW)
        stores.cascade.purge(ANN, note_id(1))
        stores.files.account_removal(ANN, lost)
        stores.cascade.purge(ANN, note_id(1))
        assert stores.usage(ANN) == Usage(notes=1, files=1, bytes=10)

    def test_a_rejected_file_has_nothing_to_give_back(self, stores: Stores) -> None:
        note_with_files(stores, 1, 2)
        rejected = changed(kept_file(stores, 1), NOW, status="rejected", reason="It is empty.")
        stores.files.save(ANN, kept_file(stores, 1), rejected)
        stores.notes.trash(ANN, note_id(1), NOW)
        stores.cascade.purge(ANN, note_id(1))
        assert stores.usage(ANN) == Usage(notes=1)

    @pytest.mark.parametrize("state", ["active", "archived"])
    def test_the_files_of_a_note_outside_the_trash_stay(self, stores: Stores, state: str) -> None:
        note_with_files(stores, 1, state=state)
        with pytest.raises(PreconditionFailed):
            stores.cascade.purge(ANN, note_id(1))
        assert kept_file(stores, 1).state == "active"
        assert stores.usage(ANN) == Usage(notes=1, files=1, bytes=10)

    def test_other_files_stay(self, stores: Stores) -> None:
        note_with_files(stores, 1)
        stores.files.add(ANN, file(2), limits())
        stores.notes.add(BOB, note(1), limits())
        stores.files.add(BOB, file(3, note_id=note_id(1)), limits())
        stores.notes.trash(ANN, note_id(1), NOW)
        stores.cascade.purge(ANN, note_id(1))
        assert stores.usage(ANN) == Usage(notes=1, files=1, bytes=10)
        assert stores.usage(BOB) == Usage(notes=1, files=1, bytes=10)

    @pytest.mark.slow
    def test_a_hundred_files_go(self, stores: Stores) -> None:
        note_with_many_files(stores, 100)
        stores.notes.trash(ANN, note_id(1), NOW)
        stores.cascade.purge(ANN, note_id(1))
        assert listed_files(stores, ACTIVE) == listed_files(stores, TRASHED) == []

    def test_files_go_that_one_answer_of_the_store_does_not_hold(self, stores: Stores) -> None:
        note_with_many_files(stores, 5, size=250_000)
        stores.notes.trash(ANN, note_id(1), NOW)
        stores.cascade.purge(ANN, note_id(1))
        assert listed_files(stores, ACTIVE) == listed_files(stores, TRASHED) == []
