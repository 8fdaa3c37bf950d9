"""An in-memory `ObjectStore`, and its `FileUrls`."""

from __future__ import annotations

from chalicelib.domain.clock import Clock, timestamp
from chalicelib.domain.files import File
from chalicelib.domain.image_sizes import of_previews
from chalicelib.domain.presigned import PreviewUrl, Upload, Urls
from chalicelib.domain.repository_errors import NothingArrived

Place = tuple[str, str, str]


class FakeObjects:
    """A fake of `ports.ObjectStore` and `ports.FileUrls`.

    `places` are owner, file id, and `upload`, `original` or the edge of a preview.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.places: dict[Place, bytes] = {}

    def arrive(self, owner: str, file_id: str, data: bytes) -> None:
        """Upload bytes as a client does."""
        self.places[owner, file_id, "upload"] = data

    def of_upload(self, owner: str, file: File) -> Upload:
        return Upload("PUT", f"memory:{owner}/{file.id}", {"Content-Type": file.content_type}, timestamp(self._clock()))

    def of_file(self, owner: str, file: File) -> Urls:
        sizes = sorted(of_previews((file.width, file.height))) if file.width and file.height else []
        return Urls(
            f"memory:{owner}/{file.id}/original",
            [PreviewUrl(*size, f"memory:{owner}/{file.id}/{max(size)}") for size in sizes],
        )

    def uploaded(self, owner: str, file_id: str) -> bytes:
        try:
            return self.places[owner, file_id, "upload"]
        except KeyError:
            raise NothingArrived from None

    def keep(self, owner: str, file_id: str) -> None:
        self.places[owner, file_id, "original"] = self.uploaded(owner, file_id)

    def keep_preview(self, owner: str, file_id: str, edge: int, data: bytes) -> None:
        self.places[owner, file_id, str(edge)] = data

    def discard_upload(self, owner: str, file_id: str) -> None:
        self.places.pop((owner, file_id, "upload"), None)

    def discard(self, key: str) -> None:
        raise AssertionError(f"No file has {key}, and so nothing here has.")

    def remove(self, owner: str, file_id: str) -> None:
        for place in [place for place in self.places if place[:2] == (owner, file_id)]:
            del self.places[place]
