"""Updates of a note that move it in its list.

A note's key in `listed` is made of its state and of a time: of its last edit, or in the trash of when it came there.
What an update does not set of these it has to know, and makes a condition; a refusal hands the note back for the next
attempt.
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

_ATTEMPTS = 4
# Nearly all notes are: it is worth an attempt without having read the note.
PROBABLY: Item = {"state": {"S": "active"}}


class AsItIs(Exception):
    """The note already is what it is to become."""


def apply(
    table: Table,
    owner: str,
    note_id: str,
    update: Callable[[Item], dict[str, Any]],
    examine: Callable[[Item], None],
    assumed: Item | None = None,
) -> Note:
    """Give the note after `update`, which is made for what is known of it: what is `assumed`, or else what it is.

    `examine` is shown the note as it is, where it had to be read or a refusal came with it. It raises `AsItIs` when
    there is nothing to do, or what the client is to be told.
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
) -> dict[str, Any]:
    """The update that sets attributes where the conditions hold: the note's next version."""
    return expressions.update(
        sets | {"updated_at": now, "changed_sk": changed(now, item("note", note_id))},
        condition=" AND ".join(conditions),
        values=values,
        adds={"version": 1},
    )


def read(found: Item) -> Note:
    """The note that an item holds."""
    return to_entity(flat(found), Note, read_id(found))


def read_id(found: Item) -> str:
    """The id of the note that an item holds, or a part of it."""
    return identify(load(found["sk"]))[1]


def state_of(found: Item) -> State:
    """The state of the note that an item holds."""
    state: State = load(found["state"])
    return state


def edited_at_of(found: Item) -> str:
    """When the note that an item holds was last edited."""
    edited_at: str = load(flat(found)["edited_at"])
    return edited_at
