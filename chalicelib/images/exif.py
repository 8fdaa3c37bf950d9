"""What a photo's EXIF tags say about how and with what it was taken: a stranger's claims."""

from __future__ import annotations

import re
from collections.abc import Mapping

# Tag numbers are from Exif 3.0 (CIPA DC-008), tables 4 and 5.
_MAKE, _MODEL, _ORIENTATION = 271, 272, 274

_LONGEST_CLAIM = 1000
_LONGEST_CAMERA = 100


def orientation(tags: Mapping[int, object]) -> int:
    """Returns 1 to 8 as EXIF numbers them; whatever is not an orientation counts as 1, upright."""
    value = tags.get(_ORIENTATION)
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def camera(tags: Mapping[int, object]) -> str | None:
    """Returns make and model, at most 100 characters; the make only once where the model begins with it."""
    make, model = text(tags.get(_MAKE)), text(tags.get(_MODEL))
    brand = make.casefold().split(" ")[0]
    name = model if model.casefold().startswith(brand) else f"{make} {model}"
    return name[:_LONGEST_CAMERA].strip() or None


def text(value: object) -> str:
    """Return a claim in one line of printable characters; nothing of one that is no text or far too long."""
    if not isinstance(value, str) or len(value) > _LONGEST_CLAIM or re.search("[\ud800-\udfff]", value):
        return ""
    printable = "".join(character for character in value if character.isprintable())
    return " ".join(printable.split())
