"""A pytest plugin: on a Python newer than those that the tests are run on, deprecation warnings are not errors.

Users of such a Python can do nothing about them, so they are only shown. DEPRECATIONS=error makes them errors, too.
"""

from __future__ import annotations

import os
import sys

import pytest

NEWEST_TRIED = (3, 13)
# Python's own warnings about future changes; SyntaxWarning is one when Python compiles a library.
CATEGORIES = ("DeprecationWarning", "PendingDeprecationWarning", "FutureWarning", "SyntaxWarning")


def pytest_configure(config: pytest.Config) -> None:
    """Add filters after those of pyproject.toml, so that they take precedence."""
    for line in filters(sys.version_info[:2], os.environ.get("DEPRECATIONS", "")):
        config.addinivalue_line("filterwarnings", line)


def filters(version: tuple[int, ...], deprecations: str) -> list[str]:
    """Return the filters for a Python of this version, in the format of pytest's option `filterwarnings`."""
    if version <= NEWEST_TRIED or deprecations == "error":
        return []
    return [f"default::{category}" for category in CATEGORIES]
