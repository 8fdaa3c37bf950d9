"""The exception that makes Lambda retry an event."""

from __future__ import annotations


class Failed(Exception):
    """The event is to be retried. Lambda logs what is raised, so this quotes nothing of an error."""
