"""Normalized tags: trimmed, composed (NFC) and visible, so that tags that look the same are the same."""

from __future__ import annotations

import unicodedata
from typing import Annotated

from msgspec import Meta

from .errors import Invalid

MAXIMUM_CHARACTERS = 50
# No character decomposes into more than four (U+1F82 does); composing a longer text would be slow, and is no tag.
_MOST_WRITTEN_OUT = 4 * MAXIMUM_CHARACTERS
# Unicode's property White_Space; `str.strip` alone would also remove some control characters.
_WHITE_SPACE = "".join(
    map(
        chr,
        (*range(0x9, 0xE), 0x20, 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000),
    )
)
# Joiners: many Persian and Hindi words, and many emoji, cannot be written without them.
_FORMAT_ALLOWED = "\u200c\u200d"
# Letters and symbols by category, but rendered as blank: the Hangul fillers and the blank Braille pattern.
_BLANK = "\u115f\u1160\u2800\u3164\uffa0"
_EXAMPLE = "kitchen"

Tag = Annotated[
    str, Meta(min_length=1, max_length=MAXIMUM_CHARACTERS, description="One or a few words.", examples=[_EXAMPLE])
]
# In requests: white space at the ends is not part of the tag, so its length is checked after trimming.
GivenTag = Annotated[
    str,
    Meta(
        description="1 to 50 characters, at least one of them visible; stored trimmed and normalized (NFC).",
        examples=[_EXAMPLE],
        extra_json_schema={"minLength": 1},
    ),
]


def normalized(tag: str, field: str) -> str:
    """Trim a tag and compose its characters (NFC). Raises `Invalid`, at this JSON pointer, if the result is no tag."""
    trimmed = tag.strip(_WHITE_SPACE)
    composed = unicodedata.normalize("NFC", trimmed) if len(trimmed) <= _MOST_WRITTEN_OUT else trimmed
    if len(composed) > MAXIMUM_CHARACTERS:
        raise Invalid(field, f"A tag can have at most {MAXIMUM_CHARACTERS} characters.")
    if any(map(_is_forbidden, composed)):
        raise Invalid(field, "A tag cannot contain control characters or invisible formatting.")
    if not any(map(_is_visible, composed)):
        raise Invalid(field, "A tag must contain at least one visible character.")
    return composed


def unique(tags: list[str], field: str = "/tags") -> list[str]:
    """Normalize tags and keep each once, in order of first appearance. Raises `Invalid` as `normalized` does."""
    return list(dict.fromkeys(normalized(tag, f"{field}/{position}") for position, tag in enumerate(tags)))


def _is_forbidden(character: str) -> bool:
    category = unicodedata.category(character)
    return category == "Cc" or (category == "Cf" and character not in _FORMAT_ALLOWED)


def _is_visible(character: str) -> bool:
    """Return whether a character shows by itself, unlike white space (Z), joiners (Cf), marks (Mn, Me) and blanks."""
    category = unicodedata.category(character)
    return category[0] != "Z" and category not in ("Cf", "Mn", "Me") and character not in _BLANK
