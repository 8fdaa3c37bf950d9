"""Types of a file's fields, with their limits, and with descriptions and examples for the API reference."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

MEBIBYTE = 1024 * 1024
MAXIMUM_BYTES = {"image": 25 * MEBIBYTE, "other": 100 * MEBIBYTE}
IMAGE_TYPES = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp", "image/avif"})

Kind = Annotated[Literal["image", "other"], Meta(description="Whether it is a picture that gets previews.")]
# The kinds that belong to the library; a list of `media` contains all of them.
MEDIA_KINDS: tuple[Kind, ...] = ("image",)
ListedKind = Annotated[
    Literal["media", "image", "other"],
    Meta(description="Only files of this kind; `media` is the library, newest first by when they were taken."),
]
Status = Annotated[
    Literal["pending", "ready", "rejected"],
    Meta(
        description="Whether its bytes are awaited, were taken in, or were not what they were said to be.",
        examples=["ready"],
    ),
]
# The Content-Disposition header of a download could not carry control characters as they are.
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
