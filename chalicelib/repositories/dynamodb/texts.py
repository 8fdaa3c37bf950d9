"""The texts of notes as they are stored: compressed where that saves units, since writes are charged by the kilobyte.

Texts that were stored before are read as they are.
"""

from __future__ import annotations

import zlib
from base64 import b64decode

from .attributes import Item, load

# An item has other attributes, too: below this, no text takes a kilobyte less.
_SHORT = 1024


def packed(text: str) -> str | bytes:
    """Return a short text as it is, and of a longer one its UTF-8 compressed by zlib, which is always shorter."""
    encoded = text.encode()
    return zlib.compress(encoded) if len(encoded) > _SHORT else text


def unpacked(item: Item) -> Item:
    """Return a note's item with its text as text."""
    binary = item.get("text", {}).get("B")
    if binary is None:
        return item
    # Base 64 in DynamoDB's own JSON, which the API's client and the stream pass through.
    compressed = b64decode(binary) if isinstance(binary, str) else binary
    return item | {"text": {"S": zlib.decompress(compressed).decode()}}


def repacked(item: Item) -> Item:
    """Return a note's item, whose text is text, as it is stored."""
    if "S" not in item.get("text", {}):
        return item
    text = packed(load(item["text"]))
    return item | {"text": {"B": text} if isinstance(text, bytes) else {"S": text}}
