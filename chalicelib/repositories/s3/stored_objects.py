"""The stored objects of each owner."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ...domain.ids import is_ulid
from ...domain.reconciliation import StoredObject
from .object_keys import INCOMING, PLACES, belongings, file_of, original
from .objects import delete, delete_versions

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client
    from types_boto3_s3.type_defs import ListObjectsV2OutputTypeDef


class S3StoredObjects:
    """The media bucket, of which only lists are read; see `reconciliation.StoredObjects`."""

    def __init__(self, client: S3Client, bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def stored(self, owner: str) -> Iterator[StoredObject]:
        """Yield an owner's objects, without those whose keys no file could have."""
        for place in PLACES:
            for page in self._pages(belongings(place, owner)):
                for found in page.get("Contents", []):
                    if is_ulid(file_id := file_of(found["Key"])):
                        yield StoredObject(found["Key"], file_id, found["LastModified"], place == "originals")

    def has_original(self, owner: str, file_id: str) -> bool:
        """Return whether the original exists, by a list: a HEAD request would need permission to read the object."""
        answer = self._client.list_objects_v2(Bucket=self._bucket, Prefix=original(owner, file_id), MaxKeys=1)
        return answer["KeyCount"] > 0

    def discard(self, keys: list[str]) -> None:
        """Delete objects; old versions stay in the bucket for a week, except of uploads, of which nothing is left."""
        for key in (key for key in keys if key.startswith(INCOMING)):
            delete_versions(self._client, self._bucket, key)
        if kept := [key for key in keys if not key.startswith(INCOMING)]:
            delete(self._client, self._bucket, kept)

    def _pages(self, prefix: str) -> Iterator[ListObjectsV2OutputTypeDef]:
        yield from self._client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=prefix)
