"""Every key of the media bucket: the owner first, so that no key of one person begins as another's does."""

from __future__ import annotations

from typing import Final

from ...domain.ids import is_ulid

# The one prefix that triggers the upload handler.
INCOMING = "incoming/"
# Below each of these are owners, and below each owner are files.
PLACES: Final = ("incoming", "originals", "previews")


def incoming(owner: str, file_id: str) -> str:
    """Where a client uploads to."""
    return f"{INCOMING}{owner}/{file_id}"


def original(owner: str, file_id: str) -> str:
    """Where the bytes stay, as they were uploaded."""
    return f"originals/{owner}/{file_id}"


def preview(owner: str, file_id: str, edge: int) -> str:
    """Where a preview is, named by the long edge that it was made for."""
    return f"{previews(owner, file_id)}{edge}.webp"


def previews(owner: str, file_id: str) -> str:
    """What the keys of all previews of a file begin with."""
    return f"previews/{owner}/{file_id}/"


def uploaded_file(key: str) -> tuple[str, str] | None:
    """Give owner and file id of a key under `incoming/`, or None where no file of ours could have that key."""
    owner, _, file_id = key.removeprefix(INCOMING).partition("/")
    return (owner, file_id) if owner and is_ulid(file_id) and key == incoming(owner, file_id) else None


def belongings(place: str, owner: str) -> str:
    """What every key of an owner's in a place begins with."""
    return f"{place}/{owner}/"


def file_of(key: str) -> str:
    """The file id of a key in any of the places, if it is one of ours."""
    return f"{key}//".split("/")[2]
