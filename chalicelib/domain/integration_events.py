"""What other systems are told of notes and files: that something happened to one, and never what it says.

Whoever listens is promised that each change is told at least once, that the same change has the same `id` however often
it is told, and that `sequence` orders what is told of one thing; docs/events.md has all of it.
"""

from __future__ import annotations

from typing import Any

import msgspec

from .ids import Entity


class Sight(msgspec.Struct, frozen=True):
    """As much of a note or a file as decides what there is to tell; a note has no status."""

    state: str
    version: int = 1
    updated_at: str | None = None
    status: str | None = None


class Event(msgspec.Struct, frozen=True):
    """One change of one thing; `version` counts a removal as the version that would have come next."""

    id: str
    type: str
    entity: Entity
    subject: str
    owner: str
    version: int
    time: str


def kind(entity: Entity, before: Sight | None, after: Sight | None) -> str | None:
    """What happened, or None where nobody is told of it; None stands for what was or is not there.

    A file is told of once its bytes were looked at. One whose bytes never came is not told of, nor that it went.
    """
    happened = (_of_note if entity == "note" else _of_file)(before, after)
    return f"{entity}.{happened}" if happened else None


def cloud_event(event: Event, source: str) -> str:
    """The event as CloudEvents 1.0 writes it in JSON, with the extension `sequence`, which sorts as text."""
    told: dict[str, Any] = {
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
    return msgspec.json.encode(told).decode()


def _of_note(before: Sight | None, after: Sight | None) -> str | None:
    if before is None or after is None:
        return "created" if after else "deleted"
    if (before.state == "trashed") != (after.state == "trashed"):
        return "trashed" if after.state == "trashed" else "restored"
    return "updated" if before.version != after.version else None


def _of_file(before: Sight | None, after: Sight | None) -> str | None:
    known = before is not None and before.status != "pending"
    if after is None:
        return "deleted" if known else None
    return None if known or after.status == "pending" else after.status
