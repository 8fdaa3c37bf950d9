"""WebP files without the padding byte of their last chunk: browsers show them, but libwebp refuses them."""

from __future__ import annotations

from collections.abc import Callable

_RIFF_HEADER, _CHUNK_HEADER = 8, 8
_FIRST_CHUNK = 12
# libwebp counts the padding of these chunks as part of them; an animation ends with another chunk.
_PIXELS = (b"VP8 ", b"VP8L")


def with_end(data: bytes, fingerprint: Callable[[bytes], bytes]) -> bytes:
    """Add the padding and count it in the file's header (RFC 9649, 2.3); return the data unchanged if that is no help.

    `fingerprint` digests all pixels, which must not depend on what is added.
    """
    size = _number(data, 4)
    if size % 2 == 0 and size + _RIFF_HEADER != len(data) + 1:
        return data
    name, end = _last_chunk(data)
    if end <= len(data) <= end + end % 2:
        return _counted(data + bytes(end + end % 2 - len(data)))
    if end == len(data) + 1 and name in _PIXELS:
        one, other = (_counted(data + last) for last in (b"\0", b"\xff"))
        return one if fingerprint(one) == fingerprint(other) else data
    return data


def _last_chunk(data: bytes) -> tuple[bytes, int]:
    """Return the last chunk's name and its declared end, without the padding."""
    name, end, at = b"", 0, _FIRST_CHUNK
    while at + _CHUNK_HEADER <= len(data):
        name, end = data[at : at + 4], at + _CHUNK_HEADER + _number(data, at + 4)
        at = end + end % 2
    return name, end


def _counted(data: bytes) -> bytes:
    return data[:4] + (len(data) - _RIFF_HEADER).to_bytes(4, "little") + data[8:]


def _number(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 4], "little")
