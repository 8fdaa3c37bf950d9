"""What a person uses, and what they may use."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import msgspec
from msgspec import Meta

from .file_fields import MAXIMUM_BYTES
from .ids import UserId

_NOTES = Annotated[int, Meta(ge=0, description="How many notes.", examples=[128])]
_FILES = Annotated[int, Meta(ge=0, description="How many files.", examples=[420])]
_BYTES = Annotated[int, Meta(ge=0, description="Of all files together.", examples=[1_073_741_824])]
_IMAGE_BYTES = Annotated[int, Meta(ge=0, description="Of one picture.", examples=[MAXIMUM_BYTES["image"]])]
_FILE_BYTES = Annotated[int, Meta(ge=0, description="Of any other file.", examples=[MAXIMUM_BYTES["other"]])]
_EMAIL = Annotated[str, Meta(description="The address to sign in with.", examples=["ann@example.com"])]


class Usage(msgspec.Struct, frozen=True):
    """What a person keeps here, the trash included; uploads under way count as if they had arrived."""

    notes: _NOTES = 0
    files: _FILES = 0
    bytes: _BYTES = 0


class Limits(msgspec.Struct, frozen=True):
    """How many notes and files; bytes of all files together, of one picture, of any other file."""

    notes: _NOTES
    files: _FILES
    bytes: _BYTES
    image_bytes: _IMAGE_BYTES = MAXIMUM_BYTES["image"]
    file_bytes: _FILE_BYTES = MAXIMUM_BYTES["other"]


class Account(msgspec.Struct, frozen=True):
    """The answer to "who am I"."""

    id: UserId
    email: _EMAIL
    usage: Usage
    limits: Limits


class Accounts:
    """What each person has, from the store that counts it and the deployment that limits it."""

    def __init__(self, usage: Callable[[str], Usage], limits: Limits) -> None:
        self._usage = usage
        self._limits = limits

    def describe(self, owner: str, email: str) -> Account:
        """The account of someone who has signed in, whether or not they have kept anything yet."""
        return Account(owner, email, self._usage(owner), self._limits)
