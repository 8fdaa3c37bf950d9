"""Descriptions of AWS's services, read from botocore's files once for all clients of a process.

Each session reads and parses it anew otherwise: half of the time of tests that are many people, and a third of what a
function needs to start.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from botocore.loaders import JSONFileLoader, Loader


class _ReadOnce(JSONFileLoader):
    def load_file(self, file_path: str) -> Any:
        return _content(file_path)


@cache
def _content(file_path: str) -> Any:
    return JSONFileLoader().load_file(file_path)


def share() -> None:
    """Make every session of this process use the same descriptions."""
    Loader.FILE_LOADER_CLASS = _ReadOnce
