"""Models of AWS's services, read from botocore's files once for all clients of a process.

Otherwise each session reads and parses them again: half of the time of tests with many users, and a third of a
function's start.
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
    """Make every session of this process use the same models."""
    Loader.FILE_LOADER_CLASS = _ReadOnce
