"""Protocols of what the services need from outside; repositories implement them, and so do the fakes of unit tests.

Every method names the owner whose things it touches. Stores of notes and files raise `Unavailable` when the table does
not answer; the object store raises what botocore raises, so that the event is retried.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from ..domain.accounts import Limits
from ..domain.change_cursor import Entry
from ..domain.connections import Connection, Ticket
from ..domain.files import File, FileFilter, StoredFile
from ..domain.integration_events import Event
from ..domain.notes import Note, NoteSummary, State
from ..domain.paging import Slice
from ..domain.preconditions import Idempotency, Precondition
from ..domain.presigned import Upload, Urls


class NoteStore(Protocol):
    """Notes, by owner and id."""

    def add(self, owner: str, note: Note, limits: Limits, once: Idempotency | None = None) -> Note:
        """Add a new note and increment usage. Raises `QuotaExceeded`.

        A repeated request returns the note that it made before. Raises `IdempotencyKeyReused`, or `Conflict` if that
        note is gone.
        """

    def find(self, owner: str, note_id: str) -> Note | None:
        """Return the note, or None."""

    def page(self, owner: str, state: State, tag: str | None, limit: int, after: str | None) -> Slice[NoteSummary]:
        """Return notes, last edited first; in the trash, last trashed first."""

    def change(self, owner: str, note_id: str, fields: dict[str, Any], precondition: Precondition, now: str) -> Note:
        """Set fields. Raises `NotFound`, `PreconditionFailed`, or `Conflict` in the trash.

        Setting title or text counts as an edit, even to the same value: nothing is read to find out.
        """

    def trash(self, owner: str, note_id: str, now: str) -> Note:
        """Move the note to the trash; a trashed note stays as it is. Raises `NotFound`."""

    def restore(self, owner: str, note_id: str, now: str) -> Note:
        """Take the note out of the trash; a note that is not there stays as it is. Raises `NotFound`."""

    def remove(self, owner: str, note_id: str) -> None:
        """Remove a trashed note and decrement usage. Raises `PreconditionFailed` if it is not in the trash."""

    def account_removal(self, owner: str, note_id: str) -> None:
        """Decrement usage for a removed note, once."""

    def unlink(self, owner: str, note_id: str, file_id: str, now: str) -> None:
        """Remove a file from a note's `file_ids`, if both are there."""


class FileStore(Protocol):
    """Descriptions of files, by owner and id."""

    def add(self, owner: str, file: StoredFile, limits: Limits, once: Idempotency | None = None) -> StoredFile:
        """Add a new file, reserve its bytes and list it on its note. Raises `QuotaExceeded`, `NotFound`, `Conflict`.

        A repeated request returns the file that it made before. Raises `IdempotencyKeyReused`, or `Conflict` if that
        file is gone.
        """

    def find(self, owner: str, file_id: str) -> StoredFile | None:
        """Return the file, or None."""

    def page(self, owner: str, query: FileFilter, limit: int, after: str | None) -> Slice[File]:
        """Return files, newest first: by upload, but pictures by time taken if they and no note are queried."""

    def change(self, owner: str, file_id: str, fields: dict[str, Any], precondition: Precondition, now: str) -> File:
        """Set name or caption. Raises `NotFound`, `PreconditionFailed`, or `Conflict` in the trash."""

    def save(
        self, owner: str, before: StoredFile, after: StoredFile, *, link: str | None = None, unlink: str | None = None
    ) -> None:
        """Replace exactly that version, with what follows from it: usage, time to live, `file_ids` of two notes.

        Raises `PreconditionFailed` if `before` is no longer the stored version, `NotFound` or `Conflict` if the note to
        link does not exist, is trashed or full.
        """

    def remove(self, owner: str, file: File, *, now: str, unlink: str | None = None) -> None:
        """Remove exactly that version at its owner's request, and release its bytes. Raises `PreconditionFailed`."""

    def account_removal(self, owner: str, file: File) -> None:
        """Decrement usage for a removed file, once."""


class ChangeStore(Protocol):
    """An owner's notes, files and tombstones as they are now, in the order of their last change."""

    def changes_after(self, owner: str, position: str, limit: int) -> Slice[Entry]:
        """Return changes with a key greater than `position`, oldest first, including everything written until now."""


class Cascade(Protocol):
    """The files of a note, which follow it."""

    def move_files(self, owner: str, note: Note, now: str) -> None:
        """Move a note's listed files into or out of the trash with it. Raises `PreconditionFailed` if it changed."""

    def purge(self, owner: str, note_id: str, *, by_owner: bool = False) -> None:
        """Remove every file of a note that is trashed or gone. Raises `PreconditionFailed` if it has been restored.

        Removals `by_owner` count towards what an owner may delete in a week.
        """


class FileUrls(Protocol):
    """Presigned URLs of the bytes of files."""

    def of_upload(self, owner: str, file: File) -> Upload:
        """Presign a single upload of exactly the declared bytes."""

    def of_file(self, owner: str, file: File) -> Urls:
        """Return presigned URLs of a ready file."""


class ObjectStore(Protocol):
    """The bytes of files."""

    def uploaded(self, owner: str, file_id: str) -> bytes:
        """Return the uploaded bytes. Raises `NothingArrived`."""

    def keep(self, owner: str, file_id: str) -> None:
        """Copy the upload to the originals. Raises `NothingArrived`."""

    def keep_preview(self, owner: str, file_id: str, edge: int, data: bytes) -> None:
        """Write a preview (WebP)."""

    def discard_upload(self, owner: str, file_id: str) -> None:
        """Permanently delete the upload."""

    def discard(self, key: str) -> None:
        """Permanently delete an upload under a key that no file has."""

    def remove(self, owner: str, file_id: str) -> None:
        """Delete all objects of a file: the upload permanently, while originals can be recovered for a week."""


class ConnectionStore(Protocol):
    """Tickets and connections."""

    def add_ticket(self, owner: str, ticket: Ticket) -> None:
        """Keep a ticket until it is redeemed or expires."""

    def redeem(self, ticket: str, now: str) -> str | None:
        """Return the owner of a ticket, once and before it expires; otherwise None."""

    def add(self, connection: Connection, expires_at: int) -> None:
        """Keep a connection, at most until it expires."""

    def find(self, connection_id: str) -> Connection | None:
        """Return the connection, or None."""

    def find_all(self, owner: str) -> list[Connection]:
        """Return all connections of a person, the oldest first."""

    def remove(self, connection: Connection) -> None:
        """Remove a connection, whether or not it is known."""


class Sockets(Protocol):
    """The connections themselves, called in parallel; results are errors by connection id, such as `SocketGone`."""

    def send(self, connection_ids: Sequence[str], text: str) -> Mapping[str, Exception | None]:
        """Send a text to each connection."""

    def close(self, connection_ids: Sequence[str]) -> Mapping[str, Exception | None]:
        """Close the connections."""


class EventPublisher(Protocol):
    """The topic of integration events."""

    def publish(self, events: Sequence[Event]) -> Mapping[int, Exception]:
        """Publish all events; return the errors of those that failed, by position."""


class DeadLetterQueue(Protocol):
    """Records that failed for too long, kept for an operator."""

    def send(self, record: Mapping[str, Any], error: str) -> None:
        """Add what a replay needs of a record, and the type of its last error."""
