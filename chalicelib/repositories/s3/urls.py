"""Presigned URLs of files: the client sends bytes to S3 and reads them there itself."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from ...domain.clock import Clock, timestamp
from ...domain.download_names import attachment
from ...domain.files import File
from ...domain.image_sizes import PREVIEW_EDGES, of_previews
from ...domain.lifetimes import ORIGINAL_URL_PERIOD, PREVIEW_URL_PERIOD, UPLOAD_URL_PERIOD
from ...domain.presigned import PreviewUrl, Upload, Urls
from .object_keys import incoming, original, preview
from .signing import DownloadSigner

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client


class S3Urls:
    """URLs in the media bucket; see `ports.FileUrls`. Only uploads need the client, which takes time to create."""

    def __init__(
        self,
        client: Callable[[], S3Client],
        signer: DownloadSigner,
        bucket: str,
        clock: Clock,
        upload_url_period: timedelta = UPLOAD_URL_PERIOD,
    ) -> None:
        self._client = client
        self._signer = signer
        self._bucket = bucket
        self._clock = clock
        self._upload_url_period = upload_url_period

    def of_upload(self, owner: str, file: File) -> Upload:
        """Presign an upload of this length, type and SHA-256, if nothing was uploaded yet; S3 refuses any other."""
        checksum = base64.b64encode(bytes.fromhex(file.sha256)).decode()
        signed = {
            "Bucket": self._bucket,
            "Key": incoming(owner, file.id),
            "ContentLength": file.size,
            "ContentType": file.content_type,
            "ChecksumSHA256": checksum,
            "IfNoneMatch": "*",
        }
        seconds = int(self._upload_url_period.total_seconds())
        url = self._client().generate_presigned_url("put_object", Params=signed, ExpiresIn=seconds)
        headers = {"Content-Type": file.content_type, "x-amz-checksum-sha256": checksum, "If-None-Match": "*"}
        return Upload("PUT", url, headers, timestamp(self._clock() + self._upload_url_period))

    def of_file(self, owner: str, file: File) -> Urls:
        """Presign the downloads; the original is an attachment under its own name, so that no browser renders it."""
        response = {"content-type": file.content_type, "content-disposition": attachment(file.name)}
        download = self._signer.url(original(owner, file.id), ORIGINAL_URL_PERIOD, response)
        sizes = of_previews((file.width, file.height)) if file.width and file.height else []
        previews = [
            PreviewUrl(*size, self._signer.url(preview(owner, file.id, edge), PREVIEW_URL_PERIOD))
            for edge, size in zip(PREVIEW_EDGES, sizes, strict=False)
        ]
        return Urls(download, previews)
