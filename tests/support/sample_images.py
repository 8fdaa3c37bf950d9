"""Pictures for tests, valid and hostile, each made in code."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable
from functools import cache
from typing import Any

from PIL import Image, ImageCms, PngImagePlugin

RED, GREEN, BLUE, WHITE = (220, 30, 30), (30, 200, 30), (30, 30, 220), (250, 250, 250)
CORNERS = {
    ("top", "left"): RED,
    ("top", "right"): GREEN,
    ("bottom", "left"): BLUE,
    ("bottom", "right"): WHITE,
}
COMMENT = "a comment for nobody"
LATITUDE = "N5213"
XMP = b"<x:xmpmeta>Someone's name</x:xmpmeta>"
TURNED_AND_DATED = b'<rdf:Description tiff:Orientation="6" xmp:CreateDate="2021-07-08T09:10:11+02:00"/>'

# The visible sides at which the stored row 0 and column 0 are, as Exif 3.0 defines the eight orientations.
_FIRST_ROW_AND_COLUMN = {
    1: ("top", "left"),
    2: ("top", "right"),
    3: ("bottom", "right"),
    4: ("bottom", "left"),
    5: ("left", "top"),
    6: ("right", "top"),
    7: ("right", "bottom"),
    8: ("left", "bottom"),
}
_OPPOSITE = {"top": "bottom", "bottom": "top", "left": "right", "right": "left"}


def encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    output = io.BytesIO()
    image.save(output, kind, **options)
    return output.getvalue()


def photo(orientation: int = 1, kind: str = "JPEG", long: int = 64, short: int = 48) -> bytes:
    """Return a photo with CORNERS, `long` wide and `short` high when upright; stored as the orientation says."""
    first_row, first_column = _FIRST_ROW_AND_COLUMN[orientation]
    sideways = first_row in ("left", "right")
    width, height = (short, long) if sideways else (long, short)
    image = Image.new("RGB", (width, height))
    for row, top in ((first_row, 0), (_OPPOSITE[first_row], height // 2)):
        for column, left in ((first_column, 0), (_OPPOSITE[first_column], width // 2)):
            corner = (column, row) if sideways else (row, column)
            image.paste(CORNERS[corner], (left, top, left + width // 2, top + height // 2))
    return encoded(image, kind, quality=95, exif=claims(orientation))


def claims(orientation: int = 1) -> Image.Exif:
    tags = Image.Exif()
    tags[274], tags[271], tags[272] = orientation, "Canon", "Canon EOS R5"
    tags.get_ifd(34665)[36867] = "2024:05:01 10:20:30"
    tags.get_ifd(34853).update({1: LATITUDE, 2: (52.0, 13.0, 0.0)})
    return tags


def png_by_imagemagick(orientation: int) -> bytes:
    """Return the same photo as ImageMagick writes it: EXIF as hexadecimal text, after its kind and length."""
    claimed = claims(orientation).tobytes()
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Raw profile type exif", f"\nexif\n{len(claimed):8}\n{claimed.hex()}\n", zip=True)
    with Image.open(io.BytesIO(photo(orientation, "PNG"))) as stored:
        return encoded(Image.frombytes("RGB", stored.size, stored.tobytes()), "PNG", pnginfo=texts)


def talkative_photo() -> bytes:
    """Return a photo with GPS data, a comment, XMP and a colour profile."""
    return encoded(
        Image.new("RGB", (64, 48), RED),
        "JPEG",
        exif=claims(),
        comment=COMMENT,
        xmp=XMP,
        icc_profile=colour_profile(),
    )


def with_xmp(kind: str, packet: bytes) -> dict[str, Any]:
    """Return the options that make Pillow write this packet."""
    if kind != "PNG":
        return {"xmp": packet}
    texts = PngImagePlugin.PngInfo()
    texts.add_itxt("XML:com.adobe.xmp", packet.decode())
    return {"pnginfo": texts}


def png_with_text(key: str, text: str, *, first: bool) -> bytes:
    """Return a PNG with one text, before or after its pixels."""
    said, pixel = _chunk(b"tEXt", key.encode() + b"\0" + text.encode()), _chunk(b"IDAT", zlib.compress(b"\0\1"))
    return png(1, 1, 0, [said, pixel] if first else [pixel, said])


def colour_profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def swapped_profile() -> bytes:
    """Return the sRGB profile with red and green swapped."""
    return colour_profile().replace(b"rXYZ", b"----", 1).replace(b"gXYZ", b"rXYZ", 1).replace(b"----", b"gXYZ", 1)


def linear_grey_profile() -> bytes:
    """Return the smallest grey profile that ICC.1:2001-04 allows: a white point, and a curve of gamma 1."""
    white = struct.pack(">3I", 0xF6D6, 0x10000, 0xD32D)
    tags = b"wtpt" + struct.pack(">2I", 156, 20) + b"kTRC" + struct.pack(">2I", 176, 16)
    content = struct.pack(">I", 2) + tags + b"XYZ \0\0\0\0" + white + b"curv" + struct.pack(">2IHH", 0, 1, 256, 0)
    kind = (b"mntr", b"GRAY", b"XYZ ", b"acsp")
    return struct.pack(">I4xI4s4s4s12x4s28x12s48x", 192, 0x02100000, *kind, white) + content


def noise(kind: str, **options: Any) -> bytes:
    """Return a picture whose body is larger than its header, so that a cut goes through the body."""
    return encoded(Image.effect_noise((96, 64), 60).convert("RGB"), kind, **options)


def grey_ramp_of_16_bits() -> bytes:
    """Return a picture whose greys go from 0 at the left to 65,535 at the right."""
    ramp = b"".join(struct.pack("<H", column * 257) for column in range(256))
    return encoded(Image.frombytes("I;16", (256, 8), ramp * 8), "PNG")


def half_transparent(mode: str) -> Image.Image:
    """Return an image whose left half is opaque and whose right half is transparent; mode is RGBA or LA."""
    image = Image.new(mode, (64, 48), (*RED, 255) if mode == "RGBA" else (200, 255))
    image.paste((0,) * len(image.getbands()), (32, 0, 64, 48))
    return image


def half_transparent_palette() -> bytes:
    image = Image.new("P", (64, 48), 0)
    image.putpalette([*RED, *GREEN])
    image.paste(1, (32, 0, 64, 48))
    return encoded(image, "PNG", transparency=1)


def animation(kind: str) -> bytes:
    frames = [Image.new("RGB", (64, 48), colour) for colour in (RED, GREEN, BLUE)]
    return encoded(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)


def zip_behind_a_jpeg_header() -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as entries:
        entries.writestr("index.html", "<script>alert(1)</script>")
    return b"\xff\xd8\xff\xe0" + archive.getvalue()


def png(width: int, height: int, colour_type: int, chunks: Iterable[bytes] = ()) -> bytes:
    """Return a PNG of 8 bits a channel; colour type 0 is grey, 2 RGB, 3 palette and 6 RGBA."""
    header = struct.pack(">IIBBBBB", width, height, 8, colour_type, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + b"".join(chunks) + _chunk(b"IEND", b"")


def png_that_only_declares(width: int, height: int) -> bytes:
    return png(width, height, 2, [_chunk(b"IDAT", zlib.compress(b""))])


def palette_png_without_palette() -> bytes:
    return png(4, 1, 3, [_chunk(b"IDAT", zlib.compress(b"\0\0\1\2\3"))])


@cache
def flat_png(width: int, height: int, colour_type: int = 6) -> bytes:
    """Return a PNG that really holds its pixels: a hundred compressed rows, repeated. Height in whole hundreds."""
    channels = {0: 1, 2: 3, 6: 4}[colour_type]
    rows = (b"\0" + b"\x60" * (width * channels)) * 100
    block = _deflated(rows)
    checksum = 1
    for _ in range(height // 100):
        checksum = zlib.adler32(rows, checksum)
    body = b"\x78\x01" + block * (height // 100) + b"\x03\x00" + struct.pack(">I", checksum)
    return png(width, height, colour_type, [_chunk(b"IDAT", body)])


def photo_of_12_megapixels() -> bytes:
    """Return a photo whose preview's short edge is rounded, which must not cost it the cheaper decoding."""
    return encoded(Image.new("RGB", (3840, 3127), RED), "JPEG")


