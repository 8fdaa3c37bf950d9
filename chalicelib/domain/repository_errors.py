"""Exceptions that only repositories raise; no client sees them."""

from __future__ import annotations


class NothingArrived(Exception):
    """There are no uploaded bytes: they never arrived, or they were processed already."""


class SocketGone(Exception):
    """The client of a connection has disconnected, or is not connected yet."""
