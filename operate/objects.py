"""Objects of the media bucket, and their download into a backup."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from .archive import Archive
from .running_stage import Problem, RetainedResources

# Objects under incoming/ are unfinished uploads, and are gone within a day.
_KEPT = ("originals/", "previews/")
_AT_ONCE = 8
Thing = TypeVar("Thing")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Found:
    """An object as listed in the bucket."""

    key: str
    size: int
    etag: str

    def lies_at(self, path: Path) -> bool:
        """Return whether the file has the object's bytes. The ETag is their MD5, unless it was a multipart upload."""
        if not path.exists() or path.stat().st_size != self.size:
            return False
        return "-" in self.etag or _md5(path) == self.etag


def listed(place: RetainedResources) -> Iterator[Found]:
    """Yield every object to back up, without its bytes."""
    paginator = place.account.s3.get_paginator("list_objects_v2")
    for prefix in _KEPT:
        for page in paginator.paginate(Bucket=place.media_bucket, Prefix=prefix):
            for one in page.get("Contents", []):
                # The S3 console creates empty objects, which it shows as folders.
                if not one["Key"].endswith("/"):
                    yield Found(one["Key"], one["Size"], one["ETag"].strip('"'))


def fetch(place: RetainedResources, archive: Archive) -> Iterator[Found]:
    """Download every object that the archive does not have; yield all objects that it has then."""

    def one(found: Found) -> Found | None:
        path = archive.path(found.key)
        return found if found.lies_at(path) or _download(place, found, path) else None

    return filter(None, at_once(one, listed(place)))


def at_once(do: Callable[[Thing], Result], things: Iterable[Thing]) -> Iterator[Result]:
    """Yield the results in order, computing a few of them in parallel."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        yield from pool.map(do, things)


def _download(place: RetainedResources, found: Found, path: Path) -> bool:
    """Download an object; return False if it was deleted since it was listed."""
    s3 = place.account.s3
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.part")
    try:
        answer = s3.get_object(Bucket=place.media_bucket, Key=found.key)
    except s3.exceptions.NoSuchKey:
        return False
    with unfinished.open("wb") as file:
        shutil.copyfileobj(answer["Body"], file)
    if not found.lies_at(unfinished):
        raise Problem(
            f"{found.key} was not downloaded completely. Run it again; complete objects are not downloaded again."
        )
    unfinished.replace(path)
    return True


def _md5(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()
