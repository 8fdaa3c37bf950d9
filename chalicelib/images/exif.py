"""A photo's orientation and camera from its EXIF tags, which are unverified input."""

from __future__ import annotations

import re
from collections.abc import Mapping

# Tag numbers are from Exif 3.0 (CIPA DC-008), tables 4 and 5.
_MAKE, _MODEL, _ORIENTATION = 271, 272, 274

_LONGEST_CLAIM = 1000
_LONGEST_CAMERA = 100


def orientation(tags: Mapping[int, object]) -> int:
    """Return 1 to 8 as EXIF numbers orientations; any other value counts as 1, upright."""
    value = tags.get(_ORIENTATION)
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def camera(tags: Mapping[int, object]) -> str | None:
    """Return make and model, at most 100 characters; a make that the model begins with is not repeated."""
    make, model = text(tags.get(_MAKE)), text(tags.get(_MODEL))
    brand = make.casefold().split(" ")[0]
    name = model if model.casefold().startswith(brand) else f"{make} {model}"
    return name[:_LONGEST_CAMERA].strip() or None


def text(value: object) -> str:
    """Return a value as one line of printable characters; empty if it is no text or is longer than 1000 characters."""
    if not isinstance(value, str) or len(value) > _LONGEST_CLAIM or re.search("[\ud800-\udfff]", value):
        return ""
    printable = "".join(character for character in value if character.isprintable())
    return " ".join(printable.split())
