"""What is remembered of a request with an Idempotency-Key."""

from __future__ import annotations

from typing import Any

from ..errors import IdempotencyKeyReused
from ..moments import epoch_seconds
from ..notes import IDEMPOTENCY_PERIOD, Note
from ..stores import Idempotency
from . import expressions
from .attributes import Item, load, to_item
from .keys import idempotency
from .table import Table


def remember(table: Table, owner: str, note: Note, once: Idempotency) -> dict[str, Any]:
    """The action that ties a key to the note it made, refused while it is tied to another.

    DynamoDB may delete an expired item late, so one that is past its time counts as gone.
    """
    values = {
        "note_id": note.id,
        "fingerprint": once.fingerprint,
        "expires_at": epoch_seconds(note.created_at, IDEMPOTENCY_PERIOD),
    }
    guard = expressions.guard("attribute_not_exists(pk) OR expires_at <= :now", now=epoch_seconds(note.created_at))
    return {"Put": {"Item": table.key(owner, idempotency(once.key)) | to_item(values), **guard}}


def remembered_note(remembered: Item, once: Idempotency) -> str:
    """The id of the note that the key made. Raises `IdempotencyKeyReused` when it was for another body."""
    if load(remembered["fingerprint"]) != once.fingerprint:
        raise IdempotencyKeyReused("This Idempotency-Key was used for a note with other content.")
    note_id: str = load(remembered["note_id"])
    return note_id
