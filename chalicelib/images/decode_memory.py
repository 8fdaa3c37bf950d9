"""The memory that decoding a picture takes, estimated from its headers, so that a tiny file cannot use gigabytes."""

from __future__ import annotations

from ..domain import image_sizes
from ..domain.errors import Rejected
from ..domain.image_sizes import Size

# Half of the function's memory: its libraries, the file itself and the previews need the rest.
_MOST_BYTES = 1 << 30
# Measured as peak memory over 64 megapixels: libwebp keeps two canvases of four bytes and Pillow two copies; an AVIF
# has up to four planes of two bytes and three such copies. Others take at most nine bytes, for which a picture of any
# allowed size has room: a progressive JPEG keeps the coefficients, of two bytes, of up to four components until its
# last scan, and is decoded at half size when it is large.
_BYTES_PER_PIXEL = {"WebP": 16, "AVIF": 16}


def check(name: str, size: Size) -> None:
    """Raise `Rejected` if a picture of the format `name`, such as WebP, takes more than half of a function's memory."""
    if name not in _BYTES_PER_PIXEL:
        return
    most = _MOST_BYTES // _BYTES_PER_PIXEL[name]
    if size[0] * size[1] > most:
        raise Rejected(
            f"The picture has {image_sizes.megapixels(size)} megapixels; at most {most // 1_000_000} are allowed "
            f"in a {name} of this kind. Make it smaller or save it as an ordinary JPEG, and upload that."
        )


def webp_size(data: bytes) -> Size | None:
    """Return a WebP's canvas size (RFC 9649); its decoder allocates before it reports the size. None if unknown."""
    kind = data[12:16]
    if kind == b"VP8X":
        return _number(data[24:27]) + 1, _number(data[27:30]) + 1
    if kind == b"VP8L":
        bits = _number(data[21:25])
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 ":
        return _number(data[26:28]) & 0x3FFF, _number(data[28:30]) & 0x3FFF
    return None


def _number(data: bytes) -> int:
    return int.from_bytes(data, "little")
