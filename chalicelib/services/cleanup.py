"""What is done about what the stream tells."""

from __future__ import annotations

from ..domain.stream_events import Change, FileGone, NoteGone, NoteMoved
from .notes import Notebook
from .uploads import Uploads


class Reactions:
    """Finishes what a change begins; each may come again."""

    def __init__(self, notebook: Notebook, uploads: Uploads) -> None:
        self._notebook = notebook
        self._uploads = uploads

    def to(self, change: Change) -> None:
        """Do what the change asks for, or raise for it to be told again."""
        match change:
            case NoteMoved(owner, note_id):
                self._notebook.follow(owner, note_id)
            case NoteGone(owner, note_id):
                self._notebook.forget(owner, note_id)
            case FileGone(owner, file):
                self._uploads.forget(owner, file)
