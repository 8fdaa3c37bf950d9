"""Chalice's own command, as a step on the quick way."""

from __future__ import annotations

from pathlib import Path

import pytest

from ship.quick import run_chalice
from ship.stacks import NotDeployed


@pytest.mark.slow
def test_it_runs_in_the_checkout(tmp_path: Path) -> None:
    run_chalice(tmp_path, "new-project", "mine")
    assert (tmp_path / "mine" / "app.py").exists()


@pytest.mark.slow
def test_when_it_fails_nothing_goes_on(tmp_path: Path) -> None:
    with pytest.raises(NotDeployed, match="chalice package failed"):
        run_chalice(tmp_path, "package", "out")
