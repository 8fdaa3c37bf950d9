"""The errors of a backup."""

from __future__ import annotations


class Trouble(Exception):
    """An error described in a sentence for the person who runs the backup."""


class CursorRefused(Trouble):
    """A cursor that the feed no longer accepts: the lists have to be read again."""


class NotBrought(Exception):
    """An original that could not be downloaded, or is not as it was uploaded."""
