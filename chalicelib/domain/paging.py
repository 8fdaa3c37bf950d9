"""Pages of a list, and the cursor that leads from one to the next."""

from __future__ import annotations

import base64
import hashlib
from typing import Annotated, Generic, TypeVar

import msgspec

from .errors import Invalid

Item = TypeVar("Item")

Limit = Annotated[int, msgspec.Meta(ge=1, le=100, description="Maximum number of items per page.", examples=[50])]
# The service's own cursors have about a hundred characters; DynamoDB accepts no sort key of over a kilobyte.
Cursor = Annotated[
    str,
    msgspec.Meta(max_length=500, description="The cursor of the previous page.", examples=["b7Qm1zX9sR0kT4uV"]),
]
DEFAULT_LIMIT = 50
_DIGEST_BYTES = 12


class Page(msgspec.Struct, Generic[Item], frozen=True):
    """A page of a list; `cursor` is null on the last page."""

    items: Annotated[list[Item], msgspec.Meta(description="The items of this page.")]
    cursor: Cursor | None


class Slice(msgspec.Struct, Generic[Item], frozen=True):
    """Items that a store returns for a page, and the index key to continue after if there may be more."""

    items: list[Item]
    position: str | None


def page(part: Slice[Item], owner: str, query: str) -> Page[Item]:
    """Return the slice as a page for the client."""
    return Page(part.items, encode(part.position, owner, query) if part.position else None)


def encode(position: str, owner: str, query: str) -> str:
    """Return an opaque, URL-safe cursor for this owner's next page of this query."""
    return seal(position.encode(), owner, query)


def decode(cursor: str, owner: str, query: str) -> str:
    """Return the position that a cursor stands for. Raises `Invalid` unless it was made for this owner and query."""
    try:
        return unseal(cursor, owner, query).decode()
    except UnicodeDecodeError:
        raise invalid_cursor() from None


def seal(content: bytes, owner: str, query: str) -> str:
    """Return a cursor with this content, for this owner and query.

    The digest uses no secret: a cursor grants no access, since every read takes its owner from the caller's token. It
    makes a mistaken cursor an error instead of a wrong page.
    """
    return base64.urlsafe_b64encode(_digest(content, owner, query) + content).decode().rstrip("=")


def unseal(cursor: str, owner: str, query: str) -> bytes:
    """Return the content of a cursor. Raises `Invalid` unless it was made for this owner and query."""
    try:
        content = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)[_DIGEST_BYTES:]
    except ValueError:
        raise invalid_cursor() from None
    if seal(content, owner, query) != cursor:
        raise invalid_cursor()
    return content


def invalid_cursor() -> Invalid:
    """Return the error for a cursor that does not belong to this list."""
    return Invalid("/cursor", "This cursor does not belong to this list. Start again without one.")


def _digest(content: bytes, owner: str, query: str) -> bytes:
    return hashlib.sha256(f"{owner}\0{query}\0".encode() + content).digest()[:_DIGEST_BYTES]
