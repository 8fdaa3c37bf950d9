"""Notes: their fields, and the rules for creating and changing them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from .clock import CreatedAt, EditedAt, GivenCreatedAt, GivenEditedAt, UpdatedAt, past, timestamp
from .errors import Invalid
from .ids import FileId, NoteId
from .tags import GivenTag, Tag, unique

EXCERPT_CHARACTERS = 200
MAXIMUM_TEXT_BYTES = 256 * 1024
MAXIMUM_FILES = 100
_RECIPE = "500 g of *flour*, water, salt, and **time**."

State = Annotated[
    Literal["active", "archived", "trashed"],
    Meta(description="The state; trashed notes and files are deleted permanently after 30 days."),
]
Kept = Annotated[Literal["active", "archived"], Meta(description="Whether the note is active or archived.")]
Version = Annotated[
    int, Meta(ge=1, description="The version: the number of changes. In quotes, it is the ETag.", examples=[3])
]
Pinned = Annotated[bool, Meta(description="Whether the note is listed before all others.")]
Title = Annotated[str, Meta(max_length=200, description="The title, one line; may be empty.", examples=["Bread"])]
# A character takes at least a byte, so this limit is never stricter than the one in bytes that `check_text` enforces.
Text = Annotated[
    str,
    Meta(max_length=MAXIMUM_TEXT_BYTES, description="Markdown, at most 256 KiB of UTF-8.", examples=[_RECIPE]),
]
Excerpt = Annotated[
    str, Meta(max_length=EXCERPT_CHARACTERS, description="The beginning of the text.", examples=[_RECIPE])
]
FileIds = Annotated[
    list[FileId], Meta(max_length=MAXIMUM_FILES, description="The ids of its files, in order of attachment.")
]
_TAGS = Meta(max_length=20, description="Labels of the note, without duplicates.")
Tags = Annotated[list[Tag], _TAGS]
GivenTags = Annotated[list[GivenTag], _TAGS]


class NewNote(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A new note; every field may be left out.

    `created_at`, `edited_at` and `state` let an import keep its times and its archive. A single time stands for both.
    """

    title: Title = ""
    text: Text = ""
    tags: GivenTags = []
    pinned: Pinned = False
    state: Kept = "active"
    created_at: GivenCreatedAt | None = None
    edited_at: GivenEditedAt | None = None


class NoteChanges(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A JSON merge patch (RFC 7396): omitted fields stay as they are, null resets a field to its default."""

    title: Title | UnsetType | None = UNSET
    text: Text | UnsetType | None = UNSET
    tags: GivenTags | UnsetType | None = UNSET
    pinned: Pinned | UnsetType | None = UNSET
    state: Kept | UnsetType | None = UNSET


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """A complete note."""

    id: NoteId
    title: Title = ""
    text: Text = ""
    tags: Tags = []
    pinned: Pinned = False
    state: State = "active"
    file_ids: FileIds = []
    created_at: CreatedAt
    edited_at: EditedAt
    updated_at: UpdatedAt
    version: Version = 1


class NoteSummary(msgspec.Struct, frozen=True, kw_only=True):
    """A note in a list, with the first 200 characters of its text as `excerpt`."""

    id: NoteId
    title: Title = ""
    excerpt: Excerpt = ""
    tags: Tags = []
    pinned: Pinned = False
    state: State = "active"
    file_ids: FileIds = []
    created_at: CreatedAt
    edited_at: EditedAt
    updated_at: UpdatedAt
    version: Version = 1


_DEFAULTS: dict[str, Any] = {"title": "", "text": "", "tags": [], "pinned": False, "state": "active"}


def write(new: NewNote, note_id: str, now: datetime) -> Note:
    """Return a note from a request. Raises `Invalid` for a text over 256 KiB, and for invalid tags or times."""
    created_at, edited_at = _times(new, now)
    return Note(
        id=note_id,
        title=new.title,
        text=check_text(new.text),
        tags=unique(new.tags),
        pinned=new.pinned,
        state=new.state,
        created_at=created_at,
        edited_at=edited_at,
        updated_at=timestamp(now),
    )


def changed_fields(changes: NoteChanges) -> dict[str, Any]:
    """Return new values by name, only of the fields in the patch. Raises `Invalid` for an invalid text or tags."""
    fields = {
        name: _DEFAULTS[name] if value is None else value
        for name in changes.__struct_fields__
        if (value := getattr(changes, name)) is not UNSET
    }
    if "text" in fields:
        check_text(fields["text"])
    if "tags" in fields:
        fields["tags"] = unique(fields["tags"])
    return fields


def _times(new: NewNote, now: datetime) -> tuple[str, str]:
    created_at = past("/created_at", new.created_at or new.edited_at or now, now)
    edited_at = past("/edited_at", new.edited_at or new.created_at or now, now)
    if edited_at < created_at:
        raise Invalid("/edited_at", "This is before `created_at`.")
    return created_at, edited_at


def check_text(text: str) -> str:
    """Return the text itself. Raises `Invalid` if its UTF-8 is over 256 KiB."""
    if len(text.encode()) > MAXIMUM_TEXT_BYTES:
        raise Invalid("/text", "The text is larger than 256 KiB in UTF-8.")
    return text


def excerpt(text: str) -> str:
    """Return the beginning of a text, for lists."""
    return text[:EXCERPT_CHARACTERS]
