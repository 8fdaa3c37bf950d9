"""File types by their first bytes, with advice for those that are uploaded as a picture but are another type."""

from __future__ import annotations

import re
from typing import NamedTuple

COPY_AGAIN = "Copy it again from the camera or phone and upload that."
_AS_JPEG = "Save it as a JPEG and upload that."
_NO_PICTURE = "Upload the picture itself."

# An ISO base media file, such as a film or a HEIC, begins with its brands; the first tells its type.
_BRAND = rb"....ftyp"


class Found(NamedTuple):
    """The file type with its article, such as "a PNG picture", and advice; its content type if it can be shown."""

    kind: str
    advice: str
    content_type: str = ""


_KINDS = [
    (rb"\xff\xd8\xff", Found("a JPEG picture", "Rename it to end in .jpg and upload it again.", "image/jpeg")),
    (rb"\x89PNG\r\n\x1a\n", Found("a PNG picture", "Rename it to end in .png and upload it again.", "image/png")),
    (rb"GIF8[79]a", Found("a GIF picture", "Rename it to end in .gif and upload it again.", "image/gif")),
    (rb"RIFF....WEBP", Found("a WebP picture", "Rename it to end in .webp and upload it again.", "image/webp")),
    (
        _BRAND + rb"(?:....){0,16}?avi[fs]",
        Found("an AVIF picture", "Rename it to end in .avif and upload it again.", "image/avif"),
    ),
    (_BRAND + rb"(?:hei[cxms]|hev[cxms]|mif1|msf1)", Found("a HEIC picture", _AS_JPEG)),
    (_BRAND + rb"crx ", Found("a raw photo from a camera", _AS_JPEG)),
    (_BRAND + rb"(?:M4A|M4B)", Found("a sound recording", _NO_PICTURE)),
    (_BRAND + rb"qt  ", Found("a MOV video", _NO_PICTURE)),
    (_BRAND, Found("an MP4 video", _NO_PICTURE)),
    (rb"....(?:moov|mdat|wide|free)", Found("a MOV video", _NO_PICTURE)),
    (rb"\x1a\x45\xdf\xa3", Found("a Matroska or WebM video", _NO_PICTURE)),
    (rb"RIFF....AVI ", Found("an AVI video", _NO_PICTURE)),
    (rb"RIFF....WAVE|ID3|OggS|fLaC", Found("a sound recording", _NO_PICTURE)),
    (rb"II\*\0|MM\0\*|II\+\0|MM\0\+", Found("a TIFF picture or a raw photo from a camera", _AS_JPEG)),
    (rb"FUJIFILMCCD-RAW", Found("a raw photo from a camera", _AS_JPEG)),
    (rb"BM.{4}\0{4}", Found("a BMP picture", _AS_JPEG)),
    (rb"\0\0[\x01\x02]\0.\0", Found("an icon", _AS_JPEG)),
    (rb"8BPS", Found("a Photoshop document", _AS_JPEG)),
    (rb"\0\0\0\x0cJXL |\xff\x0a", Found("a JPEG XL picture", _AS_JPEG)),
    (rb"\0\0\0\x0cjP  |\xff\x4f\xff\x51", Found("a JPEG 2000 picture", _AS_JPEG)),
    (rb"%PDF-", Found("a PDF document", "Save its page as a picture, or upload it as a PDF.")),
    (
        rb"PK\x03\x04|PK\x05\x06",
        Found("a ZIP archive or an office document", "Unpack it and upload the pictures in it."),
    ),
    (
        rb"Rar!\x1a\x07|7z\xbc\xaf\x27\x1c|\x1f\x8b|BZh|\xfd7zXZ",
        Found("an archive", "Unpack it and upload what is in it."),
    ),
    (rb"bplist00", Found("a property list", _NO_PICTURE)),
    (rb"\0{32}", Found("a file of zeros, probably from a failed copy", COPY_AGAIN)),
]
_BEFORE = rb"(?:\xef\xbb\xbf)?\s{0,99}(?:<\?xml[^>]{0,200}>\s{0,99})?(?:<!--.{0,500}?-->\s{0,99})?"
_SVG = re.compile(_BEFORE + rb"<(?:!DOCTYPE )?svg\b", re.DOTALL | re.IGNORECASE)
_HTML = re.compile(_BEFORE + rb"<(?:!DOCTYPE )?(?:html|head|body|script|title|meta)\b", re.DOTALL | re.IGNORECASE)
_FIRST_BYTES = 2048


def found(data: bytes) -> Found:
    """Return a file's type by its first 2 KiB, which does not show that the rest is intact."""
    first = data[:_FIRST_BYTES]
    by_magic = (kind for magic, kind in _KINDS if re.match(magic, first, re.DOTALL))
    return next(by_magic, None) or _text(first) or Found("an unknown kind of file", COPY_AGAIN)


def _text(first: bytes) -> Found | None:
    if _SVG.match(first):
        return Found("an SVG drawing", "Save it as a PNG and upload that.")
    if _HTML.match(first):
        return Found("an HTML page", "Save the picture that the page shows, and upload that.")
    return Found("plain text", _NO_PICTURE) if _is_text(first) else None


def _is_text(first: bytes) -> bool:
    # The first bytes may end in the middle of a character.
    text = first.decode("utf-8", "ignore")
    return len(text.encode()) > len(first) - 4 and all(one.isprintable() or one in "\t\r\n\f\ufeff" for one in text)
