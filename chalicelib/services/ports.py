"""What the use cases need of the outside: the repositories provide it, and so do the fakes of the unit tests.

Every method names the owner whose things it touches. Those that keep notes and files raise
`Unavailable` when the table does not answer; objects raise what botocore raises, for the event to come again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from ..domain.accounts import Limits
from ..domain.change_cursor import Entry
from ..domain.connections import Connection, Ticket
from ..domain.files import File, StoredFile
from ..domain.integration_events import Event
from ..domain.notes import Note, NoteSummary, State
from ..domain.paging import Slice
from ..domain.preconditions import FileQuery, Idempotency, Precondition
from ..domain.presigned import Upload, Urls


class NoteStore(Protocol):
    """Notes, by owner and id."""

    def add(self, owner: str, note: Note, limits: Limits, once: Idempotency | None = None) -> Note:
        """Keep a new note and count it (`QuotaExceeded`).

        For a request seen before, the note that it made then (`IdempotencyKeyReused`; `Conflict`: it is gone).
        """

    def find(self, owner: str, note_id: str) -> Note | None:
        """The note, or None."""

    def page(self, owner: str, state: State, tag: str | None, limit: int, after: str | None) -> Slice[NoteSummary]:
        """Last edited first; in the trash, last trashed first."""

    def change(self, owner: str, note_id: str, fields: dict[str, Any], precondition: Precondition, now: str) -> Note:
        """Set fields (`NotFound`, `PreconditionFailed`; `Conflict` in the trash).

        Title or text among them is an edit, also where it is what it was: nothing is read to find out.
        """

    def trash(self, owner: str, note_id: str, now: str) -> Note:
        """Put it into the trash (`NotFound`); what lies there stays as it is."""

    def restore(self, owner: str, note_id: str, now: str) -> Note:
        """Take it out of the trash (`NotFound`); what does not lie there stays as it is."""

    def remove(self, owner: str, note_id: str) -> None:
        """Forget a note that is in the trash, and count it off (`PreconditionFailed`: it is not, or no longer)."""

    def account_removal(self, owner: str, note_id: str) -> None:
        """Count off a note that is gone, unless that was done."""

    def unlink(self, owner: str, note_id: str, file_id: str, now: str) -> None:
        """Take a file out of a note's `file_ids`, if both are there."""


class FileStore(Protocol):
    """Files' descriptions, by owner and id."""

    def add(self, owner: str, file: StoredFile, limits: Limits, once: Idempotency | None = None) -> StoredFile:
        """Keep a new file, reserve its bytes and list it on its note (`QuotaExceeded`, `NotFound`, `Conflict`).

        For a request seen before, the file that it made then (`IdempotencyKeyReused`; `Conflict`: it is gone).
        """

    def find(self, owner: str, file_id: str) -> StoredFile | None:
        """The file, or None."""

    def page(self, owner: str, query: FileQuery, limit: int, after: str | None) -> Slice[File]:
        """Newest first: pictures by the time taken where they and no note are asked for, or else by upload."""

    def change(self, owner: str, file_id: str, fields: dict[str, Any], precondition: Precondition, now: str) -> File:
        """Set name or caption (`NotFound`, `PreconditionFailed`; `Conflict` in the trash)."""

    def save(
        self, owner: str, before: StoredFile, after: StoredFile, *, link: str | None = None, unlink: str | None = None
    ) -> None:
        """Replace exactly that version, with what follows from it: usage, time-to-live, `file_ids` of two notes.

        Raises `PreconditionFailed` when `before` is no longer what is kept, `NotFound` or `Conflict` when the note to
        link is not there, trashed or full.
        """

    def remove(self, owner: str, file: File, *, now: str, unlink: str | None = None) -> None:
        """Forget exactly that version and release its bytes (`PreconditionFailed`), at the wish of its owner."""

    def account_removal(self, owner: str, file: File) -> None:
        """Release the bytes of a file that is gone, unless that was done."""


class ChangeStore(Protocol):
    """What happened to an owner's things, each as it is now, in the order in which it happened last."""

    def changes_after(self, owner: str, position: str, limit: int) -> Slice[Entry]:
        """Oldest first, those whose key is greater than `position`; everything that was written by now is there."""


class Cascade(Protocol):
    """The files of a note, moved with it."""

    def move_files(self, owner: str, note: Note, now: str) -> None:
        """Take the files that a note lists into or out of the trash, as it is (`PreconditionFailed`: it has moved)."""

    def purge(self, owner: str, note_id: str, *, by_owner: bool = False) -> None:
        """Forget every file of a note that is trashed or gone (`PreconditionFailed`: it was restored meanwhile).

        What goes at the wish of its owner counts towards what they may delete in a week.
        """


class ObjectStore(Protocol):
    """Files' bytes."""

    def presign_upload(self, owner: str, file: File) -> Upload:
        """A presigned upload of exactly the declared bytes, once."""

    def urls(self, owner: str, file: File) -> Urls:
        """Presigned downloads of a ready file."""

    def uploaded(self, owner: str, file_id: str) -> bytes:
        """The bytes that arrived (`NothingArrived`)."""

    def keep(self, owner: str, file_id: str) -> None:
        """Copy the upload to where originals stay (`NothingArrived`)."""

    def keep_preview(self, owner: str, file_id: str, edge: int, data: bytes) -> None:
        """Write a preview (WebP)."""

    def discard_upload(self, owner: str, file_id: str) -> None:
        """Delete what arrived, for good."""

    def discard(self, key: str) -> None:
        """Delete what arrived under a key that no file has, for good."""

    def remove(self, owner: str, file_id: str) -> None:
        """Delete everything of a file; the upload for good, while originals can be brought back for a week."""


class ConnectionStore(Protocol):
    """Tickets, and who is connected."""

    def add_ticket(self, owner: str, ticket: Ticket) -> None:
        """Keep a ticket until it is spent or expires."""

    def redeem(self, ticket: str, now: str) -> str | None:
        """Whose it was, once and before it expires; else None."""

    def add(self, connection: Connection, expires_at: int) -> None:
        """Keep a connection, until then at the longest."""

    def find(self, connection_id: str) -> Connection | None:
        """The connection, if it is known."""

    def find_all(self, owner: str) -> list[Connection]:
        """All of a person's, the oldest first."""

    def remove(self, connection: Connection) -> None:
        """Forget it, whether or not it is known."""


class Sockets(Protocol):
    """The connections themselves, all of those named side by side; what each failed with, by its id (`SocketGone`)."""

    def send(self, connection_ids: Sequence[str], text: str) -> Mapping[str, Exception | None]:
        """Send a text."""

    def close(self, connection_ids: Sequence[str]) -> Mapping[str, Exception | None]:
        """End them."""


class EventPublisher(Protocol):
    """The topic of integration events."""

    def publish(self, events: Sequence[Event]) -> Mapping[int, Exception]:
        """Publish all events; return the errors of those that failed, by position."""


class DeadLetterQueue(Protocol):
    """Records that failed for too long, kept for an operator."""

    def send(self, record: Mapping[str, Any], error: str) -> None:
        """Add what a replay needs of a record, and the type of its last error."""
