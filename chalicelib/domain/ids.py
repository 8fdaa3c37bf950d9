"""ULIDs (github.com/ulid/spec): ids that sort by creation time."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta

from .errors import NotFound

Entity = Literal["note", "file"]
IdMaker = Callable[[datetime], str]

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_SHAPE = r"[0-7][0-9A-HJKMNP-TV-Z]{25}"
_ULID = re.compile(_SHAPE, re.ASCII)
_NOTE = "01KJP6V8Q4T7M2ZC9R5XW3HB1D"
_FILE = "01KJP6W2N9A5E8YK4S7GQ1TF6V"
_USER = "5c1f0b62-7a0e-4e0c-9a53-2f6f1f0d8a11"
NoteId = Annotated[
    str, Meta(pattern=f"^{_SHAPE}$", description="A note's id (ULID); ids sort by time of creation.", examples=[_NOTE])
]
FileId = Annotated[
    str, Meta(pattern=f"^{_SHAPE}$", description="A file's id (ULID); ids sort by time of creation.", examples=[_FILE])
]
ThingId = Annotated[str, Meta(pattern=f"^{_SHAPE}$", description="A note's or a file's id.", examples=[_NOTE])]
# In requests: a malformed id is reported like one that is unknown or another user's, and not as an invalid field.
GivenNoteId = Annotated[
    str,
    Meta(description="The id of a note.", examples=[_NOTE], extra_json_schema={"pattern": f"^{_SHAPE}$"}),
]
GivenFileId = Annotated[
    str,
    Meta(description="The id of a file.", examples=[_FILE], extra_json_schema={"pattern": f"^{_SHAPE}$"}),
]
UserId = Annotated[str, Meta(description="The `sub` of the ID token.", examples=[_USER])]


def new_ulid(moment: datetime) -> str:
    """Return 26 characters of Crockford's base 32: 48 bits of milliseconds since 1970, then 80 random bits."""
    number = int(moment.timestamp() * 1000) << 80 | secrets.randbits(80)
    return "".join(_ALPHABET[number >> shift & 31] for shift in range(125, -1, -5))


def is_ulid(text: str) -> bool:
    """Return whether the text has the form of an id, in the one spelling that the service uses."""
    return _ULID.fullmatch(text) is not None


def known(text: str) -> str:
    """Return the id itself.

    Raises `NotFound` if it is malformed, so that it is answered like an unknown id and never reaches a store.
    """
    if not is_ulid(text):
        raise NotFound
    return text
