"""Processing of uploaded bytes, and clean-up of those whose file is gone.

Each step may be repeated, and every event may be delivered twice, late or out of order: what counts is the file as it
is stored now. The bytes leave `incoming/` last, so that until then a retried event finds them.
"""

from __future__ import annotations

from collections.abc import Callable

from ..domain import files
from ..domain.clock import Clock, timestamp
from ..domain.errors import Rejected
from ..domain.files import File, StoredFile
from ..domain.image_sizes import PREVIEW_EDGES
from ..domain.images import Picture
from ..domain.repository_errors import NothingArrived
from .ports import FileStore, NoteStore, ObjectStore
from .retries import retry_on_conflict

ReadPicture = Callable[[bytes, str, str], Picture]
Outcome = Callable[[StoredFile, str], StoredFile]


class Uploads:
    """The processing of uploads; `read_picture` gets bytes, declared type and the file's name, and raises `Rejected`
    if the bytes are not the declared picture."""

    def __init__(
        self,
        files: FileStore,
        notes: NoteStore,
        objects: ObjectStore,
        read_picture: ReadPicture,
        clock: Clock,
    ) -> None:
        self._files = files
        self._notes = notes
        self._objects = objects
        self._read_picture = read_picture
        self._clock = clock

    def take(self, owner: str, file_id: str) -> File | None:
        """Make a pending file `ready` or `rejected`, and delete bytes that no file needs.

        Returns the file as it is then, or None if it is gone.
        """
        file = self._files.find(owner, file_id)
        if file and file.status == "pending":
            file = self._process(owner, file)
        if file is None or file.status == "rejected":
            self._objects.remove(owner, file_id)
        elif file.status == "ready":
            self._objects.discard_upload(owner, file_id)
        return file

    def discard(self, key: str) -> None:
        """Delete an upload under a key that no file can have."""
        self._objects.discard(key)

    def clean_up_after_removal(self, owner: str, file: File) -> None:
        """Clean up after a file was removed by any means: delete objects, decrement usage, unlink it from its note."""
        self._objects.remove(owner, file.id)
        self._files.account_removal(owner, file)
        if file.note_id:
            self._notes.unlink(owner, file.note_id, file.id, self._now())

    def _process(self, owner: str, file: StoredFile) -> StoredFile | None:
        """Process the bytes, unless another event or the owner was faster and they are gone; return the stored file."""
        try:
            outcome = self._outcome(owner, file)
        except NothingArrived:
            return self._files.find(owner, file.id)
        return retry_on_conflict(lambda: self._record(owner, file.id, outcome))

    def _outcome(self, owner: str, file: File) -> Outcome:
        """Examine the bytes and return how they change the file. Raises `NothingArrived`."""
        try:
            picture = self._picture(owner, file) if file.kind == "image" else None
        except Rejected as rejected:
            reason = rejected.reason
            return lambda latest, now: files.changed(latest, now, status="rejected", reason=reason)
        self._objects.keep(owner, file.id)
        return lambda latest, now: files.accepted(latest, picture, now)

    def _picture(self, owner: str, file: File) -> Picture:
        picture = self._read_picture(self._objects.uploaded(owner, file.id), file.content_type, file.name)
        for edge, preview in zip(PREVIEW_EDGES, picture.previews, strict=False):
            self._objects.keep_preview(owner, file.id, edge, preview.data)
        return picture

    def _record(self, owner: str, file_id: str, outcome: Outcome) -> StoredFile | None:
        file = self._files.find(owner, file_id)
        if file is None or file.status != "pending":
            return file
        processed = outcome(file, self._now())
        self._files.save(owner, file, processed)
        return processed

    def _now(self) -> str:
        return timestamp(self._clock())
