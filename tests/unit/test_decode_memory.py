"""The memory that a decoder may ask for, told from headers alone."""

from __future__ import annotations

import pytest
from PIL import Image

from chalicelib import decode_memory
from chalicelib.errors import Rejected
from tests.unit import pictures

HUNDRED = (10_000, 10_000)


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"lossless": True},
        {"exif": pictures.claims().tobytes()},
        {"save_all": True, "append_images": [Image.new("L", (64, 48))]},
    ],
    ids=["lossy", "lossless", "extended", "animated"],
)
def test_the_canvas_of_a_webp_is_in_its_header(options: dict[str, object]) -> None:
    assert decode_memory.webp_size(pictures.encoded(Image.new("RGB", (64, 48), 9), "WEBP", **options)) == (64, 48)


def test_a_tiny_webp_may_declare_a_hundred_megapixels() -> None:
    data = pictures.webp_that_only_declares(*HUNDRED)
    assert len(data) == 40
    assert decode_memory.webp_size(data) == HUNDRED


@pytest.mark.parametrize("name", ["WebP", "AVIF"])
def test_what_takes_more_than_half_the_memory_is_refused(name: str) -> None:
    decode_memory.check(name, b"", (8000, 8000))
    with pytest.raises(Rejected, match=f"at most 67 are allowed in a {name} of this kind. Make it smaller"):
        decode_memory.check(name, b"", HUNDRED)


@pytest.mark.parametrize("name", ["PNG", "GIF", "JPEG"])
def test_a_hundred_megapixels_of_an_ordinary_kind_are_no_problem(name: str) -> None:
    decode_memory.check(name, b"", HUNDRED)


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"progressive": True, "subsampling": 0}])
@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_nor_are_those_of_a_jpeg_that_keeps_its_coefficients(mode: str, options: dict[str, object]) -> None:
    decode_memory.check("JPEG", pictures.encoded(Image.new(mode, (64, 48)), "JPEG", **options), HUNDRED)
