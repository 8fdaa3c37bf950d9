"""What may go wrong."""

from __future__ import annotations


class Trouble(Exception):
    """What went wrong, in a sentence for the person who runs this."""


class CursorRefused(Trouble):
    """The feed no longer knows all that has changed since: the lists have to be read again."""


class NotBrought(Exception):
    """An original did not come, or not as it was uploaded."""
