"""Data read from a picture."""

from __future__ import annotations

import msgspec


class Preview(msgspec.Struct, frozen=True):
    """A WebP picture without metadata, and its size in pixels."""

    width: int
    height: int
    data: bytes


class Picture(msgspec.Struct, frozen=True):
    """A picture's metadata, its size in pixels when upright, and its previews, smallest first.

    `taken_at` is the local time of the place, `2021-07-08T09:10:11`; `taken_offset`, such as `+02:00`, is that place's
    offset from UTC, or None if unknown. `placeholder` is a data URL of a few hundred characters.
    """

    width: int
    height: int
    taken_at: str | None
    camera: str | None
    placeholder: str
    previews: list[Preview]
    taken_offset: str | None = None
