"""Updates of a note that move it in its index, without having read it.

A note's index key names the state it is in. An update has to write that key, so it assumes the most common state and
makes it a condition; the refusal hands back the note, and with it the state for the next attempt.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..errors import NotFound, Unavailable
from ..notes import Note, State
from ..stores import ANY_VERSION, Precondition
from . import expressions
from .attributes import Item, load, to_entity
from .failures import Refused
from .keys import identify, item, note_indexes
from .table import Table

_ATTEMPTS = 4


class AsItIs(Exception):
    """The note already is what it is to become."""


def apply(
    table: Table,
    owner: str,
    note_id: str,
    update: Callable[[State], dict[str, Any]],
    examine: Callable[[Item], State],
) -> Note:
    """The note after `update`, made for the state that it turns out to be in.

    `examine` is shown the note that a refusal came with. It says which state to try next, or raises: `AsItIs`, when
    there is nothing to do, or what the client is to be told.
    """
    state: State = "active"
    for _ in range(_ATTEMPTS):
        try:
            return read(table.update(owner, item("note", note_id), update(state)))
        except Refused as refused:
            found = refused.items[0]
        if not found:
            raise NotFound
        try:
            state = examine(found)
        except AsItIs:
            return read(found)
    raise Unavailable


def update_in_state(
    note_id: str,
    target: State,
    now: str,
    fields: dict[str, Any],
    was: dict[str, Any],
    precondition: Precondition = ANY_VERSION,
) -> dict[str, Any]:
    """The update that sets fields and moves the note in its index, where attributes are still what they `was`."""
    conditions, versions = expressions.versions(precondition)
    return expressions.update(
        fields | {"updated_at": now} | note_indexes(target, now, note_id),
        condition=" AND ".join([*(f"#{name} = :{name}" for name in was), *conditions]),
        values=was | versions,
        adds={"version": 1},
    )


def read(found: Item) -> Note:
    """The note that an item holds."""
    return to_entity(found, Note, read_id(found))


def read_id(found: Item) -> str:
    """The id of the note that an item holds, or a part of it."""
    return identify(load(found["sk"]))[1]


def state_of(found: Item) -> State:
    """The state of the note that an item holds."""
    state: State = load(found["state"])
    return state
