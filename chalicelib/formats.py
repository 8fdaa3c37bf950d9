"""Whether some bytes are the kind of picture that they are declared to be, before any decoder sees them."""

from __future__ import annotations

import re

from .errors import Rejected

_SIGNATURES = {
    "image/jpeg": ("JPEG", rb"\xff\xd8\xff"),
    "image/png": ("PNG", rb"\x89PNG\r\n\x1a\n"),
    "image/gif": ("GIF", rb"GIF8[79]a"),
    "image/webp": ("WebP", rb"RIFF....WEBP"),
    "image/avif": ("AVIF", rb"....ftyp(?:....){0,16}?avi[fs]"),
}

# A scan of a progressive JPEG costs its sender some 20 bytes and us a pass over all pixels; a segment of EXIF
# costs a copy of all before it: 25 MiB of either would take hours. Other data after the picture, such as the
# video of a moving photo, looks like a scan once in 65,536 bytes: 400 times in the largest upload.
_MOST_PARTS = {b"\xff\xda": 500, b"\xff\xe1..Exif\0\0": 100}


def checked(data: bytes, content_type: str) -> str:
    """Returns the format's name, such as JPEG. Raises Rejected unless the bytes begin as that format does."""
    if content_type not in _SIGNATURES:
        raise Rejected("Only JPEG, PNG, GIF, WebP and AVIF pictures can be shown.")
    if not data:
        raise Rejected("The file is empty.")
    name, signature = _SIGNATURES[content_type]
    if not re.match(signature, data, re.DOTALL):
        raise Rejected(f"This is not {'an' if name == 'AVIF' else 'a'} {name} picture.")
    if name == "JPEG":
        _check_parts(data)
    return name


def _check_parts(data: bytes) -> None:
    for part, most in _MOST_PARTS.items():
        if sum(1 for _ in re.finditer(part, data, re.DOTALL)) > most:
            raise Rejected("The picture is stored in too many parts. Save it as an ordinary JPEG.")
