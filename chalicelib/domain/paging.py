"""Pages of a list, and the cursor that leads from one to the next."""

from __future__ import annotations

import base64
import hashlib
from typing import Annotated, Generic, TypeVar

import msgspec

from .errors import Invalid

Item = TypeVar("Item")

Limit = Annotated[int, msgspec.Meta(ge=1, le=100, description="How many to give at most.", examples=[50])]
# Ours have some hundred characters; DynamoDB does not take a key of over a kilobyte.
Cursor = Annotated[
    str,
    msgspec.Meta(max_length=500, description="Where to go on, as the page before says.", examples=["b7Qm1zX9sR0kT4uV"]),
]
DEFAULT_LIMIT = 50
_DIGEST_BYTES = 12


class Page(msgspec.Struct, Generic[Item], frozen=True):
    """One page; `cursor` is null on the last one."""

    items: Annotated[list[Item], msgspec.Meta(description="What is on this page.")]
    cursor: Cursor | None


class Slice(msgspec.Struct, Generic[Item], frozen=True):
    """What a store gives for a page: items, and the index key of the last one when there may be more behind it."""

    items: list[Item]
    position: str | None


def page(part: Slice[Item], owner: str, query: str) -> Page[Item]:
    """The slice as the client sees it."""
    return Page(part.items, encode(part.position, owner, query) if part.position else None)


def encode(position: str, owner: str, query: str) -> str:
    """A cursor for this owner's next page of this query; opaque, and safe in a URL."""
    return seal(position.encode(), owner, query)


def decode(cursor: str, owner: str, query: str) -> str:
    """The position that a cursor stands for. Raises `Invalid` unless it was made for this owner and query."""
    try:
        return unseal(cursor, owner, query).decode()
    except UnicodeDecodeError:
        raise invalid_cursor() from None


def seal(content: bytes, owner: str, query: str) -> str:
    """A cursor that holds this, for this owner and query.

    The digest holds no secret: a cursor grants nothing, since every read names its owner by the caller's token. It is
    there so that a mistaken cursor is an error and not a wrong page.
    """
    return base64.urlsafe_b64encode(_digest(content, owner, query) + content).decode().rstrip("=")


def unseal(cursor: str, owner: str, query: str) -> bytes:
    """What a cursor holds. Raises `Invalid` unless it was made for this owner and query."""
    try:
        content = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)[_DIGEST_BYTES:]
    except ValueError:
        raise invalid_cursor() from None
    if seal(content, owner, query) != cursor:
        raise invalid_cursor()
    return content


def invalid_cursor() -> Invalid:
    """That a cursor is none of this list's."""
    return Invalid("/cursor", "This cursor does not belong to this list. Start again without one.")


def _digest(content: bytes, owner: str, query: str) -> bytes:
    return hashlib.sha256(f"{owner}\0{query}\0".encode() + content).digest()[:_DIGEST_BYTES]
