"""A note lists its files in `file_ids`; this changes that list in one transaction with what happens to the file."""

from __future__ import annotations

from typing import Any, Literal

from ..errors import Conflict, NotFound, Unavailable
from ..notes import MAXIMUM_FILES
from . import expressions
from .attributes import Item, load
from .failures import Refused
from .keys import item, note_indexes
from .table import Table

_ATTEMPTS = 4
_ROOM = "(attribute_not_exists(file_ids) OR size(file_ids) < :maximum OR contains(file_ids, :file_id))"

Verb = Literal["link", "unlink"]


def transact(
    table: Table,
    owner: str,
    actions: list[dict[str, Any]],
    file_id: str,
    now: str,
    *,
    link: str | None = None,
    unlink: str | None = None,
) -> None:
    """Do the actions, and list the file on the note `link` and no longer on the note `unlink`.

    A note's place in its index names its state, which is not known here and nearly always "active": so that is
    assumed, and a refusal tells the truth. Raises `Refused` when one of `actions` is, `NotFound` when the note to link
    does not exist, `Conflict` when it is in the trash or full. A note to unlink may be gone, or not list the file.
    """
    states = {note_id: "active" for note_id in (unlink, link) if note_id}
    verbs: dict[str, Verb] = {note_id: "link" if note_id == link else "unlink" for note_id in states}
    for _ in range(_ATTEMPTS):
        notes = list(states)
        listings = [_listing(table, owner, note, states[note], file_id, now, verbs[note]) for note in notes]
        if not actions and not listings:
            return
        try:
            table.transact([*actions, *listings])
            return
        except Refused as refused:
            if min(refused.items) < len(actions):
                raise
            for index, found in refused.items.items():
                note_id = notes[index - len(actions)]
                _learn(states, note_id, found, verbs[note_id])
    raise Unavailable


def _listing(table: Table, owner: str, note_id: str, state: str, file_id: str, now: str, verb: Verb) -> dict[str, Any]:
    adding = verb == "link"
    update = expressions.update(
        {"updated_at": now} | note_indexes(state, now, note_id),
        condition="#state = :state AND " + (_ROOM if adding else "contains(file_ids, :file_id)"),
        values={"state": state, "file_id": file_id} | ({"maximum": MAXIMUM_FILES} if adding else {}),
        adds={"version": 1} | ({"file_ids": {file_id}} if adding else {}),
        deletes={} if adding else {"file_ids": {file_id}},
    )
    return {"Update": {"Key": table.key(owner, item("note", note_id)), **update}}


def _learn(states: dict[str, str], note_id: str, found: Item, verb: Verb) -> None:
    """Take the note's real state from a refusal, let go of what needs no unlinking, or raise what it means."""
    state = load(found["state"]) if found else None
    if verb == "unlink":
        if state in (None, states[note_id]):
            del states[note_id]
            return
    elif state is None:
        raise NotFound
    elif state == "trashed":
        raise Conflict("The note is in the trash. Restore it first.")
    elif state == states[note_id]:
        raise Conflict(f"A note has at most {MAXIMUM_FILES} files.")
    states[note_id] = str(state)
