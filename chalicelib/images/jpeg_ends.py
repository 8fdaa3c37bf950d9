"""Completeness of JPEG files without an end marker: some are complete, others lack rows.

Many programs omit the marker (every Samsung panorama lacks it), and manufacturers append films, sounds or other
pictures. libjpeg does not report that it filled missing rows with grey. So the file is decoded four times, each time
with different made-up data in place of what follows: the pixels stay the same only if none of them needs that data.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from . import jpeg_scans
from .jpeg_scans import Scan

Fingerprint = Callable[[bytes], bytes]

_END = b"\xff\xd9"
_MARKED = re.compile(rb"\xff+\xd9")
# Several, each beginning with other bits, since bits that are no code of the picture are decoded as zero. No byte is
# 0xff, which would begin a marker.
_MADE_UP = [
    bytes([first, *random.Random(first).choices(range(1, 255), k=511)])  # noqa: S311 - no secret
    for first in (0b10110010, 0b01001101, 0b00010110, 0b11011000)
]
# A manufacturer's trailer: a film's first box, or a name such as MotionPhoto_Data. Scan data holds neither by chance;
# what it repeats for an even area has fewer different characters than a name.
_TRAILER = re.compile(rb"\0\0\0.ftyp|[A-Za-z0-9_]{14}", re.DOTALL)
_LONGEST_REPEATED, _NEAR_THE_END = 4, 65_536
_OWN_ZEROS = 2


def with_end(data: bytes, fingerprint: Fingerprint) -> bytes | None:
    """Return the picture's own bytes with an end marker, or None if they do not hold all of its pixels.

    The data is returned unchanged if its last scan has its end marker or cannot be determined. `fingerprint` decodes a
    JPEG at full size and returns a digest of its pixels.
    """
    scan = jpeg_scans.last_scan(data)
    if scan is None or _MARKED.match(data, scan.end):
        return data
    end = _end_of_picture(data, scan, fingerprint)
    return None if end is None else data[:end] + _END


def is_whole(data: bytes, fingerprint: Fingerprint) -> bool:
    """Return whether a JPEG with an end marker holds all of its pixels before that marker."""
    scan = jpeg_scans.last_scan(data)
    return scan is None or _suffices(data, scan, scan.end, fingerprint)


def _end_of_picture(data: bytes, scan: Scan, fingerprint: Fingerprint) -> int | None:
    trailers = _TRAILER.finditer(data, max(scan.start, scan.end - _NEAR_THE_END), scan.end)
    trailer = next((one for one in trailers if len(set(one[0])) > _LONGEST_REPEATED), None)
    end = trailer.start() if trailer else scan.end
    zeros = _start_of_zeros(data, scan.start, end)
    if _suffices(data, scan, zeros, fingerprint):
        return zeros
    if end - zeros <= _OWN_ZEROS and not trailer:
        return end if _suffices(data, scan, end, fingerprint) else None
    return _end_within_zeros(data, scan, (zeros, end), fingerprint, trailed=bool(trailer))


def _end_within_zeros(
    data: bytes, scan: Scan, zeros: tuple[int, int], fingerprint: Fingerprint, *, trailed: bool
) -> int | None:
    # Zeros may be codes, or fill what a card or a download lost. Encoders pad the last byte with ones, so a zero byte
    # ends the picture only if its last bit is needed. This cannot distinguish a last block of even colour from one cut
    # off within its last bytes, at zeros that happen to complete it: of the two, only the former occurs in practice.
    start, end = zeros
    for last in (start + 1,) if trailed else dict.fromkeys((start + 1, end)):
        if _suffices(data, scan, last, fingerprint):
            return last if _needs_last_bit(data, scan, last, fingerprint) else None
    return None


def _needs_last_bit(data: bytes, scan: Scan, end: int, fingerprint: Fingerprint) -> bool:
    changed = data[: end - 1] + bytes([data[end - 1] ^ 1])
    one, other = (_continued(each, scan, _MADE_UP[0]) for each in (data[:end], changed))
    # In fine details one bit may change no pixel, so coarse details are compared as well.
    return any(fingerprint(shown(one)) != fingerprint(shown(other)) for shown in (bytes, jpeg_scans.amplified))


def _start_of_zeros(data: bytes, start: int, end: int) -> int:
    kept = start + len(data[start:end].rstrip(b"\0"))
    # A zero after 0xff is byte stuffing: it marks the 0xff as data.
    return kept + 1 if kept < end and data[kept - 1] == 0xFF else kept


def _suffices(data: bytes, scan: Scan, end: int, fingerprint: Fingerprint) -> bool:
    fingerprints = (fingerprint(_continued(data[:end], scan, made_up)) for made_up in _MADE_UP)
    first = next(fingerprints)
    return all(other == first for other in fingerprints)


def _continued(data: bytes, scan: Scan, made_up: bytes) -> bytes:
    # With restart markers too: otherwise everything after the next one would be grey in every decoding.
    # An 0xff at the end is half of a marker or of a stuffed byte.
    data = data.rstrip(b"\xff")
    first = jpeg_scans.next_restart(data, scan)
    restarts = b"".join(made_up + bytes([0xFF, 0xD0 + (first + step) % 8]) for step in range(8))
    return data + restarts + made_up + _END
