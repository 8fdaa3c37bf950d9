"""Files: what they are, what they may be, and what follows from the state that one is in."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from .errors import Invalid
from .moments import epoch_seconds
from .notes import TRASH_PERIOD, State
from .pictures import Picture

MEBIBYTE = 1024 * 1024
MAXIMUM_BYTES = {"image": 25 * MEBIBYTE, "other": 100 * MEBIBYTE}
IMAGE_TYPES = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp", "image/avif"})
UPLOAD_PERIOD = timedelta(days=1)
REJECTED_PERIOD = timedelta(days=7)

Kind = Literal["image", "other"]
Status = Literal["pending", "ready", "rejected"]
# Control characters would have to be smuggled through a download's Content-Disposition.
Name = Annotated[str, Meta(min_length=1, max_length=255, pattern=r"^[^\x00-\x1f\x7f-\x9f]*\Z")]
Caption = Annotated[str, Meta(max_length=2000)]
ContentType = Annotated[
    str,
    Meta(max_length=127, pattern=r"^[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]*/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]*\Z"),
]
Sha256 = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z", description="Of the bytes to upload, in lowercase hex.")]


class NewFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a client says of the bytes that it is about to upload."""

    name: Name
    content_type: ContentType
    size: Annotated[int, Meta(ge=0)]
    sha256: Sha256
    note_id: str | None = None


class FileChanges(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A JSON merge patch (RFC 7396): null empties the caption, or takes the file off its note."""

    name: Name | UnsetType = UNSET
    caption: Caption | UnsetType | None = UNSET
    note_id: str | UnsetType | None = UNSET


class File(msgspec.Struct, frozen=True, kw_only=True):
    """A file's description; its bytes are in S3."""

    id: str
    name: str
    content_type: str
    kind: Kind
    size: int
    sha256: str
    status: Status = "pending"
    reason: str | None = None
    state: State = "active"
    note_id: str | None = None
    caption: str = ""
    width: int | None = None
    height: int | None = None
    taken_at: str | None = None
    camera: str | None = None
    placeholder: str | None = None
    created_at: str
    updated_at: str
    version: int = 1


def declare(new: NewFile, file_id: str, now: str) -> File:
    """The file that waits for its bytes. Raises `Invalid` when they are more than one of its kind may have."""
    content_type = new.content_type.lower()
    kind: Kind = "image" if content_type in IMAGE_TYPES else "other"
    if new.size > MAXIMUM_BYTES[kind]:
        raise Invalid("/size", f"A file like this is at most {MAXIMUM_BYTES[kind] // MEBIBYTE} MiB.")
    return File(
        id=file_id,
        name=new.name,
        content_type=content_type,
        kind=kind,
        size=new.size,
        sha256=new.sha256,
        note_id=new.note_id,
        created_at=now,
        updated_at=now,
    )


def changed_fields(changes: FileChanges) -> dict[str, Any]:
    """Field name to new value, for those fields alone that the patch names."""
    fields = {name: value for name in changes.__struct_fields__ if (value := getattr(changes, name)) is not UNSET}
    if "caption" in fields:
        fields["caption"] = fields["caption"] or ""
    return fields


def changed(file: File, now: str, **fields: Any) -> File:
    """The file's next version, with these fields new."""
    return msgspec.structs.replace(file, **fields, updated_at=now, version=file.version + 1)


def accepted(file: File, picture: Picture | None, now: str) -> File:
    """The file once its bytes are found to be what was declared."""
    if picture is None:
        return changed(file, now, status="ready")
    return changed(
        file,
        now,
        status="ready",
        width=picture.width,
        height=picture.height,
        taken_at=picture.taken_at,
        camera=picture.camera,
        placeholder=picture.placeholder,
    )


def charge(file: File) -> int | None:
    """The bytes that a file takes of its owner's quota; None for one that is not counted, since it holds no bytes."""
    return None if file.status == "rejected" else file.size


def expires_at(file: File) -> int | None:
    """When the file disappears by itself, in epoch seconds; None for never."""
    if file.status == "pending":
        return epoch_seconds(file.created_at, UPLOAD_PERIOD)
    if file.state == "trashed":
        return epoch_seconds(file.updated_at, TRASH_PERIOD)
    return epoch_seconds(file.updated_at, REJECTED_PERIOD) if file.status == "rejected" else None
