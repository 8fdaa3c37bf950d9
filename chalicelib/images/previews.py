"""Previews and metadata of a picture."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from io import BytesIO

from PIL import Image, ImageCms

from ..domain import image_sizes
from ..domain.clock import utc_now
from ..domain.images import Picture, Preview
from . import capture_time, decoding, exif, image_formats
from .decoding import Claims
from .photo_dates import FoundDate

_PLACEHOLDER_EDGE = 16
_BAND_ROWS = 32
# Screenshots and drawings have few colours: without loss they may be both smaller and sharper. No photo has so few.
_FEW_COLOURS = 4096
_LOSSLESS_EFFORT = 30

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def read(data: bytes, content_type: str, name: str = "", now: datetime | None = None) -> Picture:
    """Read a complete picture of the declared type; its date may be in the file `name`, and `now` rules out later ones.

    Raises `Rejected`, whose reason says what was found and what to do.
    """
    kind = image_formats.checked(data, content_type)
    with decoding.damage_refused():
        image, size = decoding.decoded(data, kind)
        claims = decoding.claims(image)
    taken = capture_time.read(claims.tags, claims.gps, claims.xmp, image.info, name, now or utc_now())
    return _picture(_in_srgb(_shrunk(image, size), image.info.get("icc_profile")), size, claims, taken)


def _picture(image: Image.Image, size: image_sizes.Size, claims: Claims, taken: FoundDate | None) -> Picture:
    orientation = exif.orientation(claims.tags)
    width, height = (size[1], size[0]) if orientation >= 5 else size
    upright = image.transpose(_TURNS[orientation]) if orientation in _TURNS else image
    images = _cascade(upright, (width, height))
    previews = [Preview(*image.size, _encoded(image)) for image in images]
    at, offset = taken or (None, None)
    return Picture(width, height, at, exif.camera(claims.tags), _placeholder(images[0]), previews, offset)


def _shrunk(image: Image.Image, size: image_sizes.Size) -> Image.Image:
    # Reduced by a whole factor first, because a smooth resize needs 48 bytes for each pixel of a very long edge.
    step = max(image.size) // (2 * image_sizes.LARGEST)
    coarse = _joined(list(_bands(image, step))) if step > 1 else _blendable(image)
    return coarse.resize(image_sizes.fitted(size, image_sizes.LARGEST), Image.Resampling.LANCZOS)


def _bands(image: Image.Image, step: int) -> Iterator[Image.Image]:
    # A copy of 100 megapixels in another mode takes 400 MB; one band at a time takes hardly any memory.
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
    # Pillow's own conversion clips 16 bits. Grey and CMYK stay as they are, because a colour profile refers to them.
    if image.mode.startswith("I"):
        return image.point(lambda level: level * (1 / 256)).convert("L")
    if image.has_transparency_data:
        return image.convert("RGBA")
    return image if image.mode in ("L", "CMYK") else image.convert("RGB")


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    # A broken profile, or one for another kind of picture, leaves the colours unchanged.
    with suppress(ImageCms.PyCMSError):
        if profile:
            srgb = ImageCms.createProfile("sRGB")
            return ImageCms.profileToProfile(image, BytesIO(profile), srgb, outputMode=mode) or image
    return image.convert(mode)


def _cascade(image: Image.Image, size: image_sizes.Size) -> list[Image.Image]:
    images: list[Image.Image] = []
    for smaller in reversed(image_sizes.of_previews(size)):
        image = image.resize(smaller, Image.Resampling.LANCZOS)
        images.insert(0, image)
    return images


def _placeholder(image: Image.Image) -> str:
    tiny = image.resize(image_sizes.fitted(image.size, _PLACEHOLDER_EDGE))
    data = _webp(tiny, quality=10, method=6, alpha_quality=0)
    return "data:image/webp;base64," + base64.b64encode(data).decode()


def _encoded(image: Image.Image) -> bytes:
    # The smallest is one of many on a page, and has to be there soon; more effort for it saves hardly a kilobyte.
    effort = 0 if max(image.size) <= image_sizes.PREVIEW_EDGES[0] else 4
    lossy = _webp(image, quality=80, method=effort)
    if image.getcolors(_FEW_COLOURS) is None:
        return lossy
    return min(lossy, _webp(image, lossless=True, quality=_LOSSLESS_EFFORT, method=0), key=len)


def _webp(image: Image.Image, **options: int) -> bytes:
    output = BytesIO()
    image.save(output, "WEBP", **options)
    return output.getvalue()
