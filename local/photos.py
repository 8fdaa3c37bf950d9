"""Photos for the demo account: landscapes that a camera could have taken, with a camera's EXIF data."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from io import BytesIO

from PIL import ExifTags, Image, ImageDraw, ImageFilter

Colour = tuple[int, int, int]

DUSK: tuple[Colour, Colour] = ((58, 54, 108), (244, 148, 98))

# How a picture is transposed in the file, by EXIF's orientation tag, which makes it upright again.
_AS_HELD = {
    1: None,
    3: Image.Transpose.ROTATE_180,
    6: Image.Transpose.ROTATE_90,
    8: Image.Transpose.ROTATE_270,
}


@dataclass(frozen=True)
class Scene:
    """A landscape, and where, when and how it was taken; `size` is that of the upright picture, in pixels."""

    name: str
    caption: str
    sky: tuple[Colour, Colour]
    hills: Colour
    taken_at: datetime
    latitude: float
    longitude: float
    orientation: int = 1
    size: tuple[int, int] = (2400, 1600)


def photo(scene: Scene) -> bytes:
    """Return a JPEG as a phone would store it: rotated, and with time, camera and place in its EXIF data."""
    image = _landscape(scene)
    turned = _AS_HELD[scene.orientation]
    stored = image.transpose(turned) if turned is not None else image
    output = BytesIO()
    stored.save(output, "JPEG", quality=88, exif=_exif(scene))
    return output.getvalue()


def _landscape(scene: Scene) -> Image.Image:
    image = _sky(scene)
    _sun(image)
    for distance in range(4):
        _hill(image, scene.hills, distance)
    return image.filter(ImageFilter.BoxBlur(1))


def _sky(scene: Scene) -> Image.Image:
    mask = Image.linear_gradient("L").resize(scene.size)
    return Image.composite(Image.new("RGB", scene.size, scene.sky[1]), Image.new("RGB", scene.size, scene.sky[0]), mask)


def _sun(image: Image.Image) -> None:
    width, height = image.size
    radius = min(width, height) // 12
    glow = Image.new("L", (4 * radius, 4 * radius), 0)
    ImageDraw.Draw(glow).circle((2 * radius, 2 * radius), radius, fill=235)
    corner = (int(width * 0.68) - 2 * radius, int(height * 0.36) - 2 * radius)
    image.paste((255, 244, 214), corner, glow.filter(ImageFilter.GaussianBlur(radius // 8)))


def _hill(image: Image.Image, colour: Colour, distance: int) -> None:
    """Draw a hill; nearer ones are lower in the picture and darker, as in haze."""
    width, height = image.size
    top = height * (0.52 + 0.12 * distance)
    steepness = height * 0.05 * (1 + distance / 2)
    crest = [(x, top + steepness * _wave(x / width, distance)) for x in range(0, width + 24, 24)]
    red, green, blue = (int(part * (1.15 - 0.22 * distance)) for part in colour)
    ImageDraw.Draw(image).polygon([(0, height), *crest, (width, height)], fill=(red, green, blue))


def _wave(x: float, distance: int) -> float:
    return math.sin(x * (5 + distance) + distance * 2.1) + 0.45 * math.sin(x * (13 + 3 * distance) + distance)


def _exif(scene: Scene) -> Image.Exif:
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Aperture"
    exif[ExifTags.Base.Model] = "Aperture Field 2"
    exif[ExifTags.Base.Orientation] = scene.orientation
    details = exif.get_ifd(ExifTags.IFD.Exif)
    details[ExifTags.Base.DateTimeOriginal] = scene.taken_at.strftime("%Y:%m:%d %H:%M:%S")
    details[ExifTags.Base.OffsetTimeOriginal] = "+00:00"
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef] = "N" if scene.latitude >= 0 else "S"
    place[ExifTags.GPS.GPSLatitude] = _degrees(scene.latitude)
    place[ExifTags.GPS.GPSLongitudeRef] = "E" if scene.longitude >= 0 else "W"
    place[ExifTags.GPS.GPSLongitude] = _degrees(scene.longitude)
    return exif


def _degrees(angle: float) -> tuple[Fraction, Fraction, Fraction]:
    """Return the angle in degrees, minutes and seconds, as in EXIF."""
    minutes, seconds = divmod(round(abs(angle) * 360_000), 6000)
    return Fraction(minutes // 60), Fraction(minutes % 60), Fraction(seconds, 100)
