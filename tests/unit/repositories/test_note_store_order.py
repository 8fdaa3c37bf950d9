"""The order of notes in a list: which changes move a note, and which do not."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.domain.notes import State
from chalicelib.domain.preconditions import ANY_VERSION
from tests.support.factories import ANN, LATER, MUCH_LATER, NOW, file, file_id, limits, note, note_id
from tests.support.store_backends import Stores
from tests.support.store_helpers import add_files, kept_note, listed_notes, trash_alone

BOTH = [note_id(2), note_id(1)]


def two_notes(stores: Stores, state: State = "active") -> None:
    """Add two notes, of which the second was edited last."""
    stores.notes.add(ANN, note(1, state=state), limits())
    stores.notes.add(ANN, note(2, state=state, edited_at=LATER), limits())


@pytest.mark.parametrize("state", ["active", "archived"])
class TestOrder:
    @pytest.mark.parametrize("fields", [{"pinned": True}, {"tags": ["a"]}, {"tags": [], "pinned": False}])
    def test_pins_and_tags_move_nothing(self, stores: Stores, state: State, fields: dict[str, Any]) -> None:
        two_notes(stores, state)
        changed = stores.notes.change(ANN, note_id(1), fields, ANY_VERSION, MUCH_LATER)
        assert (changed.edited_at, changed.updated_at, changed.version) == (NOW, MUCH_LATER, 2)
        assert listed_notes(stores, state) == BOTH

    def test_files_move_nothing(self, stores: Stores, state: State) -> None:
        two_notes(stores, state)
        add_files(stores, file(1, note_id=note_id(1), created_at=MUCH_LATER))
        assert (kept_note(stores).file_ids, kept_note(stores).updated_at) == ([file_id(1)], MUCH_LATER)
        trash_alone(stores, 1)
        assert kept_note(stores).file_ids == []
        assert (kept_note(stores).edited_at, listed_notes(stores, state)) == (NOW, BOTH)

    @pytest.mark.parametrize("fields", [{"title": "Sea"}, {"text": "Salt"}, {"title": "", "pinned": True}])
    def test_an_edit_comes_to_the_top(self, stores: Stores, state: State, fields: dict[str, Any]) -> None:
        two_notes(stores, state)
        changed = stores.notes.change(ANN, note_id(1), fields, ANY_VERSION, MUCH_LATER)
        assert changed.edited_at == changed.updated_at == MUCH_LATER
        assert listed_notes(stores, state) == [note_id(1), note_id(2)]

    def test_a_change_of_state_leads_to_where_the_last_edit_belongs(self, stores: Stores, state: State) -> None:
        two_notes(stores, state)
        other: State = "archived" if state == "active" else "active"
        for number, now in ((2, LATER), (1, MUCH_LATER)):
            changed = stores.notes.change(ANN, note_id(number), {"state": other}, ANY_VERSION, now)
            assert (changed.state, changed.updated_at) == (other, now)
        assert (listed_notes(stores, state), listed_notes(stores, other)) == ([], BOTH)

    def test_an_edit_with_a_change_of_state_leads_to_the_top_there(self, stores: Stores, state: State) -> None:
        two_notes(stores, state)
        other: State = "archived" if state == "active" else "active"
        stores.notes.change(ANN, note_id(2), {"state": other}, ANY_VERSION, LATER)
        stores.notes.change(ANN, note_id(1), {"state": other, "title": "Sea"}, ANY_VERSION, MUCH_LATER)
        assert listed_notes(stores, other) == [note_id(1), note_id(2)]

    def test_the_trash_has_what_came_last_first_and_a_restore_leads_back(self, stores: Stores, state: State) -> None:
        two_notes(stores, state)
        for number, now in ((2, LATER), (1, MUCH_LATER)):
            trashed = stores.notes.trash(ANN, note_id(number), now)
            assert trashed.edited_at == (NOW if number == 1 else LATER)
        assert listed_notes(stores, "trashed") == [note_id(1), note_id(2)]
        for number in (1, 2):
            assert stores.notes.restore(ANN, note_id(number), MUCH_LATER).state == state
        assert listed_notes(stores, state) == BOTH


def test_a_note_is_made_where_its_state_and_its_edit_put_it(stores: Stores) -> None:
    stores.notes.add(ANN, note(1, state="archived", created_at="2019-01-01T00:00:00.000Z"), limits())
    assert (listed_notes(stores), listed_notes(stores, "archived")) == ([], [note_id(1)])
