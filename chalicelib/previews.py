"""Makes the previews of a picture and reads what it says about itself; the only user of Pillow."""

from __future__ import annotations

import base64
import math
import struct
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from io import BytesIO

# Pillow would otherwise load all of its forty formats the first time it meets one of these two.
from PIL import AvifImagePlugin, Image, ImageCms, WebPImagePlugin  # noqa: F401

from . import exif, formats, sizes
from .errors import Rejected
from .pictures import Picture, Preview

_PLACEHOLDER_EDGE = 16
_BAND_ROWS = 32
_LONGEST_EXIF = 65_536
_EXIF_DIRECTORY = 34665

# What Pillow raises for bytes it cannot make sense of: OSError for data that ends early or does not decode,
# SyntaxError and ValueError from its own checks, RuntimeError from AVIF. The others Pillow itself takes for
# damage while it opens a picture, and lets through while it decodes one or reads its tags.
_DAMAGE = (OSError, SyntaxError, ValueError, RuntimeError, EOFError, LookupError, TypeError, struct.error)

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

# Our own check names the number, but a GIF allocates before it can: there Pillow refuses, at twice its limit.
Image.MAX_IMAGE_PIXELS = sizes.MAXIMUM_PIXELS


class _ShortExif(Image.Exif):
    """Entries of a directory may overlap and Pillow copies them all: 600 kB of EXIF could ask for 700 MB."""

    def load(self, data: bytes) -> None:
        super().load(data[:_LONGEST_EXIF])


# Pillow reads EXIF while it opens a JPEG or an AVIF, where a caller has no say.
Image.Exif = _ShortExif  # type: ignore[misc]


def read(data: bytes, content_type: str) -> Picture:
    """Raises Rejected, saying why, unless the bytes are a whole picture of the declared type."""
    name = formats.checked(data, content_type)
    with _damage_refused():
        image, size = _decoded(data, name)
        tags = _tags(image)
    return _picture(_in_srgb(_shrunk(image, size), image.info.get("icc_profile")), size, tags)


def _picture(image: Image.Image, size: sizes.Size, tags: Mapping[int, object]) -> Picture:
    orientation = exif.orientation(tags)
    width, height = (size[1], size[0]) if orientation >= 5 else size
    upright = image.transpose(_TURNS[orientation]) if orientation in _TURNS else image
    images = _cascade(upright, (width, height))
    previews = [Preview(*image.size, _webp(image, quality=80, method=0)) for image in images]
    return Picture(width, height, exif.taken_at(tags), exif.camera(tags), _placeholder(images[0]), previews)


@contextmanager
def _damage_refused() -> Iterator[None]:
    # Pillow also warns, of what it then raises or can do without.
    with warnings.catch_warnings(action="ignore"):
        try:
            yield
        except Image.DecompressionBombError:
            raise Rejected("The picture has more than 200 megapixels; at most 100 are allowed.") from None
        except _DAMAGE as damage:
            raise Rejected("The picture is damaged or incomplete.") from damage


def _decoded(data: bytes, name: str) -> tuple[Image.Image, sizes.Size]:
    image = Image.open(BytesIO(data), formats=[name.upper()])
    size = image.size
    sizes.check(size)
    # Of the true shape and rounded down, or else JPEG decodes at the next larger scale.
    image.draft(None, sizes.fitted(size, sizes.LARGEST, math.floor))
    image.load()
    if image.mode == "P" and image.palette is None:
        raise ValueError("Pillow lets a picture without its palette pass, and fails on its first use.")
    return image, size


def _tags(image: Image.Image) -> Mapping[int, object]:
    # Claims that cannot be read are no reason to refuse a picture that can be seen.
    with suppress(*_DAMAGE):
        tags = image.getexif()
        return {**tags.get_ifd(_EXIF_DIRECTORY), **tags}
    return {}


def _shrunk(image: Image.Image, size: sizes.Size) -> Image.Image:
    # In whole steps first, because a smooth resize needs 48 bytes for each pixel of a very long edge.
    step = max(image.size) // (2 * sizes.LARGEST)
    coarse = _joined(list(_bands(image, step))) if step > 1 else _blendable(image)
    return coarse.resize(sizes.fitted(size, sizes.LARGEST), Image.Resampling.LANCZOS)


def _bands(image: Image.Image, step: int) -> Iterator[Image.Image]:
    # A copy of 100 megapixels in another mode takes 400 MB; a band at a time takes next to nothing.
    width, height = image.size
    rows = _BAND_ROWS * step
    for top in range(0, height, rows):
        yield _blendable(image.crop((0, top, width, min(top + rows, height)))).reduce(step)


def _joined(bands: list[Image.Image]) -> Image.Image:
    whole = Image.new(bands[0].mode, (bands[0].width, sum(band.height for band in bands)))
    for number, band in enumerate(bands):
        whole.paste(band, (0, number * _BAND_ROWS))
    return whole


def _blendable(image: Image.Image) -> Image.Image:
    # Pillow's own conversion clips 16 bits. Greys and inks stay: a colour profile speaks of them as they are.
    if image.mode.startswith("I"):
        return image.point(lambda level: level * (1 / 256)).convert("L")
    if image.has_transparency_data:
        return image.convert("RGBA")
    return image if image.mode in ("L", "CMYK") else image.convert("RGB")


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    # A broken profile, or one for another kind of picture, leaves the colours as they are.
    with suppress(ImageCms.PyCMSError):
        if profile:
            srgb = ImageCms.createProfile("sRGB")
            return ImageCms.profileToProfile(image, BytesIO(profile), srgb, outputMode=mode) or image
    return image.convert(mode)


def _cascade(image: Image.Image, size: sizes.Size) -> list[Image.Image]:
    images: list[Image.Image] = []
    for smaller in reversed(sizes.of_previews(size)):
        image = image.resize(smaller, Image.Resampling.LANCZOS)
        images.insert(0, image)
    return images


def _placeholder(image: Image.Image) -> str:
    tiny = image.resize(sizes.fitted(image.size, _PLACEHOLDER_EDGE))
    data = _webp(tiny, quality=10, method=6, alpha_quality=0)
    return "data:image/webp;base64," + base64.b64encode(data).decode()


def _webp(image: Image.Image, **options: int) -> bytes:
    output = BytesIO()
    image.save(output, "WEBP", **options)
    return output.getvalue()
