"""Files: what they are, what they may be, and what follows from the state that one is in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Annotated, Any

import msgspec
from msgspec import UNSET, Meta, UnsetType

from .clock import CreatedAt, UpdatedAt, epoch_seconds
from .errors import Invalid
from .file_fields import (
    IMAGE_TYPES,
    MAXIMUM_BYTES,
    MEBIBYTE,
    Camera,
    Caption,
    ContentType,
    Kind,
    Name,
    Pixels,
    Placeholder,
    Reason,
    Sha256,
    Size,
    Status,
)
from .ids import FileId, GivenNoteId, NoteId
from .images import Picture
from .notes import TRASH_PERIOD, State, Version
from .taken_at import GivenTakenOffset, Taken, TakenAt, TakenOffset, checked, offset_of

_TAKEN = frozenset({"taken_at", "taken_offset"})
UPLOAD_PERIOD = timedelta(days=1)
REJECTED_PERIOD = timedelta(days=7)


class NewFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a client says of the bytes that it is about to upload."""

    name: Name
    content_type: ContentType
    size: Size
    sha256: Sha256
    note_id: GivenNoteId | None = None
    caption: Caption = ""
    taken_at: TakenAt | None = None
    taken_offset: GivenTakenOffset | None = None


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
    """A JSON merge patch (RFC 7396): null empties the caption, or takes the file off its note.

    Null also takes `taken_at` and `taken_offset` back to what the picture says.
    """

    name: Name | UnsetType = UNSET
    caption: Caption | UnsetType | None = UNSET
    note_id: GivenNoteId | UnsetType | None = UNSET
    taken_at: TakenAt | UnsetType | None = UNSET
    taken_offset: GivenTakenOffset | UnsetType | None = UNSET


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
    taken_offset: TakenOffset | None = None
    camera: Camera | None = None
    placeholder: Placeholder | None = None
    created_at: CreatedAt
    updated_at: UpdatedAt
    version: Version = 1


class StoredFile(File, frozen=True, kw_only=True):
    """A file as it is kept: when it was taken is what a person has `given` over what was `seen` in the picture."""

    given: Taken = Taken()
    seen: Taken = Taken()


def declare(new: NewFile, file_id: str, now: str) -> StoredFile:
    """The file that waits for its bytes. Raises `Invalid` when they are more than one of its kind may have.

    Raises it, too, for a time that no calendar has, and for an offset of no time.
    """
    content_type = new.content_type.lower()
    kind: Kind = "image" if content_type in IMAGE_TYPES else "other"
    if new.size > MAXIMUM_BYTES[kind]:
        raise Invalid("/size", f"A file like this is at most {MAXIMUM_BYTES[kind] // MEBIBYTE} MiB.")
    given = Taken(checked(new.taken_at), offset_of(new.taken_offset))
    if given.offset and not given.at:
        raise _offset_of_nothing()
    return StoredFile(
        id=file_id,
        name=new.name,
        content_type=content_type,
        kind=kind,
        size=new.size,
        sha256=new.sha256,
        note_id=new.note_id,
        caption=new.caption,
        taken_at=given.at,
        taken_offset=given.offset,
        given=given,
        created_at=now,
        updated_at=now,
    )


def changed_fields(changes: FileChanges) -> dict[str, Any]:
    """Field name to new value, for those fields alone that the patch names. Raises `Invalid` as `declare` does."""
    fields = {name: value for name in changes.__struct_fields__ if (value := getattr(changes, name)) is not UNSET}
    if "caption" in fields:
        fields["caption"] = fields["caption"] or ""
    if "taken_at" in fields:
        checked(fields["taken_at"])
    if "taken_offset" in fields:
        fields["taken_offset"] = offset_of(fields["taken_offset"])
    return fields


def changed(file: StoredFile, now: str, **fields: Any) -> StoredFile:
    """The file's next version, with these fields new."""
    after = msgspec.structs.replace(file, **fields, updated_at=now, version=file.version + 1)
    taken = after.given.over(after.seen)
    given = after.given if taken.at else Taken()
    return msgspec.structs.replace(after, taken_at=taken.at, taken_offset=taken.offset, given=given)


def patched(file: StoredFile, fields: Mapping[str, Any], now: str) -> StoredFile:
    """The file's next version, with these fields of a patch. Raises `Invalid` for an offset of no time.

    A null takes `taken_at` or `taken_offset` back to what the picture says, each by itself.
    """
    given = Taken(fields.get("taken_at", file.given.at), fields.get("taken_offset", file.given.offset))
    others = {name: value for name, value in fields.items() if name not in _TAKEN}
    after = changed(file, now, **others, given=given)
    if fields.get("taken_offset") and after.taken_at is None:
        raise _offset_of_nothing()
    return after


def public(file: StoredFile) -> File:
    """The file as everybody is told of it."""
    return File(**{name: getattr(file, name) for name in File.__struct_fields__})


def accepted(file: StoredFile, picture: Picture | None, now: str) -> StoredFile:
    """The file once its bytes are found to be what was declared."""
    if picture is None:
        return changed(file, now, status="ready")
    return changed(
        file,
        now,
        status="ready",
        width=picture.width,
        height=picture.height,
        seen=Taken(picture.taken_at, picture.taken_offset),
        camera=picture.camera,
        placeholder=picture.placeholder,
    )


def charge(file: File) -> int | None:
    """The bytes that a file takes of its owner's quota; None for one that is not counted, since it holds no bytes."""
    return None if file.status == "rejected" else file.size


def discarded_bytes(files: Iterable[File]) -> int:
    """The bytes that stay for a week as old versions, where an operator can bring them back, when these files go."""
    return sum(file.size for file in files if file.status == "ready")


def awaits_bytes(file: File) -> bool:
    """Tell a file whose bytes may still be uploaded."""
    return file.status == "pending" and file.state != "trashed"


def expires_at(file: File) -> int | None:
    """When the file disappears by itself, in epoch seconds; None for never."""
    if file.status == "pending":
        return epoch_seconds(file.created_at, UPLOAD_PERIOD)
    if file.state == "trashed":
        return epoch_seconds(file.updated_at, TRASH_PERIOD)
    return epoch_seconds(file.updated_at, REJECTED_PERIOD) if file.status == "rejected" else None


def _offset_of_nothing() -> Invalid:
    return Invalid("/taken_offset", "An offset needs a `taken_at` that it belongs to.")
