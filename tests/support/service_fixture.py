"""The use cases wired over fakes: the counterpart of `wiring.py` for their tests."""

from __future__ import annotations

from typing import Any, Protocol, TypeVar

from chalicelib.domain.errors import Rejected
from chalicelib.domain.files import StoredFile
from chalicelib.domain.images import Picture
from chalicelib.domain.notes import NewNote, Note
from chalicelib.services.cleanup import Cleanup
from chalicelib.services.files import FileService
from chalicelib.services.notes import NoteService
from chalicelib.services.ports import Cascade, FileStore, NoteStore
from chalicelib.services.uploads import ReadPicture, Uploads
from tests.support.factories import ANN, PLENTY, file, file_id, limits, note_id, picture
from tests.support.fakes import Clock, FakeCascade, FakeFiles, FakeNotes, FakeObjects, Ids, SharedState

Store = TypeVar("Store")
MALFORMED_IDS = ["", "usage", "01aryz6s41tsv4rrffq69g5fav", "01ARYZ6S41TSV4RRFFQ69G5FAV\n", "../../x", "a" * 300]
GOOD_PICTURE, BAD_PICTURE = b"a picture", b"no picture"


class Around(Protocol):
    """A wrapper of the stores, to interrupt calls or to let something happen in the middle."""

    def __call__(self, store: Store, /) -> Store: ...


def nothing_around(store: Store, /) -> Store:
    return store


def read_picture(data: bytes, content_type: str, name: str) -> Picture:
    assert (content_type, name[-4:]) == ("image/jpeg", ".jpg")
    if data == BAD_PICTURE:
        raise Rejected("This is not a JPEG picture.")
    return picture()


class ServiceFixture:
    """Ann's notes and files, and all services that work on them."""

    def __init__(self, quota: int = PLENTY) -> None:
        self.shared = SharedState()
        self.clock = Clock()
        self.ids = Ids()
        self.notes: NoteStore = FakeNotes(self.shared)
        self._fake_files = FakeFiles(self.shared, self.clock)
        self.files: FileStore = self._fake_files
        self.cascade: Cascade = FakeCascade(self.shared, self._fake_files)
        self.objects = FakeObjects(self.clock)
        self._limits = limits(bytes=quota)

    def note_service(self, around: Around = nothing_around) -> NoteService:
        return NoteService(around(self.notes), around(self.cascade), self._limits, self.clock, self.ids)

    def file_service(self, around: Around = nothing_around) -> FileService:
        return FileService(around(self.files), around(self.objects), self._limits, self.clock, self.ids)

    def uploads(self, around: Around = nothing_around, read: ReadPicture = read_picture) -> Uploads:
        return Uploads(around(self.files), around(self.notes), around(self.objects), read, self.clock)

    def cleanup(self, around: Around = nothing_around) -> Cleanup:
        return Cleanup(self.note_service(around), self.uploads(around))

    def write(self, **fields: Any) -> Note:
        """Write a note as Ann does."""
        return self.note_service().write(ANN, NewNote(**fields))

    def keep(self, number: int = 1, **fields: Any) -> StoredFile:
        """Add a file to the store, as if it had been there already."""
        kept = file(number, **fields)
        self.files.add(ANN, kept, limits(), None)
        return kept

    def note(self, number: int = 1) -> Note:
        return self.shared.notes[ANN, note_id(number)]

    def file(self, number: int = 1) -> StoredFile:
        return self.shared.files[ANN, file_id(number)]

    def states(self) -> list[str]:
        """Return the states of all files, in the order of their ids."""
        return [kept.state for _, kept in sorted(self.shared.files.items())]

    def places(self) -> set[str]:
        """Return the places of Ann's bytes: `upload`, `original`, or the edges of previews."""
        return {what for owner, _, what in self.objects.places if owner == ANN}
