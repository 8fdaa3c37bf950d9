"""Files' bytes in S3, as the upload handler reads and writes them; see `urls.py` for how the client does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from ...domain.repository_errors import NothingArrived
from .object_keys import incoming, original, preview, previews

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client
    from types_boto3_s3.type_defs import CopySourceTypeDef

# Pages of so many versions each: more than are uploaded while a URL is valid. The bucket's lifecycle removes the rest.
_VERSIONS = 100
_PAGES_OF_VERSIONS = 10


class S3Objects:
    """The media bucket; see `ports.ObjectStore`."""

    def __init__(self, client: S3Client, bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def uploaded(self, owner: str, file_id: str) -> bytes:
        """Read the upload into memory; only pictures are read, which are small enough. Raises `NothingArrived`."""
        with _arrived():
            return self._client.get_object(Bucket=self._bucket, Key=incoming(owner, file_id))["Body"].read()

    def keep(self, owner: str, file_id: str) -> None:
        """Copy the upload within S3, so that the bytes do not pass through here. Raises `NothingArrived`."""
        source: CopySourceTypeDef = {"Bucket": self._bucket, "Key": incoming(owner, file_id)}
        with _arrived():
            self._client.copy_object(Bucket=self._bucket, Key=original(owner, file_id), CopySource=source)

    def keep_preview(self, owner: str, file_id: str, edge: int, data: bytes) -> None:
        """Write a preview, which never changes under its key, so that a browser may cache it."""
        self._client.put_object(
            Bucket=self._bucket,
            Key=preview(owner, file_id, edge),
            Body=data,
            ContentType="image/webp",
            CacheControl="private, max-age=31536000, immutable",
        )

    def discard_upload(self, owner: str, file_id: str) -> None:
        """Delete the upload with all of its versions; succeeds if there is none."""
        self.discard(incoming(owner, file_id))

    def discard(self, key: str) -> None:
        """Delete a key under `incoming/` with all of its versions."""
        delete_versions(self._client, self._bucket, key)

    def remove(self, owner: str, file_id: str) -> None:
        """Delete the original and previews that exist, and the upload; deleting a missing key would leave a marker."""
        prefixes = original(owner, file_id), previews(owner, file_id)
        if keys := [key for prefix in prefixes for key in self._keys(prefix)]:
            delete(self._client, self._bucket, keys)
        self.discard_upload(owner, file_id)

    def _keys(self, prefix: str) -> list[str]:
        """List the keys of one file: a ULID is never the prefix of another."""
        answer = self._client.list_objects_v2(Bucket=self._bucket, Prefix=prefix)
        return [found["Key"] for found in answer.get("Contents", [])]


def delete(client: S3Client, bucket: str, keys: list[str]) -> None:
    """Delete at most a thousand keys; the bucket keeps old versions. Raises `ClientError` with S3's error code."""
    answer = client.delete_objects(Bucket=bucket, Delete={"Objects": [{"Key": key} for key in keys], "Quiet": True})
    if errors := answer.get("Errors"):
        message = f"S3 did not delete {len(errors)} of a file's objects."
        refusal: Any = {"Code": errors[0].get("Code", ""), "Message": message}
        raise ClientError({"Error": refusal}, "DeleteObjects")


def delete_versions(client: S3Client, bucket: str, key: str) -> None:
    """Delete a key permanently, with its old versions and delete markers; mostly there is one version."""
    for _ in range(_PAGES_OF_VERSIONS):
        # The key itself sorts before every longer one.
        answer = client.list_object_versions(Bucket=bucket, Prefix=key, MaxKeys=_VERSIONS)
        found = [*answer.get("Versions", []), *answer.get("DeleteMarkers", [])]
        versions = [one["VersionId"] for one in found if one["Key"] == key]
        for version in versions:
            client.delete_object(Bucket=bucket, Key=key, VersionId=version)
        if not versions or not answer["IsTruncated"]:
            return


@contextmanager
def _arrived() -> Iterator[None]:
    try:
        yield
    except ClientError as error:
        if error.response.get("Error", {}).get("Code") in {"NoSuchKey", "404"}:
            raise NothingArrived from error
        raise