@cache
def jpeg_of_100_megapixels(**options: Any) -> bytes:
    return encoded(Image.new("RGB", (10_000, 10_000), RED), "JPEG", **options)


def long_strip() -> bytes:
    """Return a PNG of ten million pixels in two rows."""
    return png(5_000_000, 2, 0, [_chunk(b"IDAT", zlib.compress(bytes(10_000_002), 1))])


def jpeg_of_many_scans() -> bytes:
    data = encoded(Image.new("L", (64, 48)), "JPEG", progressive=True)
    scan = data[data.rindex(b"\xff\xda") : -2]
    return data[:-2] + scan * 1000 + data[-2:]


def jpeg_with_exif_segments(segments: list[bytes]) -> bytes:
    data = encoded(Image.new("L", (64, 48)), "JPEG")
    # Without a JFIF header, Pillow looks for the resolution in the EXIF data while it opens the picture.
    return data[:2] + b"".join(_exif_segment(segment) for segment in segments) + data[20:]


def jpeg_whose_exif_entries_overlap() -> bytes:
    """Return a JPEG of 600 kB, in which each of 1,200 EXIF entries claims the same 500 kB."""
    entries = [struct.pack("<HHII", 1000 + number, 7, 500_000, 100) for number in range(1200)]
    directory = b"II*\0" + struct.pack("<IH", 8, len(entries)) + b"".join(entries) + bytes(500_000)
    return jpeg_with_exif_segments([directory[at : at + 65_000] for at in range(0, len(directory), 65_000)])


def webp_that_only_declares(width: int, height: int) -> bytes:
    """Return 40 bytes that declare a lossless picture of one colour, at most 16,383 pixels a side."""
    header = ((height - 1) << 14 | (width - 1)).to_bytes(4, "little")
    body = b"\x2f" + header + bytes.fromhex("8888080700000000000000000000")[:15]
    chunk = b"VP8L" + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)
    return b"RIFF" + struct.pack("<I", len(chunk) + 4) + b"WEBP" + chunk


def gif_that_disposes(width: int, height: int) -> bytes:
    """Return a GIF that requests a rectangle of this size to be filled before its first frame."""
    return (
        b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0) + bytes(6)
        + b"\x21\xf9\x04" + struct.pack("<BHBB", 2 << 2, 0, 0, 0)
        + b"\x2c" + struct.pack("<HHHHB", 0, 0, width, height, 0) + b"\x02\x02\x44\x01\x00\x3b"
    )  # fmt: skip


def _exif_segment(content: bytes) -> bytes:
    return b"\xff\xe1" + struct.pack(">H", len(content) + 8) + b"Exif\0\0" + content


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def _deflated(data: bytes) -> bytes:
    # A raw stream that ends in a full flush can be repeated and concatenated.
    compressor = zlib.compressobj(1, wbits=-15)
    return compressor.compress(data) + compressor.flush(zlib.Z_FULL_FLUSH)
