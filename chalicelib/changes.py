"""What the stream can tell, in the domain's words."""

from __future__ import annotations

import msgspec

from .files import File


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
