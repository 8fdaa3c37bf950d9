"""Integration events: notes and files that were created, changed or removed, without their content.

Subscribers receive each event at least once, with the same `id` on every delivery; `sequence` orders the events of one
note or file. docs/events.md is the full contract.
"""

from __future__ import annotations

from typing import Any

import msgspec

from .ids import Entity


class Snapshot(msgspec.Struct, frozen=True):
    """The fields of a note or a file that decide the type of an event; a note has no status."""

    state: str
    version: int = 1
    updated_at: str | None = None
    status: str | None = None


class Event(msgspec.Struct, frozen=True):
    """An event of one note or file; a removal counts as the version that would have come next."""

    id: str
    type: str
    entity: Entity
    subject: str
    owner: str
    version: int
    time: str


def event_type(entity: Entity, before: Snapshot | None, after: Snapshot | None) -> str | None:
    """Return the event's type, or None where none is published; a snapshot is None before creation and after removal.

    The first event of a file follows the examination of its bytes. A file whose bytes never arrived has no events.
    """
    happened = (_of_note if entity == "note" else _of_file)(before, after)
    return f"{entity}.{happened}" if happened else None


def cloud_event(event: Event, source: str) -> str:
    """Encode the event as CloudEvents 1.0 JSON, with the extension `sequence`, which sorts as text."""
    envelope: dict[str, Any] = {
        "specversion": "1.0",
        "id": event.id,
        "source": source,
        "type": event.type,
        "subject": event.subject,
        "time": event.time,
        "datacontenttype": "application/json",
        "sequence": f"{event.version:010d}",
        "data": {"user": event.owner, "id": event.subject, "version": event.version},
    }
    return msgspec.json.encode(envelope).decode()


def _of_note(before: Snapshot | None, after: Snapshot | None) -> str | None:
    if before is None or after is None:
        return "created" if after else "deleted"
    if (before.state == "trashed") != (after.state == "trashed"):
        return "trashed" if after.state == "trashed" else "restored"
    return "updated" if before.version != after.version else None


def _of_file(before: Snapshot | None, after: Snapshot | None) -> str | None:
    known = before is not None and before.status != "pending"
    if after is None:
        return "deleted" if known else None
    return None if known or after.status == "pending" else after.status
