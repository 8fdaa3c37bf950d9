"""Records of requests with an Idempotency-Key.

A key stands for one request, whatever it creates: a key that created a note does not create a file.
"""

from __future__ import annotations

from typing import Any

from ...domain.clock import epoch_seconds
from ...domain.errors import IdempotencyKeyReused
from ...domain.ids import Entity
from ...domain.lifetimes import IDEMPOTENCY_PERIOD
from ...domain.preconditions import Idempotency
from . import expressions
from .attributes import Item, load, to_item
from .keys import idempotency
from .table import Table


def remember(table: Table, owner: str, entity: Entity, identifier: str, now: str, once: Idempotency) -> dict[str, Any]:
    """Return the action that ties a key to the note or file it created; refused while it is tied to another.

    DynamoDB may delete an expired item late, so an expired item counts as deleted.
    """
    values = {
        _made(entity): identifier,
        "fingerprint": once.fingerprint,
        "expires_at": epoch_seconds(now, IDEMPOTENCY_PERIOD),
    }
    guard = expressions.guard("attribute_not_exists(pk) OR expires_at <= :now", now=epoch_seconds(now))
    return {"Put": {"Item": table.key(owner, idempotency(once.key)) | to_item(values), **guard}}


def remembered(found: Item, entity: Entity, once: Idempotency) -> str:
    """Return the id of what the key created. Raises `IdempotencyKeyReused` if that was by a different request."""
    if _made(entity) not in found or load(found["fingerprint"]) != once.fingerprint:
        raise IdempotencyKeyReused("This Idempotency-Key was used for another request.")
    identifier: str = load(found[_made(entity)])
    return identifier


def _made(entity: Entity) -> str:
    return f"{entity}_id"
