"""Events decoded from the table's stream: what to clean up, whom to notify, and what to publish."""

from __future__ import annotations

from datetime import datetime

import msgspec

from .files import File
from .integration_events import Event


class NoteMoved(msgspec.Struct, frozen=True):
    """A note that was moved to or out of the trash."""

    owner: str
    note_id: str


class NoteGone(msgspec.Struct, frozen=True):
    """A note that was removed: by its owner, by its time to live, or by any other means."""

    owner: str
    note_id: str


class FileGone(msgspec.Struct, frozen=True):
    """A file that was removed; `file` is its last version."""

    owner: str
    file: File


FollowUp = NoteMoved | NoteGone | FileGone


class RecordEffects(msgspec.Struct, frozen=True):
    """Everything that follows from one record of the stream.

    `news_since` is the time of the owner's new entry in the change feed; None if another record brings that entry.
    """

    owner: str
    news_since: datetime | None = None
    follow_up: FollowUp | None = None
    event: Event | None = None
