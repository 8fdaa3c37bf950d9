"""Files: what they are, what they may be, and what follows from the state that one is in."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from .errors import Invalid
from .identifiers import FileId, GivenNoteId, NoteId
from .moments import CreatedAt, UpdatedAt, epoch_seconds
from .notes import TRASH_PERIOD, State, Version
from .pictures import Picture

MEBIBYTE = 1024 * 1024
MAXIMUM_BYTES = {"image": 25 * MEBIBYTE, "other": 100 * MEBIBYTE}
IMAGE_TYPES = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp", "image/avif"})
UPLOAD_PERIOD = timedelta(days=1)
REJECTED_PERIOD = timedelta(days=7)

Kind = Annotated[Literal["image", "other"], Meta(description="Whether it is a picture that gets previews.")]
Status = Annotated[
    Literal["pending", "ready", "rejected"],
    Meta(
        description="Whether its bytes are awaited, were taken in, or were not what they were said to be.",
        examples=["ready"],
    ),
]
# Control characters would have to be smuggled through a download's Content-Disposition.
Name = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=255,
        description="As a person knows it.",
        pattern=r"^[^\x00-\x1f\x7f-\x9f]*\Z",
        examples=["IMG_0412.jpg"],
    ),
]
Caption = Annotated[
    str, Meta(max_length=2000, description="What is to be said of it; may be empty.", examples=["The first loaf"])
]
ContentType = Annotated[
    str,
    Meta(
        max_length=127,
        description="The media type, without parameters.",
        pattern=r"^[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]*/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]*\Z",
        examples=["image/jpeg"],
    ),
]
Size = Annotated[
    int,
    Meta(
        ge=0,
        description="In bytes: at most 25 MiB for a picture, 100 MiB for anything else.",
        examples=[2_483_200],
        extra_json_schema={"maximum": MAXIMUM_BYTES["other"]},
    ),
]
Reason = Annotated[str, Meta(description="Why it was rejected.")]
Pixels = Annotated[int, Meta(ge=1, description="Of the upright picture, in pixels.", examples=[4032])]
TakenAt = Annotated[
    str,
    Meta(description="When the camera says it was taken, in its local time.", examples=["2026-02-28T17:45:12"]),
]
Camera = Annotated[str, Meta(description="What took it.", examples=["FUJIFILM X100V"])]
Placeholder = Annotated[
    str,
    Meta(
        description="A tiny picture as a data URL, to show until a preview has come.",
        examples=["data:image/webp;base64,UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAgA0JaQAA3AA/vuUAAA="],
    ),
]
Sha256 = Annotated[
    str,
    Meta(
        pattern=r"^[0-9a-f]{64}\Z",
        description="Of the bytes to upload, in lowercase hex.",
        examples=["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"],
    ),
]


class NewFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a client says of the bytes that it is about to upload."""

    name: Name
    content_type: ContentType
    size: Size
    sha256: Sha256
    note_id: GivenNoteId | None = None


# A picture is read whole into memory to make its previews.
Declaration = Annotated[
    NewFile,
    Meta(
        extra_json_schema={
            "if": {"properties": {"content_type": {"enum": sorted(IMAGE_TYPES)}}},
            "then": {"properties": {"size": {"maximum": MAXIMUM_BYTES["image"]}}},
        }
    ),
]


class FileChanges(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A JSON merge patch (RFC 7396): null empties the caption, or takes the file off its note."""

    name: Name | UnsetType = UNSET
    caption: Caption | UnsetType | None = UNSET
    note_id: GivenNoteId | UnsetType | None = UNSET


class File(msgspec.Struct, frozen=True, kw_only=True):
    """A file's description; its bytes are in S3."""

    id: FileId
    name: Name
    content_type: ContentType
    kind: Kind
    size: Size
    sha256: Sha256
    status: Status = "pending"
    reason: Reason | None = None
    state: State = "active"
    note_id: NoteId | None = None
    caption: Caption = ""
    width: Pixels | None = None
    height: Pixels | None = None
    taken_at: TakenAt | None = None
    camera: Camera | None = None
    placeholder: Placeholder | None = None
    created_at: CreatedAt
    updated_at: UpdatedAt
    version: Version = 1


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
