"""Files' bytes in S3: presigned for the client, read and written for the upload handler."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from botocore.exceptions import ClientError

from ..files import File
from ..moments import Clock, timestamp
from ..sizes import PREVIEW_EDGES, Size, of_previews
from ..stores import NothingArrived
from ..transfers import PreviewUrl, Upload, Urls
from .object_keys import incoming, original, preview

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client
    from types_boto3_s3.type_defs import CopySourceTypeDef

UPLOAD_URL_PERIOD = timedelta(hours=1)
DOWNLOAD_URL_PERIOD = timedelta(minutes=15)


class S3Objects:
    """The media bucket; see `stores.ObjectStore`."""

    def __init__(
        self, client: S3Client, bucket: str, clock: Clock, upload_url_period: timedelta = UPLOAD_URL_PERIOD
    ) -> None:
        self._client = client
        self._bucket = bucket
        self._clock = clock
        self._upload_url_period = upload_url_period

    def offer(self, owner: str, file: File) -> Upload:
        """Signed into the URL: length, type, SHA-256, and that nothing was uploaded yet. S3 itself refuses the rest."""
        checksum = base64.b64encode(bytes.fromhex(file.sha256)).decode()
        url = self._presign(
            "put_object",
            self._upload_url_period,
            Key=incoming(owner, file.id),
            ContentLength=file.size,
            ContentType=file.content_type,
            ChecksumSHA256=checksum,
            IfNoneMatch="*",
        )
        headers = {"Content-Type": file.content_type, "x-amz-checksum-sha256": checksum, "If-None-Match": "*"}
        return Upload("PUT", url, headers, timestamp(self._clock() + self._upload_url_period))

    def urls(self, owner: str, file: File) -> Urls:
        """The original comes as an attachment under its own name, so that no browser renders what was uploaded."""
        disposition = f"attachment; filename*=UTF-8''{quote(file.name, safe='')}"
        download = self._presign(
            "get_object",
            DOWNLOAD_URL_PERIOD,
            Key=original(owner, file.id),
            ResponseContentType=file.content_type,
            ResponseContentDisposition=disposition,
        )
        sizes = of_previews((file.width, file.height)) if file.width and file.height else []
        return Urls(
            download, [self._preview(owner, file.id, *preview) for preview in zip(PREVIEW_EDGES, sizes, strict=False)]
        )

    def uploaded(self, owner: str, file_id: str) -> bytes:
        """Reads it whole; only pictures are read, which are small enough."""
        with _arrived():
            return self._client.get_object(Bucket=self._bucket, Key=incoming(owner, file_id))["Body"].read()

    def keep(self, owner: str, file_id: str) -> None:
        """Within S3: the bytes do not pass through here."""
        source: CopySourceTypeDef = {"Bucket": self._bucket, "Key": incoming(owner, file_id)}
        with _arrived():
            self._client.copy_object(Bucket=self._bucket, Key=original(owner, file_id), CopySource=source)

    def keep_preview(self, owner: str, file_id: str, edge: int, data: bytes) -> None:
        """A preview never changes under its key, so that a browser may keep it."""
        self._client.put_object(
            Bucket=self._bucket,
            Key=preview(owner, file_id, edge),
            Body=data,
            ContentType="image/webp",
            CacheControl="private, max-age=31536000, immutable",
        )

    def discard_upload(self, owner: str, file_id: str) -> None:
        """Deleting what is not there succeeds."""
        self._client.delete_object(Bucket=self._bucket, Key=incoming(owner, file_id))

    def remove(self, owner: str, file_id: str) -> None:
        """One request for every key that a file can have; those that it has not do no harm."""
        keys = [incoming(owner, file_id), original(owner, file_id)]
        keys += [preview(owner, file_id, edge) for edge in PREVIEW_EDGES]
        delete(self._client, self._bucket, keys)

    def _preview(self, owner: str, file_id: str, edge: int, size: Size) -> PreviewUrl:
        url = self._presign("get_object", DOWNLOAD_URL_PERIOD, Key=preview(owner, file_id, edge))
        return PreviewUrl(*size, url)

    def _presign(self, operation: str, period: timedelta, **parameters: Any) -> str:
        return self._client.generate_presigned_url(
            operation, Params={"Bucket": self._bucket, **parameters}, ExpiresIn=int(period.total_seconds())
        )


def delete(client: S3Client, bucket: str, keys: list[str]) -> None:
    """At most a thousand; those that are not there do no harm. What S3 keeps is an error of the kind that S3 names."""
    answer = client.delete_objects(Bucket=bucket, Delete={"Objects": [{"Key": key} for key in keys], "Quiet": True})
    if errors := answer.get("Errors"):
        refusal: Any = {"Code": errors[0].get("Code", ""), "Message": f"S3 kept {len(errors)} of a file's objects."}
        raise ClientError({"Error": refusal}, "DeleteObjects")


@contextmanager
def _arrived() -> Iterator[None]:
    try:
        yield
    except ClientError as error:
        if error.response.get("Error", {}).get("Code") in {"NoSuchKey", "404"}:
            raise NothingArrived from error
        raise
