"""Damaged and hostile pictures: each is refused with a reason that a person understands."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.errors import Rejected
from chalicelib.images import previews
from tests.support import sample_images
from tests.trials import rounds

DAMAGED = "The picture is damaged or incomplete."


def reason(data: bytes, content_type: str) -> str:
    with pytest.raises(Rejected) as refusal:
        previews.read(data, content_type)
    return refusal.value.reason


@pytest.mark.parametrize(
    ("data", "content_type", "expected"),
    [
        (b"", "image/jpeg", "The file is empty."),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/png", "This is not a PNG picture."),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml", "Only JPEG, PNG, GIF, WebP and AVIF"),
        (sample_images.photo(), "image/png", "This is not a PNG picture."),
        (sample_images.photo(kind="PNG"), "image/jpeg", "This is not a JPEG picture."),
        (sample_images.photo(kind="PNG"), "image/gif", "This is not a GIF picture."),
        (sample_images.photo(kind="PNG"), "image/webp", "This is not a WebP picture."),
        (b"\0\0\0\x1cftypheic\0\0\0\0mif1heic", "image/avif", "This is not an AVIF picture."),
        (b"\xff\xd8\xff", "image/jpeg", DAMAGED),
        (sample_images.zip_behind_a_jpeg_header(), "image/jpeg", DAMAGED),
        (sample_images.palette_png_without_palette(), "image/png", DAMAGED),
        (sample_images.jpeg_of_many_scans(), "image/jpeg", "The picture is stored in too many parts."),
        (
            sample_images.jpeg_with_exif_segments([b"x"] * 200),
            "image/jpeg",
            "The picture is stored in too many parts.",
        ),
        (
            sample_images.webp_that_only_declares(10_000, 10_000),
            "image/webp",
            "The picture has 100 megapixels; at most 67 are allowed in a WebP of this kind.",
        ),
        (
            sample_images.png_that_only_declares(11_000, 11_000),
            "image/png",
            "The picture has 121 megapixels; at most",
        ),
        (
            sample_images.png_that_only_declares(10_001, 10_000),
            "image/png",
            "The picture has 101 megapixels; at most",
        ),
        (
            sample_images.png_that_only_declares(20_000, 20_000),
            "image/png",
            "The picture has more than 200 megapixels",
        ),
        (sample_images.flat_png(10_000, 10_100, 0), "image/png", "The picture has 101 megapixels; at most 100"),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_a_refusal_says_why(data: bytes, content_type: str, expected: str) -> None:
    assert reason(data, content_type).startswith(expected)


WHOLE = {
    "image/jpeg": sample_images.noise("JPEG"),
    "image/jpeg, progressive": sample_images.noise("JPEG", progressive=True),
    "image/png": sample_images.noise("PNG"),
    "image/gif": sample_images.noise("GIF"),
    "image/webp": sample_images.noise("WEBP"),
    "image/webp, lossless": sample_images.noise("WEBP", lossless=True),
    "image/avif": sample_images.noise("AVIF"),
}


@pytest.mark.parametrize("kind", WHOLE)
def test_a_whole_picture_is_shown(kind: str) -> None:
    picture = previews.read(WHOLE[kind], kind.split(",")[0])
    assert (picture.width, picture.height) == (96, 64)


@pytest.mark.parametrize("percent", [1, 5, 10, 25, 50, 75, 90, 97])
@pytest.mark.parametrize("kind", WHOLE)
def test_a_picture_cut_short_is_refused(kind: str, percent: int) -> None:
    data = WHOLE[kind][: len(WHOLE[kind]) * percent // 100]
    assert reason(data, kind.split(",")[0]).startswith(("This is not a", DAMAGED))


FLIPPED = {
    "image/jpeg": sample_images.talkative_photo(),
    "image/png": sample_images.photo(kind="PNG"),
    "image/gif": sample_images.animation("GIF"),
    "image/webp": sample_images.animation("WEBP"),
}
flips = st.lists(st.tuples(st.integers(0, 5000), st.integers(1, 255)), max_size=6)


@pytest.mark.soak
@pytest.mark.timeout(rounds(300, 7200))
@pytest.mark.parametrize("content_type", FLIPPED)
@settings(max_examples=rounds(50, 5000), deadline=None)
@given(flips)
def test_flipped_bits_give_a_picture_or_a_reason(content_type: str, flips: list[tuple[int, int]]) -> None:
    data = bytearray(FLIPPED[content_type])
    for position, bits in flips:
        data[position % len(data)] ^= bits
    with suppress(Rejected):
        assert previews.read(bytes(data), content_type).previews


MEASURE = """
import sys
from chalicelib.domain import errors
from chalicelib.images import previews
try:
    previews.read(open(sys.argv[1], "rb").read(), sys.argv[2])
except errors.Rejected:
    pass
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a process does not tell its own peak alone")
@pytest.mark.parametrize(
    ("make", "content_type", "megabytes"),
    [
        (sample_images.photo_of_12_megapixels, "image/jpeg", 110),
        (lambda: sample_images.flat_png(10_000, 10_000), "image/png", 800),
        (sample_images.long_strip, "image/png", 110),
        (sample_images.jpeg_whose_exif_entries_overlap, "image/jpeg", 200),
        (lambda: sample_images.gif_that_disposes(65_535, 65_535), "image/gif", 110),
        (lambda: sample_images.webp_that_only_declares(10_000, 10_000), "image/webp", 110),
        (lambda: sample_images.webp_that_only_declares(8_000, 8_000), "image/webp", 1300),
        (lambda: sample_images.jpeg_of_100_megapixels(progressive=True, subsampling=0), "image/jpeg", 1300),
        (lambda: sample_images.jpeg_of_100_megapixels(progressive=True, subsampling=0)[:-2], "image/jpeg", 1300),
    ],
    ids=[
        *("12-megapixel photo", "100 megapixels", "long strip", "overlapping EXIF", "GIF that disposes"),
        *("40 bytes of WebP", "64 megapixels of WebP", "100 megapixels of JPEG", "the same without an end marker"),
    ],
)
def test_memory_stays_within_bounds(
    tmp_path: Path, make: Callable[[], bytes], content_type: str, megabytes: int
) -> None:
    # Not ru_maxrss: a child process begins with the peak of the process that started it.
    file = tmp_path / "picture"
    file.write_bytes(make())
    command = [sys.executable, "-c", MEASURE, str(file), content_type]
    peak = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    assert int(peak) // 1024 < megabytes
