"""An in-memory `Cascade`."""

from __future__ import annotations

from chalicelib.domain.errors import PreconditionFailed
from chalicelib.domain.files import StoredFile, changed
from chalicelib.domain.notes import Note

from .files import FakeFiles
from .shared_state import SharedState


class FakeCascade:
    """A fake of `ports.Cascade`."""

    def __init__(self, shared: SharedState, files: FakeFiles) -> None:
        self._shared = shared
        self._files = files

    def move_files(self, owner: str, note: Note, now: str) -> None:
        kept = self._shared.notes.get((owner, note.id))
        if kept is None or kept.version != note.version:
            raise PreconditionFailed
        for file in self._attached(owner, note.id):
            if file.id in note.file_ids and (file.state == "trashed") != (note.state == "trashed"):
                state = "trashed" if note.state == "trashed" else "active"
                self._shared.files[owner, file.id] = changed(file, now, state=state)

    def purge(self, owner: str, note_id: str, *, by_owner: bool = False) -> None:
        note = self._shared.notes.get((owner, note_id))
        if note and note.state != "trashed":
            raise PreconditionFailed
        for file in self._attached(owner, note_id):
            self._files.let_go(owner, file, by_owner=by_owner)

    def _attached(self, owner: str, note_id: str) -> list[StoredFile]:
        return [file for (whose, _), file in self._shared.files.items() if whose == owner and file.note_id == note_id]
