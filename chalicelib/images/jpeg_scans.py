"""The outline of a JPEG file: its frame and scans, found without decoding any of them (ITU-T T.81, annex B)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

# Bytes after a scan's header up to the first marker that is neither a stuffed zero, a restart nor a fill byte.
_END_OF_ENTROPY_CODED = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_RESTART = re.compile(rb"\xff([\xd0-\xd7])")
# Arithmetic coding is not supported: it drops trailing zeros, so an end cannot be distinguished from a cut.
_BASELINE, _PROGRESSIVE, _SCAN = (0xC0, 0xC1), 0xC2, 0xDA
# Segments that may precede a scan, besides the frame: tables, restart interval, comments and application data.
_TABLES = {0xC4, 0xDB, 0xDD, 0xFE, *range(0xE0, 0xF0)}
# Progressive photos have about a dozen scans; each costs a pass over all pixels.
_MOST_SEGMENTS, _MOST_SCANS = 2000, 30
_COEFFICIENTS = 64
_QUANTIZATION, _COARSE = 0xDB, bytes([32] * 63)


class Frame(NamedTuple):
    """The header of a frame; `components` holds sampling factors (across, down) by component identifier."""

    progressive: bool
    width: int
    height: int
    components: dict[int, tuple[int, int]]


class Scan(NamedTuple):
    """A pass over some components: the offsets of its data, and (component, coefficient) given to the last bit."""

    start: int
    end: int
    exact: frozenset[tuple[int, int]]


def frame(data: bytes) -> Frame | None:
    """Return the header of the first frame; None if no Huffman-coded frame precedes the first scan."""
    for marker, start, _end in _segments(data, 2):
        if marker in (*_BASELINE, _PROGRESSIVE):
            return _frame(marker, data[start : start + 6 + 3 * 4])
        if marker == _SCAN:
            return None
    return None


def last_scan(data: bytes) -> Scan | None:
    """Return the scan that completes the picture, which ends at the next marker or at the end of the file.

    Returns None if coefficients of any component are still missing or not exact: scans have been cut off.
    """
    header = frame(data)
    missing = {(one, at) for one in header.components for at in range(_COEFFICIENTS)} if header else set()
    for scan in _scans(data, header) if header else ():
        missing -= scan.exact
        if not missing:
            return scan
    return None


def next_restart(data: bytes, scan: Scan) -> int:
    """Return the number, 0 to 7, of the restart marker that would follow the last one in this scan."""
    numbers = [match[1][0] - 0xD0 for match in _RESTART.finditer(data, scan.start, scan.end)]
    return (numbers[-1] + 1) % 8 if numbers else 0


def amplified(data: bytes) -> bytes:
    """Return a copy whose details (all coefficients but the mean of a block) are coarse, so that one bit is visible."""
    copy = bytearray(data)
    for marker, start, end in _segments(data, 2):
        # One or more tables of 64 one-byte numbers; tables of two-byte numbers are coarse enough.
        for table in range(start, end - 64, 65) if marker == _QUANTIZATION and data[start] < 16 else ():
            copy[table + 2 : table + 65] = _COARSE
    return bytes(copy)


def _frame(marker: int, content: bytes) -> Frame | None:
    height, width = (int.from_bytes(content[at : at + 2]) for at in (1, 3))
    parts = [content[at : at + 3] for at in range(6, len(content), 3)][: content[5] if len(content) > 5 else 0]
    components = {part[0]: (part[1] >> 4, part[1] & 15) for part in parts if len(part) == 3}
    return Frame(marker == _PROGRESSIVE, width, height, components) if components else None


def _segments(data: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """Yield marker, start and end of each segment's content, up to the first data that is no such segment."""
    for _ in range(_MOST_SEGMENTS):
        while data[at : at + 2] == b"\xff\xff":
            at += 1
        head = data[at : at + 4]
        known = len(head) == 4 and head[0] == 0xFF and head[1] in {*_TABLES, *_BASELINE, _PROGRESSIVE, _SCAN}
        end = at + 2 + int.from_bytes(head[2:])
        if not known or end > len(data):
            return
        yield head[1], at + 4, end
        at = end


def _scans(data: bytes, header: Frame) -> Iterator[Scan]:
    at = 2
    for _ in range(_MOST_SCANS):
        begin, start = next(((begin, end) for marker, begin, end in _segments(data, at) if marker == _SCAN), (0, 0))
        content = data[begin:start]
        if not _plausible(content, header):
            return
        match = _END_OF_ENTROPY_CODED.search(data, start)
        at = match.start() if match else len(data)
        yield Scan(start, at, _exact(content, header))


def _plausible(content: bytes, header: Frame) -> bool:
    count = content[0] if content else 0
    components = set(content[1 : 1 + 2 * count : 2])
    return len(content) == 4 + 2 * count and 1 <= count <= 4 and components <= set(header.components)


def _exact(content: bytes, header: Frame) -> frozenset[tuple[int, int]]:
    components = content[1 : 1 + 2 * content[0] : 2]
    first, last, low = content[-3], content[-2], content[-1] & 15
    if not header.progressive:
        first, last, low = 0, _COEFFICIENTS - 1, 0
    return frozenset((one, at) for one in components for at in range(first, last + 1)) if low == 0 else frozenset()
