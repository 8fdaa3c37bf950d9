"""What the stream can tell, in the domain's words."""

from __future__ import annotations

from datetime import datetime

import msgspec

from .files import File
from .integration_events import Event


class NoteMoved(msgspec.Struct, frozen=True):
    """A note went into the trash or came out of it."""

    owner: str
    note_id: str


class NoteGone(msgspec.Struct, frozen=True):
    """A note is there no longer: deleted by its owner, expired, or removed by another hand."""

    owner: str
    note_id: str


class FileGone(msgspec.Struct, frozen=True):
    """A file is there no longer, as it last was."""

    owner: str
    file: File


Change = NoteMoved | NoteGone | FileGone


class Told(msgspec.Struct, frozen=True):
    """All that one record of the stream tells: whose thing it is about, and what follows from it.

    `seen_from` is the time at which the owner's feed has it; None where the feed is told by another record.
    """

    owner: str
    seen_from: datetime | None = None
    change: Change | None = None
    event: Event | None = None
