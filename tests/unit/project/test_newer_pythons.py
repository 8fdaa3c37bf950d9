"""Deprecations, which fail the tests on a Python where they are known to pass, and are only shown on a newer one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.newer_pythons import NEWEST_TRIED, filters
from tests.support.imports import ROOT

NEWER = (NEWEST_TRIED[0], NEWEST_TRIED[1] + 1)
CALLING = """
import warnings

def test_deprecated(): warnings.warn("will go", DeprecationWarning, stacklevel=2)
def test_will_be_deprecated(): warnings.warn("will be deprecated", PendingDeprecationWarning, stacklevel=2)
def test_another(): warnings.warn("is left open", ResourceWarning, stacklevel=2)
"""
ON_A_NEWER_PYTHON = """
import pytest, sys
import tests.newer_pythons as plugin

plugin.NEWEST_TRIED = (3, 10)
known = "ignore::pytest.PytestAssertRewriteWarning"
pytest.main(["-c", "pyproject.toml", "-p", "no:cacheprovider", "-W", known, sys.argv[1]])
"""


def test_on_a_newer_python_what_it_deprecates_is_shown_and_other_warnings_fail(tmp_path: Path) -> None:
    test = tmp_path / "test_calling.py"
    test.write_text(CALLING)
    command = [sys.executable, "-c", ON_A_NEWER_PYTHON, str(test)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert "1 failed, 2 passed, 2 warnings" in done.stdout.splitlines()[-1]


@pytest.mark.parametrize("version", [(3, 11), NEWEST_TRIED])
def test_on_a_python_that_was_tried_every_warning_fails(version: tuple[int, int]) -> None:
    assert filters(version, "") == []


def test_where_it_is_asked_for_every_warning_fails_on_a_newer_one_too() -> None:
    assert filters(NEWER, "") != []
    assert filters(NEWER, "error") == []
