"""Restoring the bytes of files from a backup to the media bucket, under the keys of other owners."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from chalicelib.domain.files import File
from chalicelib.domain.image_sizes import PREVIEW_EDGES
from chalicelib.repositories.s3.object_keys import original, preview
from chalicelib.repositories.s3.objects import S3Objects

from .archive import Archive
from .objects import Found, at_once, listed
from .running_stage import Problem, RetainedResources


@dataclass(frozen=True)
class Returning:
    """A file to restore from `origin`, its owner in the backup, to `owner`, the same person in this service."""

    origin: str
    owner: str
    file: File


class Return:
    """The upload of saved objects to a bucket; objects that are there already are not sent again."""

    def __init__(self, place: RetainedResources, archive: Archive) -> None:
        self._place = place
        self._archive = archive
        self._saved = {line["key"]: Found(**line) for line in archive.read("objects")}
        self._there = {found.key: found for found in listed(place)}
        self._previews = S3Objects(place.account.s3, place.media_bucket)

    def has(self, origin: str, file: File) -> bool:
        """Return whether the backup has the bytes of a file, or the file has none."""
        return file.status != "ready" or original(origin, file.id) in self._saved

    def send(self, files: Iterable[Returning]) -> int:
        """Send the objects of these files; return how many were missing."""
        return sum(at_once(lambda one: sum(self._objects(one)), files))

    def _objects(self, one: Returning) -> Iterator[bool]:
        yield self._sent(
            original(one.origin, one.file.id),
            original(one.owner, one.file.id),
            partial(self._put_original, one),
        )
        for edge in PREVIEW_EDGES:
            yield self._sent(
                preview(one.origin, one.file.id, edge),
                preview(one.owner, one.file.id, edge),
                partial(self._put_preview, one, edge),
            )

    def _sent(self, saved_key: str, key: str, put: Callable[[Path], None]) -> bool:
        saved, there = self._saved.get(saved_key), self._there.get(key)
        if saved is None:
            return False
        path = self._archive.path(saved_key)
        if not saved.lies_at(path):
            raise Problem(f"{path} has changed since the backup was made.")
        if there and there.lies_at(path):
            return False
        put(path)
        return True

    def _put_original(self, one: Returning, path: Path) -> None:
        with path.open("rb") as body:
            self._place.account.s3.put_object(
                Bucket=self._place.media_bucket,
                Key=original(one.owner, one.file.id),
                Body=body,
                ContentType=one.file.content_type,
            )

    def _put_preview(self, one: Returning, edge: int, path: Path) -> None:
        self._previews.keep_preview(one.owner, one.file.id, edge, path.read_bytes())
