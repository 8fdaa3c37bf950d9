"""Updates of a note that move it in its list.

A note's key in `listed` consists of its state and a time: of its last edit or, in the trash, of when it was trashed.
An update has to know the part that it does not set, and makes it a condition; a refusal returns the current note for
the next attempt.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...domain.errors import NotFound, Unavailable
from ...domain.notes import Note, State
from . import expressions
from .attributes import Item, flat, load, to_entity
from .errors import Refused
from .keys import changed, identify, item
from .table import Table
from .texts import unpacked

_ATTEMPTS = 4
# Nearly all notes are active: it is worth an attempt without reading the note.
PROBABLY: Item = {"state": {"S": "active"}}


class AsItIs(Exception):
    """The note already is in the requested state."""


def apply(
    table: Table,
    owner: str,
    note_id: str,
    update: Callable[[Item], expressions.Update],
    examine: Callable[[Item], None],
    assumed: Item | None = None,
) -> Note:
    """Apply an update and return the note; `update` builds it from the known item, which is `assumed` or else read.

    `examine` gets the current item, if it had to be read or came with a refusal. It raises `AsItIs` if there is nothing
    to do, or the error for the client.
    """
    known = assumed or table.get(owner, item("note", note_id))
    for _ in range(_ATTEMPTS):
        if not known:
            raise NotFound
        try:
            if known is not assumed:
                examine(known)
            return read(table.update(owner, item("note", note_id), update(known)))
        except AsItIs:
            return read(known)
        except Refused as refused:
            known = refused.items[0]
    raise Unavailable


def changing(
    note_id: str, now: str, sets: dict[str, Any], conditions: list[str], values: dict[str, Any]
) -> expressions.Update:
    """Return the update that sets attributes where the conditions hold, and increments the version."""
    return expressions.Update(
        sets | {"updated_at": now, "changed_sk": changed(now, item("note", note_id))},
        condition=" AND ".join(conditions),
        values=values,
        adds={"version": 1},
    )


def read(found: Item) -> Note:
    """Convert an item to a note."""
    return to_entity(flat(unpacked(found)), Note, read_id(found))


def read_id(found: Item) -> str:
    """Return the id of a note from its item, or from a part of it."""
    return identify(load(found["sk"]))[1]


def state_of(found: Item) -> State:
    """Return the state of a note from its item."""
    state: State = load(found["state"])
    return state


def edited_at_of(found: Item) -> str:
    """Return when a note was last edited, from its item."""
    edited_at: str = load(flat(found)["edited_at"])
    return edited_at
