"""The installer, run as the Makefile runs it: with nothing but Python."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.support.imports import ROOT


def install(program: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "local.install", "a thing", sys.executable, "-c", program]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_command_is_run_and_said_to_be(tmp_path: Path) -> None:
    done = install(f"open({str(tmp_path / 'installed')!r}, 'w')")
    assert (done.returncode, done.stdout) == (0, "· Installing a thing ...\n")
    assert (tmp_path / "installed").exists()


def test_a_command_that_fails_says_why_and_stops_make() -> None:
    failed = install("print('no room'); raise SystemExit(3)")
    assert failed.returncode == 3
    assert "no room" in failed.stdout
