"""How bytes get to S3 and back without passing through the service: requests and URLs that are signed for a while."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from .clock import ExpiresAt
from .files import File

_MEDIA = "https://skynotes-prod-media.s3.eu-central-1.amazonaws.com"
_METHOD = Meta(description="The HTTP method.", examples=["PUT"])
_UPLOAD_URL = Meta(description="Where to send the bytes to.", examples=[f"{_MEDIA}/incoming/…?…"])
_HEADERS = Meta(description="What to send with them, as it stands.", examples=[{"Content-Type": "image/jpeg"}])
_PIXELS = Meta(ge=1, description="In pixels.", examples=[320])
_PREVIEW_URL = Meta(description="Where it is, for a quarter of an hour.", examples=[f"{_MEDIA}/previews/…?…"])
_ORIGINAL_URL = Meta(description="The bytes as they were uploaded.", examples=[f"{_MEDIA}/originals/…?…"])
_PREVIEWS = Meta(description="The smallest first; none where it is no picture.")


class Upload(msgspec.Struct, frozen=True):
    """A request that the client is to send, as it stands, with the bytes as its body."""

    method: Annotated[str, _METHOD]
    url: Annotated[str, _UPLOAD_URL]
    headers: Annotated[dict[str, str], _HEADERS]
    expires_at: ExpiresAt


class PreviewUrl(msgspec.Struct, frozen=True):
    """Where a preview is, and its size in pixels."""

    width: Annotated[int, _PIXELS]
    height: Annotated[int, _PIXELS]
    url: Annotated[str, _PREVIEW_URL]


class Urls(msgspec.Struct, frozen=True):
    """Where a file's bytes are, for the next quarter of an hour; previews come smallest first."""

    original: Annotated[str, _ORIGINAL_URL]
    previews: Annotated[list[PreviewUrl], _PREVIEWS]


class DeclaredFile(msgspec.Struct, frozen=True):
    """A file, and the request that brings its bytes; null where it waits for none any more."""

    file: File
    upload: Upload | None


class FileWithUrls(File, frozen=True, kw_only=True):
    """A file, and where its bytes are; null until they are ready."""

    urls: Urls | None
