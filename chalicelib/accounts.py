"""What a person uses, and what they may use."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from .files import MAXIMUM_BYTES


class Usage(msgspec.Struct, frozen=True):
    """What a person keeps here, the trash included; uploads under way count as if they had arrived."""

    notes: int = 0
    files: int = 0
    bytes: int = 0


class Limits(msgspec.Struct, frozen=True):
    """Bytes: of all files together, of one picture, of any other file."""

    bytes: int
    image_bytes: int = MAXIMUM_BYTES["image"]
    file_bytes: int = MAXIMUM_BYTES["other"]


class Account(msgspec.Struct, frozen=True):
    """The answer to "who am I"."""

    id: str
    email: str
    usage: Usage
    limits: Limits


class Accounts:
    """What each person has, from the store that counts it and the deployment that limits it."""

    def __init__(self, usage: Callable[[str], Usage], quota: int) -> None:
        self._usage = usage
        self._quota = quota

    def describe(self, owner: str, email: str) -> Account:
        """The account of someone who has signed in, whether or not they have kept anything yet."""
        return Account(owner, email, self._usage(owner), Limits(self._quota))
