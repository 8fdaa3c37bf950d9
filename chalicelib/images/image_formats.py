"""Checks of a picture's bytes against its declared type, before any decoder reads them."""

from __future__ import annotations

import re

from ..domain.errors import Rejected
from . import signatures

DAMAGED = "The picture is damaged or incomplete. Part of it is missing or cannot be read. " + signatures.COPY_AGAIN

_NAMES = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/gif": "GIF",
    "image/webp": "WebP",
    "image/avif": "AVIF",
}

# A scan of a progressive JPEG takes some 20 bytes and costs a pass over all pixels; a segment of EXIF costs a copy of
# all EXIF before it: 25 MiB of either would take hours. Other data after the picture, such as the video of a motion
# photo, looks like a scan once in 65,536 bytes: 400 times in the largest upload.
_MOST_PARTS = {b"\xff\xda": 500, b"\xff\xe1..Exif\0\0": 100}


def checked(data: bytes, content_type: str) -> str:
    """Return the format's name, such as JPEG. Raises `Rejected` unless the bytes begin as that format does."""
    if content_type not in _NAMES:
        raise Rejected(
            "Only JPEG, PNG, GIF, WebP and AVIF pictures can be shown. Save it as one of these and upload that."
        )
    if not data:
        raise Rejected(f"The file is empty. {signatures.COPY_AGAIN}")
    name, found = _NAMES[content_type], signatures.found(data)
    if found.content_type != content_type:
        raise Rejected(f"This is not {'an' if name == 'AVIF' else 'a'} {name} picture. {_instead(found)}")
    if name == "JPEG":
        _check_parts(data)
    return name


def _instead(found: signatures.Found) -> str:
    return f"It is {found.kind}. {found.advice}"


def _check_parts(data: bytes) -> None:
    for part, most in _MOST_PARTS.items():
        if sum(1 for _ in re.finditer(part, data, re.DOTALL)) > most:
            raise Rejected("The picture is stored in too many parts. Save it as an ordinary JPEG and upload that.")
