"""A plugin for pytest: on a Python newer than those that the tests are run on, what it deprecates is shown.

Whoever comes with such a Python can do nothing about it. DEPRECATIONS=error makes it fail there, too.
"""

from __future__ import annotations

import os
import sys

import pytest

NEWEST_TRIED = (3, 13)
# What Python itself says of what will change; SyntaxWarning, where it compiles a library.
CATEGORIES = ("DeprecationWarning", "PendingDeprecationWarning", "FutureWarning", "SyntaxWarning")


def pytest_configure(config: pytest.Config) -> None:
    """Add filters after those of pyproject.toml, so that these decide."""
    for line in filters(sys.version_info[:2], os.environ.get("DEPRECATIONS", "")):
        config.addinivalue_line("filterwarnings", line)


def filters(version: tuple[int, ...], deprecations: str) -> list[str]:
    """The filters for a Python of this version, as pytest's option `filterwarnings` has them."""
    if version <= NEWEST_TRIED or deprecations == "error":
        return []
    return [f"default::{category}" for category in CATEGORIES]
