"""The text of a refusal: the kind of file, recognised by its first bytes, and advice."""

from __future__ import annotations

import pytest

from chalicelib.domain.errors import Rejected
from chalicelib.images import image_formats, signatures
from tests.support import sample_images
from tests.support.time_growth import is_proportional

FOUND = [
    (sample_images.photo(), "a JPEG picture"),
    (sample_images.photo(kind="PNG"), "a PNG picture"),
    (sample_images.animation("GIF"), "a GIF picture"),
    (sample_images.photo(kind="WEBP"), "a WebP picture"),
    (sample_images.photo(kind="AVIF"), "an AVIF picture"),
    (b"\0\0\0\x1cftypheic\0\0\0\0mif1heic", "a HEIC picture"),
    (b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", "an MP4 video"),
    (b"\0\0\0\x14ftypqt  \0\0\0\0qt  ", "a MOV video"),
    (b"\x1a\x45\xdf\xa3rest", "a Matroska or WebM video"),
    (b"II*\0\x08\0\0\0", "a TIFF picture or a raw photo from a camera"),
    (b"MM\0*\0\0\0\x08", "a TIFF picture or a raw photo from a camera"),
    (b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0", "a BMP picture"),
    (b"%PDF-1.7\n", "a PDF document"),
    (b"PK\x03\x04\x14\0", "a ZIP archive or an office document"),
    (b"\0\0\0\x0cJXL \r\n\x87\n", "a JPEG XL picture"),
    (b"<!DOCTYPE html><html lang=en>", "an HTML page"),
    (b"\xef\xbb\xbf\n <HTML><head>", "an HTML page"),
    (b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>', "an SVG drawing"),
    (b"<!-- drawn -->\n<svg>", "an SVG drawing"),
    (b"<!-- drawn\nby hand -->\n<SVG>", "an SVG drawing"),
    (b"<!-- written\nby hand -->\n<html>", "an HTML page"),
    ("Grüße aus Köln\r\n".encode(), "plain text"),
    (("ü" * 3000).encode()[:-1], "plain text"),
    (("😀" * 600).encode()[:2047], "plain text"),
    (b"a" * 2048 + b"\x01\x02\xfe\xff" * 20, "plain text"),
    (b"a" * 1500 + b"\x01\x02\xfe\xff" * 200, "an unknown kind of file"),
    (b"\x01\x02\x03" * 20, "an unknown kind of file"),
    ("Grüße aus Köln, für übermorgen".encode("latin-1"), "an unknown kind of file"),
    (b"abc\xff\xff\xff\xff", "an unknown kind of file"),
    (bytes(5000), "a file of zeros, probably from a failed copy"),
    (b"\x01\x02\xfe\xff" * 20, "an unknown kind of file"),
]


@pytest.mark.parametrize(("data", "kind"), FOUND, ids=[kind for _, kind in FOUND])
def test_a_kind_is_recognized_by_its_first_bytes(data: bytes, kind: str) -> None:
    assert signatures.found(data).kind == kind


@pytest.mark.parametrize(("data", "kind"), FOUND, ids=[kind for _, kind in FOUND])
@pytest.mark.parametrize("content_type", ["image/jpeg", "image/png", "image/gif", "image/webp", "image/avif"])
def test_a_refusal_says_what_was_found_and_what_to_do(data: bytes, kind: str, content_type: str) -> None:
    if signatures.found(data).content_type == content_type:
        assert image_formats.checked(data, content_type)
        return
    with pytest.raises(Rejected) as refusal:
        image_formats.checked(data, content_type)
    said, found, *advice = refusal.value.reason.split(". ")
    assert said.startswith("This is not a")
    assert found == f"It is {kind}"
    assert advice


@pytest.mark.parametrize(("begin", "part"), [(b"", b" "), (b"", b"<!--"), (b"<?xml ", b"a"), (b"", b"\n<")])
def test_a_long_text_takes_no_time(begin: bytes, part: bytes) -> None:
    assert is_proportional(lambda size: signatures.found(begin + part * size), 3_000)
