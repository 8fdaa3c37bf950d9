"""The quota that files use and when they release it, in every store of files."""

from __future__ import annotations

import pytest

from chalicelib.domain.accounts import Usage
from chalicelib.domain.errors import PreconditionFailed
from chalicelib.domain.files import changed
from tests.support.factories import ANN, LATER, MUCH_LATER, file, file_id, limits, note, note_id
from tests.support.store_backends import Stores
from tests.support.store_helpers import add_files, kept_file, kept_note


class TestUsageOfFiles:
    def test_a_rejected_file_gives_its_bytes_back_once(self, stores: Stores) -> None:
        add_files(stores, file(1, status="pending"), file(2))
        rejected = changed(kept_file(stores), LATER, status="rejected", reason="It is empty.")
        stores.files.save(ANN, kept_file(stores), rejected)
        assert stores.usage(ANN) == Usage(files=1, bytes=10)
        assert kept_file(stores).reason == "It is empty."
        trashed = changed(rejected, LATER, state="trashed")
        stores.files.save(ANN, rejected, trashed)
        stores.files.remove(ANN, trashed, now=LATER)
        stores.files.account_removal(ANN, trashed)
        assert stores.usage(ANN) == Usage(files=1, bytes=10)

    def test_the_trash_keeps_bytes_and_a_removal_gives_them_back(self, stores: Stores) -> None:
        add_files(stores, file(1), file(2))
        trashed = changed(file(), LATER, state="trashed")
        stores.files.save(ANN, file(), trashed)
        assert stores.usage(ANN) == Usage(files=2, bytes=20)
        stores.files.remove(ANN, trashed, now=LATER)
        assert stores.usage(ANN) == Usage(files=1, bytes=10)
        assert stores.files.find(ANN, file_id(1)) is None

    def test_only_the_very_version_is_removed_and_once(self, stores: Stores) -> None:
        add_files(stores, file(version=2))
        for version in (1, 3):
            with pytest.raises(PreconditionFailed):
                stores.files.remove(ANN, file(version=version), now=LATER)
        assert (kept_file(stores), stores.usage(ANN).files) == (file(version=2), 1)
        stores.files.remove(ANN, file(version=2), now=LATER)
        with pytest.raises(PreconditionFailed):
            stores.files.remove(ANN, file(version=2), now=LATER)
        assert stores.usage(ANN) == Usage()

    def test_a_removed_file_leaves_its_note(self, stores: Stores) -> None:
        stores.notes.add(ANN, note(), limits())
        add_files(stores, file(note_id=note_id(1)))
        stores.files.remove(ANN, kept_file(stores), now=MUCH_LATER, unlink=note_id(1))
        assert kept_note(stores) == note(updated_at=MUCH_LATER, version=3)

    def test_usage_is_decremented_once_for_a_file_removed_by_other_means(self, stores: Stores) -> None:
        add_files(stores, file(1), file(2))
        stores.lose(ANN, "file", file_id(1))
        stores.files.account_removal(ANN, file(1))
        stores.files.account_removal(ANN, file(1))
        assert stores.usage(ANN) == Usage(files=1, bytes=10)

    def test_usage_is_not_decremented_again_for_what_was_removed(self, stores: Stores) -> None:
        add_files(stores, file(1), file(2))
        stores.files.remove(ANN, file(1), now=LATER)
        stores.files.account_removal(ANN, file(1))
        assert stores.usage(ANN) == Usage(files=1, bytes=10)
