"""Clean-up after a note or a file was moved or removed by any means."""

from __future__ import annotations

from ..domain.stream_events import FileGone, FollowUp, NoteGone, NoteMoved
from .notes import NoteService
from .uploads import Uploads


class Cleanup:
    """The completion of a removal or a move of a note or a file; each call may be repeated."""

    def __init__(self, notes: NoteService, uploads: Uploads) -> None:
        self._notes = notes
        self._uploads = uploads

    def after(self, follow_up: FollowUp) -> None:
        """Carry out the follow-up, or raise so that the record is retried."""
        match follow_up:
            case NoteMoved(owner, note_id):
                self._notes.cascade(owner, note_id)
            case NoteGone(owner, note_id):
                self._notes.clean_up_after_removal(owner, note_id)
            case FileGone(owner, file):
                self._uploads.clean_up_after_removal(owner, file)
