"""Ann's services, with a file that waits for its bytes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from chalicelib.domain.accounts import Usage
from chalicelib.domain.images import Picture
from chalicelib.domain.preconditions import ANY_VERSION
from chalicelib.services.uploads import ReadPicture
from tests.support.factories import ANN, NOW, file_id, limits, note, note_id
from tests.support.service_fixture import GOOD_PICTURE, ServiceFixture, read_picture

READY = ("ready", {"original", "320", "960"}, Usage(notes=1, files=1, bytes=10))
REJECTED = ("rejected", set[str](), Usage(notes=1))
NOTHING_LEFT = (set[str](), Usage(notes=1))


class UploadFixture(ServiceFixture):
    """Ann's services, with file 1 pending on note 1."""

    def __init__(self, **fields: Any) -> None:
        super().__init__()
        self.notes.add(ANN, note(), limits())
        self.keep(**{"status": "pending", "note_id": note_id(1)} | fields)

    def arrive(self, data: bytes = GOOD_PICTURE) -> None:
        self.objects.arrive(ANN, file_id(1), data)

    def take(self) -> None:
        self.uploads().take(ANN, file_id(1))

    def rename(self) -> None:
        self.files.change(ANN, file_id(1), {"name": "lake.jpg"}, ANY_VERSION, NOW)

    def purge(self) -> None:
        """Remove the file from the table and then, as the stream processor does, all that belongs to it."""
        gone = self.file()
        self.files.remove(ANN, gone, now=NOW, unlink=gone.note_id)
        self.uploads().clean_up_after_removal(ANN, gone)

    def outcome(self) -> tuple[str, set[str], Usage]:
        return self.file().status, self.places(), self.shared.usage(ANN)

    def left(self) -> tuple[set[str], Usage]:
        """Assert that the file is gone; return the places that have bytes, and the usage."""
        assert self.shared.files == {}
        return self.places(), self.shared.usage(ANN)


def meanwhile_in(*happens: Callable[[], None]) -> ReadPicture:
    """Return a `ReadPicture` that runs these functions while it reads a picture."""

    def read(data: bytes, content_type: str, name: str) -> Picture:
        for each in happens:
            each()
        return read_picture(data, content_type, name)

    return read
