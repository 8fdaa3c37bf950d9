"""The exception that makes Lambda retry an event."""

from __future__ import annotations


class Failed(Exception):
    """A failure that makes Lambda retry the event. Lambda logs it, so it quotes nothing of the error behind it."""
