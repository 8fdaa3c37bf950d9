"""Dates in a picture's XMP packet.

Found by a bounded scan and not by an XML parser: untrusted XML could hold entities that expand without limit, and
truncated or malformed packets are common; names are recognised by the prefixes that all programs write.
"""

from __future__ import annotations

import re

_LONGEST = 262_144
_NAMES = (
    "exif:DateTimeOriginal|exif:DateTimeDigitized|photoshop:DateCreated|exif:GPSTimeStamp|"
    "xmp:CreateDate|xmp:ModifyDate|xap:CreateDate|xap:ModifyDate"
)
_ATTRIBUTE_OR_ELEMENT = re.compile(
    rf"""[\s<](?P<name>{_NAMES})(?:\s{{0,9}}=\s{{0,9}}["']([^"'<&]{{4,40}})["']|\s{{0,9}}>([^<&]{{4,60}})</)"""
)


def read(packet: bytes) -> dict[str, list[str]]:
    """Return the texts of each date by its name, such as `xmp:CreateDate`; only the first 256 KiB are searched."""
    found: dict[str, list[str]] = {}
    # Without its zero bytes, UTF-16 reads like ASCII.
    text = packet[:_LONGEST].replace(b"\0", b"").decode("latin-1")
    for match in _ATTRIBUTE_OR_ELEMENT.finditer(text):
        name = match["name"].replace("xap:", "xmp:")
        found.setdefault(name, []).append((match[2] or match[3]).strip())
    return found
