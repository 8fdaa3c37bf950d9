"""Every key of the media bucket: the owner precedes the file, so that each owner's keys have prefixes of their own."""

from __future__ import annotations

from typing import Final

from ...domain.ids import is_ulid

# The only prefix that triggers the upload handler.
INCOMING = "incoming/"
# Below each of these are owners, and below each owner are files.
PLACES: Final = ("incoming", "originals", "previews")


def incoming(owner: str, file_id: str) -> str:
    """Return the key to which a client uploads."""
    return f"{INCOMING}{owner}/{file_id}"


def original(owner: str, file_id: str) -> str:
    """Return the key at which the bytes are stored as they were uploaded."""
    return f"originals/{owner}/{file_id}"


def preview(owner: str, file_id: str, edge: int) -> str:
    """Return the key of a preview, named by the long edge that it was made for."""
    return f"{previews(owner, file_id)}{edge}.webp"


def previews(owner: str, file_id: str) -> str:
    """Return the prefix of the keys of all previews of a file."""
    return f"previews/{owner}/{file_id}/"


def uploaded_file(key: str) -> tuple[str, str] | None:
    """Return owner and file id of a key under `incoming/`, or None if no file could have that key."""
    owner, _, file_id = key.removeprefix(INCOMING).partition("/")
    return (owner, file_id) if owner and is_ulid(file_id) and key == incoming(owner, file_id) else None


def belongings(place: str, owner: str) -> str:
    """Return the prefix of all of an owner's keys in a place."""
    return f"{place}/{owner}/"


def file_of(key: str) -> str:
    """Return the file id in a key of any place; another key may yield any text."""
    return f"{key}//".split("/")[2]
