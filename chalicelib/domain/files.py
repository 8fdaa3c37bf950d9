"""Files: their fields, the rules for changing them, and the effects of their status and state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
    ListedKind,
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
from .lifetimes import PENDING_PERIOD, REJECTED_PERIOD, TRASH_PERIOD
from .notes import State, Version
from .taken_at import GivenTakenOffset, Taken, TakenAt, TakenOffset, checked, offset_of

_TAKEN = frozenset({"taken_at", "taken_offset"})


class NewFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The declaration of a file whose bytes the client is about to upload."""

    name: Name
    content_type: ContentType
    size: Size
    sha256: Sha256
    note_id: GivenNoteId | None = None
    caption: Caption = ""
    taken_at: TakenAt | None = None
    taken_offset: GivenTakenOffset | None = None


# Pictures have a smaller maximum: they are read into memory whole to make their previews.
Declaration = Annotated[
    NewFile,
    Meta(
        extra_json_schema={
            "not": {
                "properties": {
                    "content_type": {"enum": sorted(IMAGE_TYPES)},
                    "size": {"exclusiveMinimum": MAXIMUM_BYTES["image"]},
                }
            }
        }
    ),
]


class FileFilter(msgspec.Struct, frozen=True):
    """A filter of the files to list; None means all."""

    state: State
    kind: ListedKind | None = None
    note_id: str | None = None


class FileChanges(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A JSON merge patch (RFC 7396): null empties the caption, or removes the file from its note.

    Null also resets `taken_at` and `taken_offset` to what the picture says.
    """

    name: Name | UnsetType = UNSET
    caption: Caption | UnsetType | None = UNSET
    note_id: GivenNoteId | UnsetType | None = UNSET
    taken_at: TakenAt | UnsetType | None = UNSET
    taken_offset: GivenTakenOffset | UnsetType | None = UNSET


class File(msgspec.Struct, frozen=True, kw_only=True):
    """The metadata of a file; its bytes are in S3."""

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
    """A file as it is stored; for the time taken, a person's values (`given`) override the picture's (`seen`)."""

    given: Taken = Taken()
    seen: Taken = Taken()


def declare(new: NewFile, file_id: str, now: str) -> StoredFile:
    """Return a pending file. Raises `Invalid` if its size exceeds the maximum of its kind.

    Also raises it for a date or time that does not exist, and for an offset without a time.
    """
    content_type = new.content_type.lower()
    kind: Kind = "image" if content_type in IMAGE_TYPES else "other"
    if new.size > MAXIMUM_BYTES[kind]:
        raise Invalid("/size", f"A file of this kind can be at most {MAXIMUM_BYTES[kind] // MEBIBYTE} MiB.")
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
    """Return new values by name, only of the fields in the patch. Raises `Invalid` for a time that does not exist."""
    fields = {name: value for name in changes.__struct_fields__ if (value := getattr(changes, name)) is not UNSET}
    if "caption" in fields:
        fields["caption"] = fields["caption"] or ""
    if "taken_at" in fields:
        checked(fields["taken_at"])
    if "taken_offset" in fields:
        fields["taken_offset"] = offset_of(fields["taken_offset"])
    return fields


def changed(file: StoredFile, now: str, **fields: Any) -> StoredFile:
    """Return the file's next version with these fields replaced."""
    after = msgspec.structs.replace(file, **fields, updated_at=now, version=file.version + 1)
    taken = after.given.over(after.seen)
    given = after.given if taken.at else Taken()
    return msgspec.structs.replace(after, taken_at=taken.at, taken_offset=taken.offset, given=given)


def patched(file: StoredFile, fields: Mapping[str, Any], now: str) -> StoredFile:
    """Return the file's next version with the fields of a patch. Raises `Invalid` for an offset without a time.

    A null resets `taken_at` or `taken_offset`, each by itself, to what the picture says.
    """
    given = Taken(fields.get("taken_at", file.given.at), fields.get("taken_offset", file.given.offset))
    others = {name: value for name, value in fields.items() if name not in _TAKEN}
    after = changed(file, now, **others, given=given)
    if fields.get("taken_offset") and after.taken_at is None:
        raise _offset_of_nothing()
    return after


def public(file: StoredFile) -> File:
    """Return the file as the API shows it, without `given` and `seen`."""
    return File(**{name: getattr(file, name) for name in File.__struct_fields__})


def accepted(file: StoredFile, picture: Picture | None, now: str) -> StoredFile:
    """Return the file as ready, with the metadata of its picture, once its bytes are found to be as declared."""
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
    """Return the bytes that count towards the quota; None for a rejected file, which has none and is not counted."""
    return None if file.status == "rejected" else file.size


def discarded_bytes(files: Iterable[File]) -> int:
    """Return the bytes that remain for a week as old versions, for an operator to restore, once these are deleted."""
    return sum(file.size for file in files if file.status == "ready")


def awaits_bytes(file: File) -> bool:
    """Return whether the file's bytes may still be uploaded."""
    return file.status == "pending" and file.state != "trashed"


def expires_at(file: File) -> int | None:
    """Return when the file expires, in epoch seconds; None for never."""
    if file.status == "pending":
        return epoch_seconds(file.created_at, PENDING_PERIOD)
    if file.state == "trashed":
        return epoch_seconds(file.updated_at, TRASH_PERIOD)
    return epoch_seconds(file.updated_at, REJECTED_PERIOD) if file.status == "rejected" else None


def _offset_of_nothing() -> Invalid:
    return Invalid("/taken_offset", "An offset requires `taken_at`.")
