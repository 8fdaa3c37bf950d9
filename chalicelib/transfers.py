"""How bytes get to S3 and back without passing through the service: requests and URLs that are signed for a while."""

from __future__ import annotations

import msgspec

from .files import File


class Upload(msgspec.Struct, frozen=True):
    """A request that the client is to send, as it stands, with the bytes as its body."""

    method: str
    url: str
    headers: dict[str, str]
    expires_at: str


class PreviewUrl(msgspec.Struct, frozen=True):
    """Where a preview is, and its size in pixels."""

    width: int
    height: int
    url: str


class Urls(msgspec.Struct, frozen=True):
    """Where a file's bytes are, for the next quarter of an hour; previews come smallest first."""

    original: str
    previews: list[PreviewUrl]


class DeclaredFile(msgspec.Struct, frozen=True):
    """A file that waits for its bytes, and the request that brings them."""

    file: File
    upload: Upload


class FileWithUrls(File, frozen=True, kw_only=True):
    """A file, and where its bytes are; null until they are ready."""

    urls: Urls | None
