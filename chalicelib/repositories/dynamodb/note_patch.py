"""The update for a patch of a note, which depends on as little of the note's current state as possible.

Pinning and tagging do not move a note in its list. An edit moves it to the top of the list of its state; a change of
state alone moves it to the place of its last edit in the other list.
"""

from __future__ import annotations

from typing import Any

import msgspec

from ...domain.notes import excerpt
from ...domain.preconditions import Precondition
from . import expressions
from .attributes import Item
from .keys import listed
from .note_state_changes import PROBABLY, changing, edited_at_of, state_of
from .texts import packed

# Lists the states that are allowed: a missing attribute would satisfy `<>` with any value.
_KEPT, _STATES = "#state IN (:active, :archived)", {"active": "active", "archived": "archived"}


class NoteEdit(msgspec.Struct, frozen=True):
    """A patch to apply; the note may be in the trash, or have another version, by the time it is applied."""

    note_id: str
    fields: dict[str, Any]
    precondition: Precondition
    now: str

    @property
    def assumed(self) -> Item | None:
        """The attributes that may be assumed of the note; None if it has to be read."""
        return None if self._only_state else PROBABLY

    def to(self, known: Item) -> expressions.Update:
        """Return the update of a note with these known attributes."""
        conditions, versions = expressions.versions(self.precondition)
        sets, condition, values = self._sets(known)
        return changing(self.note_id, self.now, sets, [condition, *conditions], values | versions)

    def _sets(self, known: Item) -> tuple[dict[str, Any], str, dict[str, Any]]:
        sets = self.fields | (_stored(self.fields["text"]) if "text" in self.fields else {})
        if self._is_edit:
            return self._edited(sets, known)
        if "state" not in self.fields:
            return sets, _KEPT, _STATES
        edited_at = edited_at_of(known)
        sets |= {"listed_sk": listed(self.fields["state"], edited_at, self.note_id)}
        return sets, f"{_KEPT} AND #details.#edited_at = :edited_at", _STATES | {"edited_at": edited_at}

    def _edited(self, sets: dict[str, Any], known: Item) -> tuple[dict[str, Any], str, dict[str, Any]]:
        state = self.fields.get("state", state_of(known))
        sets |= {"details.edited_at": self.now, "listed_sk": listed(state, self.now, self.note_id)}
        if "state" in self.fields:
            return sets, _KEPT, _STATES
        return sets, "#state = :known_state", {"known_state": state}

    @property
    def _is_edit(self) -> bool:
        return not {"title", "text"}.isdisjoint(self.fields)

    @property
    def _only_state(self) -> bool:
        return "state" in self.fields and not self._is_edit


def _stored(text: str) -> dict[str, Any]:
    return {"text": packed(text), "excerpt": excerpt(text)}
