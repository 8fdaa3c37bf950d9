"""The contract of a note store, for the fake and for DynamoDB."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.domain.accounts import Usage
from chalicelib.domain.errors import Conflict, NotFound, PreconditionFailed
from chalicelib.domain.preconditions import ANY_VERSION, Precondition
from tests.support.factories import ANN, LATER, MUCH_LATER, NOW, limits, note, note_id
from tests.support.store_backends import Stores
from tests.support.store_helpers import kept_note, listed_notes


def version(*numbers: int) -> Precondition:
    return Precondition(frozenset(numbers))


class TestNoteStore:
    def test_a_note_comes_back_as_it_was_kept(self, stores: Stores) -> None:
        written = note(title="Sea", text="Salt\r\n\t𝄞", tags=["a", "b"], pinned=True)
        assert stores.notes.add(ANN, written, limits()) == written
        assert kept_note(stores) == written

    def test_a_note_that_was_never_kept_is_not_found(self, stores: Stores) -> None:
        assert stores.notes.find(ANN, note_id(1)) is None

    def test_every_new_note_is_counted(self, stores: Stores) -> None:
        stores.notes.add(ANN, note(1), limits())
        stores.notes.add(ANN, note(2), limits())
        assert stores.usage(ANN) == Usage(notes=2)

    def test_a_change_sets_its_fields_and_makes_a_new_version(self, stores: Stores) -> None:
        stores.notes.add(ANN, note(title="Sea", text="Salt", tags=["a"]), limits())
        fields: dict[str, Any] = {"text": "Sand", "tags": [], "pinned": True}
        changed = stores.notes.change(ANN, note_id(1), fields, version(1), LATER)
        assert changed == note(title="Sea", **fields, edited_at=LATER, updated_at=LATER, version=2)
        assert kept_note(stores) == changed

    def test_a_stale_version_is_refused_and_changes_nothing(self, stores: Stores) -> None:
        stores.notes.add(ANN, note(), limits())
        stores.notes.change(ANN, note_id(1), {"title": "Sea"}, version(1), LATER)
        with pytest.raises(PreconditionFailed):
            stores.notes.change(ANN, note_id(1), {"title": "Land"}, version(1), MUCH_LATER)
        assert kept_note(stores) == note(title="Sea", edited_at=LATER, updated_at=LATER, version=2)

    def test_one_of_several_versions_is_enough(self, stores: Stores) -> None:
        stores.notes.add(ANN, note(), limits())
        assert stores.notes.change(ANN, note_id(1), {"title": "Sea"}, version(7, 1, 4), LATER).version == 2

    def test_none_of_several_versions_is_not(self, stores: Stores) -> None:
        stores.notes.add(ANN, note(), limits())
        with pytest.raises(PreconditionFailed):
            stores.notes.change(ANN, note_id(1), {"title": "Sea"}, version(7, 4), LATER)

    def test_any_version_may_be_changed(self, stores: Stores) -> None:
        stores.notes.add(ANN, note(version=41), limits())
        assert stores.notes.change(ANN, note_id(1), {"title": "Sea"}, ANY_VERSION, LATER).version == 42

    def test_a_missing_note_cannot_be_changed(self, stores: Stores) -> None:
        with pytest.raises(NotFound):
            stores.notes.change(ANN, note_id(1), {"title": "Sea"}, ANY_VERSION, LATER)
        assert stores.notes.find(ANN, note_id(1)) is None

    def test_a_trashed_note_cannot_be_changed(self, stores: Stores) -> None:
        stores.notes.add(ANN, note(), limits())
        trashed = stores.notes.trash(ANN, note_id(1), NOW)
        with pytest.raises(Conflict):
            stores.notes.change(ANN, note_id(1), {"state": "active"}, version(2), LATER)
        assert kept_note(stores) == trashed

    def test_a_note_is_archived_changed_there_and_taken_out_again(self, stores: Stores) -> None:
        stores.notes.add(ANN, note(), limits())
        assert stores.notes.change(ANN, note_id(1), {"state": "archived"}, version(1), NOW).state == "archived"
        assert (listed_notes(stores), listed_notes(stores, "archived")) == ([], [note_id(1)])
        assert stores.notes.change(ANN, note_id(1), {"title": "Sea"}, version(2), LATER).state == "archived"
        assert (listed_notes(stores), listed_notes(stores, "archived")) == ([], [note_id(1)])
        assert stores.notes.change(ANN, note_id(1), {"state": "active"}, version(3), LATER).state == "active"
        assert (listed_notes(stores), listed_notes(stores, "archived")) == ([note_id(1)], [])

    def test_a_stale_version_of_an_archived_note_is_refused(self, stores: Stores) -> None:
        stores.notes.add(ANN, note(state="archived", version=3), limits())
        with pytest.raises(PreconditionFailed):
            stores.notes.change(ANN, note_id(1), {"title": "Sea"}, version(2), LATER)
