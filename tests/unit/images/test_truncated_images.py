"""Pictures without the last bytes of their file: complete ones are shown, those that lack pixels are refused."""

from __future__ import annotations

import random
import struct
from functools import cache
from typing import Any

import pytest
from PIL import Image

from chalicelib.domain.errors import Rejected
from chalicelib.domain.images import Preview
from chalicelib.images import previews
from tests.support import sample_images

PNG_END, GIF_END = b"\0\0\0\0IEND\xaeB`\x82", b";"
# Each can end with a chunk of an odd size, which needs a padding byte; libwebp counts that byte as pixel data.
WEBPS: dict[str, dict[str, Any]] = {
    "with XMP": {"xmp": b"<x:xmpmeta/>."},
    "with EXIF": {"exif": b"Exif\0\0II*\0\x08\0\0\0\0\0\0"},
    "animated, with XMP": {"xmp": b"<x:xmpmeta/>.", "save_all": True, "append_images": [Image.new("RGB", (90, 60))]},
    "lossless": {"lossless": True},
    "lossy": {},
}


def shown(data: bytes, content_type: str) -> list[Preview] | None:
    """Return the previews of the picture, or None if it is refused."""
    try:
        return previews.read(data, content_type).previews
    except Rejected:
        return None


def drawn(seed: int = 1) -> Image.Image:
    return Image.frombytes("RGB", (90, 60), random.Random(seed).randbytes(3 * 90 * 60))


@cache
def webp(kind: str) -> bytes:
    """Return a WebP that decodes to the same picture with any other last byte."""
    files = (sample_images.encoded(drawn(seed), "WEBP", **WEBPS[kind]) for seed in range(50))
    return next(data for data in files if shown(data[:-1] + b"\xff", "image/webp") == shown(data, "image/webp"))


def with_size(data: bytes, size: int) -> bytes:
    return data[:4] + struct.pack("<I", size) + data[8:]


@pytest.mark.parametrize("kind", WEBPS)
def test_a_webp_without_its_last_padding_is_shown(kind: str) -> None:
    whole = webp(kind)
    expected, size = shown(whole, "image/webp"), len(whole) - 8
    assert expected
    assert shown(whole[:-1], "image/webp") == expected
    assert shown(with_size(whole[:-1], size - 1), "image/webp") == expected
    assert shown(with_size(whole, size - 1), "image/webp") == expected


@pytest.mark.parametrize("kind", WEBPS)
def test_a_webp_that_lacks_more_than_that_is_refused(kind: str) -> None:
    whole = webp(kind)
    for cut in (2, 3, 4, 8):
        assert shown(whole[:-cut], "image/webp") is None


@pytest.mark.parametrize("seed", range(20))
def test_a_webp_whose_last_byte_is_no_padding_is_the_whole_picture_or_refused_without_it(seed: int) -> None:
    whole = sample_images.encoded(drawn(seed), "WEBP", lossless=bool(seed % 2))
    assert shown(whole[:-1], "image/webp") in (None, shown(whole, "image/webp"))


@pytest.mark.parametrize("mode", ["RGB", "L", "P", "RGBA", "1"])
@pytest.mark.parametrize("cut", range(1, len(PNG_END) + 1))
def test_a_png_without_its_end_is_shown(cut: int, mode: str) -> None:
    whole = sample_images.encoded(drawn().convert(mode), "PNG")
    assert whole.endswith(PNG_END)
    assert shown(whole[:-cut], "image/png") == shown(whole, "image/png") is not None


@pytest.mark.parametrize("moves", [False, True])
def test_a_gif_without_its_end_is_shown(*, moves: bool) -> None:
    whole = sample_images.animation("GIF") if moves else sample_images.noise("GIF")
    assert whole.endswith(GIF_END)
    assert shown(whole[:-1], "image/gif") == shown(whole, "image/gif") is not None


@pytest.mark.parametrize(("kind", "content_type"), [("PNG", "image/png"), ("GIF", "image/gif")])
def test_one_that_lacks_pixels_is_refused(kind: str, content_type: str) -> None:
    whole = sample_images.noise(kind)
    for percent in (50, 90, 98):
        assert shown(whole[: len(whole) * percent // 100], content_type) is None
