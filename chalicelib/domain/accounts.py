"""The usage and the limits of an account."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import msgspec
from msgspec import Meta

from .file_fields import MAXIMUM_BYTES
from .ids import UserId

_NOTES = Annotated[int, Meta(ge=0, description="Number of notes.", examples=[128])]
_FILES = Annotated[int, Meta(ge=0, description="Number of files.", examples=[420])]
_BYTES = Annotated[int, Meta(ge=0, description="Size of all files together, in bytes.", examples=[1_073_741_824])]
_IMAGE_BYTES = Annotated[
    int, Meta(ge=0, description="Largest size of one image, in bytes.", examples=[MAXIMUM_BYTES["image"]])
]
_FILE_BYTES = Annotated[
    int, Meta(ge=0, description="Largest size of any other file, in bytes.", examples=[MAXIMUM_BYTES["other"]])
]
_EMAIL = Annotated[str, Meta(description="The email address used to sign in.", examples=["ann@example.com"])]


class Usage(msgspec.Struct, frozen=True):
    """Stored notes, files and bytes of a user, including the trash; pending uploads count with their declared size."""

    notes: _NOTES = 0
    files: _FILES = 0
    bytes: _BYTES = 0


class Limits(msgspec.Struct, frozen=True):
    """Maximum number of notes and files; maximum bytes of all files together, of one picture, of any other file."""

    notes: _NOTES
    files: _FILES
    bytes: _BYTES
    image_bytes: _IMAGE_BYTES = MAXIMUM_BYTES["image"]
    file_bytes: _FILE_BYTES = MAXIMUM_BYTES["other"]


class Account(msgspec.Struct, frozen=True):
    """The signed-in user's account: id, email address, usage and limits."""

    id: UserId
    email: _EMAIL
    usage: Usage
    limits: Limits


class Accounts:
    """Accounts: each user's usage and limits from the store, which knows who has other ones than this deployment."""

    def __init__(self, standing: Callable[[str, Limits], tuple[Usage, Limits]], limits: Limits) -> None:
        self._standing = standing
        self._limits = limits

    def describe(self, owner: str, email: str) -> Account:
        """Return the account of a signed-in user, who may have stored nothing yet."""
        return Account(owner, email, *self._standing(owner, self._limits))
