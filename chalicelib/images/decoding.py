"""Decoding of pictures with Pillow, within limits of size and memory, and extraction of their metadata."""

from __future__ import annotations

import hashlib
import math
import struct
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from io import BytesIO
from typing import NamedTuple

# Otherwise Pillow would load all of its forty formats when it first opens one of these two.
from PIL import AvifImagePlugin, Image, WebPImagePlugin  # noqa: F401

from ..domain import image_sizes
from ..domain.errors import Rejected
from . import decode_memory, image_formats, jpeg_ends, webp_ends

_FINGERPRINT_ROWS = 256
_LONGEST_EXIF = 65_536
_EXIF_DIRECTORY, _GPS_DIRECTORY = 34665, 34853
# libjpeg fills missing rows with middle grey, which is inverted in CMYK.
_UNWRITTEN = {127, 128}

# Errors that Pillow raises for damaged data: OSError for data that ends early or does not decode, SyntaxError and
# ValueError from its own checks, RuntimeError from AVIF. The others Pillow itself treats as damage while it opens a
# picture, but lets through while it decodes one or reads its tags.
_DAMAGE = (OSError, SyntaxError, ValueError, RuntimeError, EOFError, LookupError, TypeError, struct.error)

# Our own check reports the number of pixels, but a GIF allocates before it: there Pillow refuses, at twice its limit.
Image.MAX_IMAGE_PIXELS = image_sizes.MAXIMUM_PIXELS


class _ShortExif(Image.Exif):
    """EXIF cut to 64 KiB.

    Entries of a directory may overlap and Pillow copies them all: 600 kB of EXIF could take 700 MB of memory.
    """

    def load(self, data: bytes) -> None:
        super().load(data[:_LONGEST_EXIF])


# Pillow reads EXIF while it opens a JPEG or an AVIF, where a caller cannot choose another class.
Image.Exif = _ShortExif  # type: ignore[misc]


class Claims(NamedTuple):
    """Unverified metadata: EXIF tags by number, those of GPS separately, and the XMP packet, empty if there is none."""

    tags: Mapping[int, object]
    gps: Mapping[int, object]
    xmp: bytes


@contextmanager
def damage_refused() -> Iterator[None]:
    """Raise `Rejected` in place of the errors that Pillow raises for damaged data."""
    # Pillow also warns, of problems that it then raises or tolerates.
    with warnings.catch_warnings(action="ignore"):
        try:
            yield
        except Image.DecompressionBombError:
            raise Rejected(f"The picture has more than 200 megapixels; {image_sizes.AT_MOST}") from None
        except _DAMAGE as damage:
            raise Rejected(image_formats.DAMAGED) from damage


def decoded(data: bytes, kind: str) -> tuple[Image.Image, image_sizes.Size]:
    """Decode the first frame, a JPEG at no less than its largest preview; the size returned is that in the file.

    Raises `Rejected` if decoding takes too much memory, and one of the errors in `_DAMAGE` if the file is incomplete.
    """
    if kind == "WebP":
        _check_size(kind, decode_memory.webp_size(data) or (0, 0))
        data = webp_ends.with_end(data, partial(_fingerprint, kind))
    if kind != "JPEG":
        return _loaded(data, kind)
    fingerprint = partial(_fingerprint, kind)
    own = jpeg_ends.with_end(data, fingerprint)
    if own is None:
        raise EOFError("There is no end marker, and rows are missing.")
    image, size = _loaded(own, kind)
    if _ends_unwritten(image) and not jpeg_ends.is_whole(own, fingerprint):
        raise EOFError("There is an end marker, and rows are missing before it.")
    return image, size


def _loaded(data: bytes, kind: str) -> tuple[Image.Image, image_sizes.Size]:
    image = Image.open(BytesIO(data), formats=[kind.upper()])
    size = image.size
    _check_size(kind, size)
    # In the exact shape and rounded down: otherwise JPEG decodes at the next larger scale.
    image.draft(None, image_sizes.fitted(size, image_sizes.LARGEST, math.floor))
    image.load()
    if image.mode == "P" and image.palette is None:
        raise ValueError("Pillow lets a picture without its palette pass, and fails on its first use.")
    return image, size


def _check_size(kind: str, size: image_sizes.Size) -> None:
    image_sizes.check(size)
    decode_memory.check(kind, size)


def _ends_unwritten(image: Image.Image) -> bool:
    corner = image.getpixel((image.width - 1, image.height - 1))
    return set(corner if isinstance(corner, tuple) else (corner,)) <= _UNWRITTEN


def _fingerprint(kind: str, data: bytes) -> bytes:
    digest = hashlib.sha256()
    with Image.open(BytesIO(data), formats=[kind.upper()]) as image:
        _check_size(kind, image.size)
        for top in range(0, image.height, _FINGERPRINT_ROWS):
            band = image.crop((0, top, image.width, min(top + _FINGERPRINT_ROWS, image.height)))
            digest.update(band.tobytes())
    return digest.digest()


def _taken_out_xmp(image: Image.Image) -> bytes:
    # Removed, since Pillow rotates pictures by their XMP, which no browser does.
    found = [image.info.pop(name, b"") for name in ("xmp", "XML:com.adobe.xmp")]
    texts = [one.encode("utf-8", "ignore") if isinstance(one, str) else one for one in found]
    return next((text for text in texts if isinstance(text, bytes) and text), b"")


def claims(image: Image.Image) -> Claims:
    """Return the metadata of a decoded picture, without what cannot be read."""
    # Only after decoding: a PNG's metadata may follow its pixels.
    xmp = _taken_out_xmp(image)
    # Unreadable metadata is no reason to reject a picture that can be shown.
    tags: dict[int, object] = {}
    gps: dict[int, object] = {}
    with suppress(*_DAMAGE):
        found = _exif(image)
        tags |= found
        tags = {**found.get_ifd(_EXIF_DIRECTORY), **tags}
        gps |= found.get_ifd(_GPS_DIRECTORY)
    return Claims(tags, gps, xmp)


def _exif(image: Image.Image) -> Image.Exif:
    # ImageMagick writes EXIF as a text of a PNG, which `getexif` decodes. Otherwise EXIF is loaded anew: what Pillow
    # read while it opened a JPEG may already hold an orientation from XMP.
    if "Raw profile type exif" in image.info:
        return image.getexif()
    found = Image.Exif()
    found.load(image.info.get("exif", b""))
    return found
