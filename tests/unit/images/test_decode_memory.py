"""The memory that a decoder may need, computed from headers alone."""

from __future__ import annotations

import pytest
from PIL import Image

from chalicelib.domain.errors import Rejected
from chalicelib.images import decode_memory
from tests.support import sample_images

HUNDRED = (10_000, 10_000)


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"lossless": True},
        {"exif": sample_images.claims().tobytes()},
        {"save_all": True, "append_images": [Image.new("L", (700, 300))]},
    ],
    ids=["lossy", "lossless", "extended", "animated"],
)
def test_the_canvas_of_a_webp_is_in_its_header(options: dict[str, object]) -> None:
    assert decode_memory.webp_size(sample_images.encoded(Image.new("RGB", (700, 300), 9), "WEBP", **options)) == (
        700,
        300,
    )


def test_an_extended_webp_has_numbers_of_three_bytes() -> None:
    numbers = (99_999).to_bytes(3, "little") + (69_999).to_bytes(3, "little")
    assert decode_memory.webp_size(b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0" + numbers) == (100_000, 70_000)


def test_what_is_no_webp_has_no_canvas() -> None:
    assert decode_memory.webp_size(b"RIFF\0\0\0\0WEBPALPH" + bytes(30)) is None


def test_a_tiny_webp_may_declare_a_hundred_megapixels() -> None:
    data = sample_images.webp_that_only_declares(*HUNDRED)
    assert len(data) == 40
    assert decode_memory.webp_size(data) == HUNDRED


@pytest.mark.parametrize("name", ["WebP", "AVIF"])
def test_what_takes_more_than_half_the_memory_is_refused(name: str) -> None:
    decode_memory.check(name, (8192, 8192))
    for size in ((8192, 8193), HUNDRED):
        with pytest.raises(Rejected, match=f"at most 67 are allowed in a {name} of this kind. Make it smaller"):
            decode_memory.check(name, size)


@pytest.mark.parametrize("name", ["PNG", "GIF", "JPEG"])
def test_a_hundred_megapixels_of_an_ordinary_kind_are_no_problem(name: str) -> None:
    decode_memory.check(name, HUNDRED)
