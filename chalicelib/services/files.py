"""Use cases of files."""

from __future__ import annotations

from typing import Annotated

import msgspec

from ..domain import files
from ..domain.accounts import Limits
from ..domain.clock import Clock, timestamp
from ..domain.errors import Conflict, NotFound, PreconditionFailed
from ..domain.file_fields import ListedKind
from ..domain.files import File, FileChanges, FileFilter, NewFile, StoredFile, public
from ..domain.ids import IdMaker, is_ulid, known
from ..domain.notes import State
from ..domain.paging import DEFAULT_LIMIT, Cursor, Limit, Page, decode, page
from ..domain.preconditions import Precondition, once
from ..domain.presigned import DeclaredFile, FileWithUrls, Upload
from .ports import FileStore, FileUrls
from .retries import retry_on_conflict

# Fields of a patch that change what else is stored: the lists that contain the file, or its `details`.
_NEEDS_WHOLE_FILE = {"note_id", "taken_at", "taken_offset"}
_OF_NOTE = msgspec.Meta(description="Only the files of this note.", examples=["01KJP6V8Q4T7M2ZC9R5XW3HB1D"])


class FileListQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The files to list, and the cursor to continue from; with `urls`, they have presigned URLs to display them."""

    limit: Limit = DEFAULT_LIMIT
    cursor: Cursor | None = None
    kind: ListedKind | None = None
    note_id: Annotated[str, _OF_NOTE] | None = None
    state: State = "active"
    urls: Annotated[bool, msgspec.Meta(description="Include presigned URLs of the bytes and previews.")] = False


class FileService:
    """Use cases of each owner's files; every method raises `NotFound` for what is not this owner's."""

    def __init__(self, files: FileStore, urls: FileUrls, limits: Limits, clock: Clock, new_id: IdMaker) -> None:
        self._files = files
        self._urls = urls
        self._limits = limits
        self._clock = clock
        self._new_id = new_id

    def declare(self, owner: str, new: NewFile, key: str | None = None) -> DeclaredFile:
        """Reserve a file's bytes and presign their upload; with an Idempotency-Key, a retry adds no second file."""
        if new.note_id is not None:
            known(new.note_id)
        moment = self._clock()
        declared = files.declare(new, self._new_id(moment), timestamp(moment))
        file = self._files.add(owner, declared, self._limits, once(key, new))
        return DeclaredFile(public(file), self._urls.of_upload(owner, file) if files.awaits_bytes(file) else None)

    def renew_upload(self, owner: str, file_id: str) -> Upload:
        """Presign the upload of a pending file again. Raises `Conflict` if the file does not await its bytes."""
        file = self._find(owner, file_id)
        if file.state == "trashed":
            raise Conflict("The file is in the trash. Restore it first.")
        if file.status != "pending":
            raise Conflict("This file has already been uploaded.")
        return self._urls.of_upload(owner, file)

    def read(self, owner: str, file_id: str) -> FileWithUrls:
        """Return the file as it is now, with new presigned URLs."""
        return self._with_urls(owner, self._find(owner, file_id))

    def browse(self, owner: str, query: FileListQuery) -> Page[File] | Page[FileWithUrls]:
        """Return files, newest first, media by when they were taken.

        A note that does not exist has no files, even if its id is malformed.
        """
        name = f"files {query.state} {query.kind or ''} {query.note_id or ''}"
        after = decode(query.cursor, owner, name) if query.cursor else None
        if query.note_id is not None and not is_ulid(query.note_id):
            return Page([], None)
        wanted = FileFilter(query.state, query.kind, query.note_id)
        found = page(self._files.page(owner, wanted, query.limit, after), owner, name)
        return Page([self._with_urls(owner, file) for file in found.items], found.cursor) if query.urls else found

    def change(self, owner: str, file_id: str, changes: FileChanges, precondition: Precondition) -> File:
        """Apply a merge patch to one of the versions that the precondition names."""
        fields = files.changed_fields(changes)
        if not fields or fields.keys() & _NEEDS_WHOLE_FILE:
            return self._read_and_save(owner, file_id, fields, precondition)
        return self._files.change(owner, known(file_id), fields, precondition, self._now())

    def delete(self, owner: str, file_id: str, *, permanently: bool) -> None:
        """Move the file to the trash, or permanently delete it from there."""
        (self.purge if permanently else self.trash)(owner, file_id)

    def trash(self, owner: str, file_id: str) -> None:
        """Move the file to the trash and off its note's list; a trashed file stays as it is."""

        def attempt() -> None:
            file = self._find(owner, file_id)
            if file.state != "trashed":
                trashed = files.changed(file, self._now(), state="trashed")
                self._files.save(owner, file, trashed, unlink=file.note_id)

        retry_on_conflict(attempt)

    def restore(self, owner: str, file_id: str) -> File:
        """Restore the file to its note, or without a note if that one is trashed, gone or full."""

        def attempt() -> File:
            file = self._find(owner, file_id)
            if file.state != "trashed":
                return public(file)
            restored = files.changed(file, self._now(), state="active")
            try:
                self._files.save(owner, file, restored, link=file.note_id)
            except (NotFound, Conflict):
                restored = files.changed(file, self._now(), state="active", note_id=None)
                self._files.save(owner, file, restored, unlink=file.note_id)
            return public(restored)

        return retry_on_conflict(attempt)

    def purge(self, owner: str, file_id: str) -> None:
        """Permanently delete a trashed file; its objects are deleted when the stream delivers the removal."""

        def attempt() -> None:
            file = self._find(owner, file_id)
            if file.state != "trashed":
                raise Conflict("Only what is in the trash can be deleted permanently.")
            self._files.remove(owner, file, now=self._now(), unlink=file.note_id)

        retry_on_conflict(attempt)

    def _read_and_save(self, owner: str, file_id: str, fields: dict[str, object], precondition: Precondition) -> File:
        file = self._find(owner, file_id)
        if not precondition.holds(file.version):
            raise PreconditionFailed
        if not fields:
            return public(file)
        if file.state == "trashed":
            raise Conflict("The file is in the trash. Restore it first.")
        after = files.patched(file, fields, self._now())
        link = known(after.note_id) if "note_id" in fields and after.note_id is not None else None
        unlink = file.note_id if file.note_id != after.note_id else None
        self._files.save(owner, file, after, link=link, unlink=unlink)
        return public(after)

    def _with_urls(self, owner: str, file: File) -> FileWithUrls:
        urls = self._urls.of_file(owner, file) if file.status == "ready" else None
        return FileWithUrls(**{name: getattr(file, name) for name in File.__struct_fields__}, urls=urls)

    def _find(self, owner: str, file_id: str) -> StoredFile:
        file = self._files.find(owner, known(file_id))
        if file is None:
            raise NotFound
        return file

    def _now(self) -> str:
        return timestamp(self._clock())
