"""Types of a file's fields, with their limits, and with descriptions and examples for the API reference."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

MEBIBYTE = 1024 * 1024
MAXIMUM_BYTES = {"image": 25 * MEBIBYTE, "other": 100 * MEBIBYTE}
IMAGE_TYPES = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp", "image/avif"})

Kind = Annotated[
    Literal["image", "other"], Meta(description="`image` for images that get previews, `other` for all other files.")
]
# The kinds that belong to the library; a list of `media` contains all of them.
MEDIA_KINDS: tuple[Kind, ...] = ("image",)
ListedKind = Annotated[
    Literal["media", "image", "other"],
    Meta(description="Only files of this kind; `media` is the photo library, ordered by the time taken, newest first."),
]
Status = Annotated[
    Literal["pending", "ready", "rejected"],
    Meta(
        description="`pending` until the bytes arrive, then `ready`, or `rejected` if they are not as declared.",
        examples=["ready"],
    ),
]
# The Content-Disposition header of a download could not carry control characters as they are.
Name = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=255,
        description="The file name.",
        pattern=r"^[^\x00-\x1f\x7f-\x9f]*\Z",
        examples=["IMG_0412.jpg"],
    ),
]
Caption = Annotated[str, Meta(max_length=2000, description="A caption; may be empty.", examples=["The first loaf"])]
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
        description="Size in bytes: at most 25 MiB for an image, 100 MiB for any other file.",
        examples=[2_483_200],
        extra_json_schema={"maximum": MAXIMUM_BYTES["other"]},
    ),
]
Reason = Annotated[str, Meta(description="Reason of the rejection.")]
Pixels = Annotated[int, Meta(ge=1, description="Size of the upright image in pixels.", examples=[4032])]
Camera = Annotated[str, Meta(description="The camera.", examples=["FUJIFILM X100V"])]
Placeholder = Annotated[
    str,
    Meta(
        description="A tiny image as a data URL, to show while a preview loads.",
        examples=["data:image/webp;base64,UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAgA0JaQAA3AA/vuUAAA="],
    ),
]
Sha256 = Annotated[
    str,
    Meta(
        pattern=r"^[0-9a-f]{64}\Z",
        description="SHA-256 of the bytes to upload, in lowercase hexadecimal.",
        examples=["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"],
    ),
]
