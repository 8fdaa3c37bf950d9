"""Texts that are in two places and have to be the same in both."""

from __future__ import annotations

from pathlib import Path

import chalicelib
from chalicelib.repositories.dynamodb import keys

ROOT = Path(__file__).parents[3]


def test_the_page_on_access_patterns_is_the_docstring_of_the_keys() -> None:
    assert keys.__doc__
    assert keys.__doc__.strip() in (ROOT / "docs/access-patterns.md").read_text()


def test_the_changelog_knows_this_version() -> None:
    assert f"## {chalicelib.__version__}" in (ROOT / "CHANGELOG.md").read_text()
