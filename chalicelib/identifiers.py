"""ULIDs (github.com/ulid/spec): ids that sort by the time they were made."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Annotated

from msgspec import Meta

from .errors import NotFound

IdMaker = Callable[[datetime], str]

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_SHAPE = r"[0-7][0-9A-HJKMNP-TV-Z]{25}"
_ULID = re.compile(_SHAPE, re.ASCII)
NoteId = Annotated[str, Meta(pattern=f"^{_SHAPE}$", description="A note; ids sort by when they were made.")]
FileId = Annotated[str, Meta(pattern=f"^{_SHAPE}$", description="A file; ids sort by when they were made.")]
ThingId = Annotated[str, Meta(pattern=f"^{_SHAPE}$", description="A note or a file.")]
UserId = Annotated[str, Meta(description="The `sub` of the ID token.")]


def new_ulid(moment: datetime) -> str:
    """26 characters of Crockford's base 32: 48 bits of milliseconds since 1970, then 80 random bits."""
    number = int(moment.timestamp() * 1000) << 80 | secrets.randbits(80)
    return "".join(_ALPHABET[number >> shift & 31] for shift in range(125, -1, -5))


def is_ulid(text: str) -> bool:
    """Whether the text could be an id of ours, in the one spelling that we use."""
    return _ULID.fullmatch(text) is not None


def known(text: str) -> str:
    """The id itself.

    Raises `NotFound` for what no id of ours looks like, so that a malformed id is answered as an unknown one is,
    and never reaches a store.
    """
    if not is_ulid(text):
        raise NotFound
    return text
