"""Changes of a note's list `file_ids`, in one transaction with the change of the file."""

from __future__ import annotations

from typing import Any, Literal

from ...domain.errors import Conflict, NotFound, Unavailable
from ...domain.notes import MAXIMUM_FILES
from . import expressions
from .attributes import Item, load
from .errors import Refused
from .keys import changed, item
from .table import Table

# Only a note to unlink is dropped after a refusal, so the second attempt has none left to drop.
_ATTEMPTS = 2
_TAKES_FILES = (
    "attribute_exists(pk) AND #state <> :trashed"
    " AND (attribute_not_exists(file_ids) OR size(file_ids) < :maximum OR contains(file_ids, :file_id))"
)
_LISTS_IT = "contains(file_ids, :file_id)"

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
    """Carry out the actions, and list the file on the note `link` and no longer on the note `unlink`.

    Neither is an edit of the note, so it keeps its place in its list. Raises `Refused` if one of `actions` is refused,
    `NotFound` if the note to link does not exist, `Conflict` if it is in the trash or full. A note to unlink may be
    deleted already, or not list the file.
    """
    verbs: dict[str, Verb] = {note_id: "link" if note_id == link else "unlink" for note_id in (unlink, link) if note_id}
    for _ in range(_ATTEMPTS):
        notes = list(verbs)
        listings = [_listing(table, owner, note_id, file_id, now, verbs[note_id]) for note_id in notes]
        if not actions and not listings:
            return
        try:
            table.transact([*actions, *listings])
            return
        except Refused as refused:
            if min(refused.items) < len(actions):
                raise
            for index, found in refused.items.items():
                _let_go(verbs, notes[index - len(actions)], found)
    raise Unavailable


def _listing(table: Table, owner: str, note_id: str, file_id: str, now: str, verb: Verb) -> dict[str, Any]:
    sort_key = item("note", note_id)
    adding = verb == "link"
    update = expressions.Update(
        {"updated_at": now, "changed_sk": changed(now, sort_key)},
        condition=_TAKES_FILES if adding else _LISTS_IT,
        values={"file_id": file_id} | ({"trashed": "trashed", "maximum": MAXIMUM_FILES} if adding else {}),
        adds={"version": 1} | ({"file_ids": {file_id}} if adding else {}),
        deletes={} if adding else {"file_ids": {file_id}},
    )
    return {"Update": {"Key": table.key(owner, sort_key), **update.parameters()}}


def _let_go(verbs: dict[str, Verb], note_id: str, found: Item) -> None:
    """Drop a note to unlink that does not list the file anyway, or raise why the note to link cannot take it."""
    if verbs[note_id] == "unlink":
        del verbs[note_id]
    elif not found:
        raise NotFound
    elif load(found["state"]) == "trashed":
        raise Conflict("The note is in the trash. Restore it first.")
    else:
        raise Conflict(f"A note can have at most {MAXIMUM_FILES} files.")
