"""Presigned requests and URLs, with which bytes are sent to and read from S3 without passing through the service."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from .clock import ExpiresAt
from .files import File

_MEDIA = "https://skynotes-prod-media.s3.eu-central-1.amazonaws.com"
_METHOD = Meta(description="The HTTP method.", examples=["PUT"])
_UPLOAD_URL = Meta(description="The presigned URL to send the bytes to.", examples=[f"{_MEDIA}/incoming/…?…"])
_HEADERS = Meta(description="Headers to send with the bytes, unchanged.", examples=[{"Content-Type": "image/jpeg"}])
_PIXELS = Meta(ge=1, description="Size in pixels.", examples=[320])
_PREVIEW_URL = Meta(description="Presigned URL, valid for 15 minutes.", examples=[f"{_MEDIA}/previews/…?…"])
_ORIGINAL_URL = Meta(
    description="Presigned URL of the uploaded bytes, valid for 5 minutes.", examples=[f"{_MEDIA}/originals/…?…"]
)
_PREVIEWS = Meta(description="Previews, smallest first; empty for files that are not images.")


class Upload(msgspec.Struct, frozen=True):
    """The upload request, which the client sends unchanged with the bytes as its body."""

    method: Annotated[str, _METHOD]
    url: Annotated[str, _UPLOAD_URL]
    headers: Annotated[dict[str, str], _HEADERS]
    expires_at: ExpiresAt


class PreviewUrl(msgspec.Struct, frozen=True):
    """The URL of a preview, and its size in pixels."""

    width: Annotated[int, _PIXELS]
    height: Annotated[int, _PIXELS]
    url: Annotated[str, _PREVIEW_URL]


class Urls(msgspec.Struct, frozen=True):
    """Presigned URLs of a file's original, valid for 5 minutes, and its previews, valid for 15 and smallest first."""

    original: Annotated[str, _ORIGINAL_URL]
    previews: Annotated[list[PreviewUrl], _PREVIEWS]


class DeclaredFile(msgspec.Struct, frozen=True):
    """A file, and the request that uploads its bytes; `upload` is null if the file no longer waits for them."""

    file: File
    upload: Upload | None


class FileWithUrls(File, frozen=True, kw_only=True):
    """A file, and the URLs of its bytes; `urls` is null unless the file is ready."""

    urls: Urls | None
