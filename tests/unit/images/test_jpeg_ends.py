"""JPEG files without their end marker: complete ones are shown unchanged, those that lack rows are refused."""

from __future__ import annotations

import random
from functools import cache
from typing import Any

import pytest
from PIL import Image, ImageFile

from chalicelib.domain.errors import Rejected
from chalicelib.domain.images import Preview
from chalicelib.images import jpeg_scans, previews
from tests.support import sample_images

END = b"\xff\xd9"
_BYTES_OF_LAST_BLOCKS = 300
FILM = b"\0" * 16 + b"MotionPhoto_Data" + b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + bytes(range(256)) * 16
KINDS: dict[str, dict[str, Any]] = {
    "baseline": {},
    "without subsampling": {"subsampling": 0, "quality": 95},
    "optimized": {"optimize": True},
    "progressive": {"progressive": True},
    "restarts": {"restart_marker_blocks": 4},
    "restarts each row": {"restart_marker_rows": 1},
    "progressive with restarts": {"progressive": True, "restart_marker_blocks": 3},
}
TRAILERS = {"nothing": b"", "a film": FILM, "zeros": bytes(400), "another picture": sample_images.noise("JPEG")}


@cache
def drawn(mode: str, kind: str) -> bytes:
    """Return a JPEG that is half noise and half one colour, so that it has both long and short codes."""
    image = Image.frombytes("RGB", (90, 60), random.Random(1).randbytes(3 * 90 * 60))
    image.paste((9, 100, 200), (0, 30, 50, 60))
    return sample_images.encoded(image.convert(mode), "JPEG", **KINDS[kind])


def shown(data: bytes) -> list[Preview] | None:
    """Return the previews of the picture, or None if it is refused."""
    try:
        return previews.read(data, "image/jpeg").previews
    except Rejected:
        return None


@pytest.mark.parametrize("trailer", TRAILERS)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_a_missing_end_marker_changes_nothing(mode: str, kind: str, trailer: str) -> None:
    whole = drawn(mode, kind)
    assert whole.endswith(END)
    for cut in (1, 2):
        assert shown(whole[:-cut] + TRAILERS[trailer]) == shown(whole)


@pytest.mark.parametrize("trailer", ["nothing", "a film", "zeros"])
@pytest.mark.parametrize("kind", KINDS)
def test_cut_anywhere_it_is_the_whole_picture_or_refused(kind: str, trailer: str) -> None:
    whole = drawn("RGB", kind)
    expected = shown(whole)
    # Zeros that follow may by chance complete the last blocks of a truncated picture just as its own bytes would.
    first = 2 if trailer == "nothing" else _BYTES_OF_LAST_BLOCKS
    for cut in (*range(first, first + 60), *range(first + 60, len(whole) - 4, 61)):
        assert shown(whole[:-cut] + TRAILERS[trailer]) in (None, expected), cut


@pytest.mark.parametrize("trailer", ["nothing", "a film", "zeros", "another picture"])
@pytest.mark.parametrize("kind", KINDS)
def test_one_that_lacks_rows_is_refused(kind: str, trailer: str) -> None:
    whole = drawn("RGB", kind)
    scan = jpeg_scans.last_scan(whole)
    assert scan
    for percent in (25, 50, 90, 97):
        cut = scan.start + (scan.end - scan.start) * percent // 100
        assert shown(whole[:cut] + TRAILERS[trailer]) is None, percent


@pytest.mark.parametrize("kind", ["baseline", "optimized", "restarts", "restarts each row"])
def test_an_end_marker_after_missing_rows_hides_nothing(kind: str) -> None:
    whole = drawn("RGB", kind)
    assert shown(whole[: len(whole) // 2] + END) is None


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_that_ends_in_middle_grey_is_no_unfinished_one(kind: str) -> None:
    assert shown(sample_images.encoded(Image.new("L", (90, 60), 128), "JPEG", **KINDS[kind]))


def test_a_progressive_picture_of_which_whole_scans_are_missing_is_refused() -> None:
    whole = drawn("RGB", "progressive")
    last = whole.rindex(b"\xff\xda")
    assert jpeg_scans.last_scan(whole[:last]) is None
    assert shown(whole[:last]) is None


def test_nothing_is_left_switched_on_for_others() -> None:
    assert shown(drawn("RGB", "baseline")[:-2])
    assert not ImageFile.LOAD_TRUNCATED_IMAGES


@pytest.mark.parametrize("times", [1, 50])
def test_segments_and_scans_without_end_are_not_followed(times: int) -> None:
    assert jpeg_scans.last_scan(b"\xff\xd8" + b"\xff\xfe\0\x02" * 100_000 * times) is None


def test_bytes_that_fill_up_before_a_marker_are_passed_over() -> None:
    whole = drawn("RGB", "baseline")
    filled = whole.replace(b"\xff\xc0", b"\xff\xff\xff\xc0", 1).replace(b"\xff\xda", b"\xff\xff\xda", 1)
    assert jpeg_scans.frame(filled) == jpeg_scans.frame(whole)
    assert shown(filled[:-2]) == shown(whole)


def test_a_scan_of_no_frame_completes_nothing() -> None:
    whole = drawn("RGB", "baseline")
    frame = whole.index(b"\xff\xc0")
    without = whole[:frame] + whole[frame + 2 + int.from_bytes(whole[frame + 2 : frame + 4]) :]
    assert jpeg_scans.frame(without) is None
    assert shown(without[:-2]) is None


def test_a_huge_picture_is_refused_before_anything_decodes_it() -> None:
    data = bytearray(drawn("RGB", "baseline")[:-2])
    at = data.index(b"\xff\xc0") + 5
    data[at : at + 4] = (12_000).to_bytes(2) + (12_000).to_bytes(2)
    with pytest.raises(Rejected, match="144 megapixels"):
        previews.read(bytes(data), "image/jpeg")
