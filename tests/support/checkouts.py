"""Copies of this checkout, and `python -m ship.package` run in one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from ship.checkout import CHECKOUT

_LEFT = shutil.ignore_patterns("__pycache__", "deployed", "deployments", "recorded")


def copied(directory: Path) -> Path:
    """Copy what a package is made from and with, but not the times of the files."""
    directory.mkdir()
    for name in ("app.py", "requirements.txt"):
        shutil.copyfile(CHECKOUT / name, directory / name)
    for name in (".chalice", "chalicelib", "infra", "ship"):
        shutil.copytree(CHECKOUT / name, directory / name, ignore=_LEFT, copy_function=shutil.copyfile)
    return directory


def cloned(directory: Path) -> Path:
    """Copy what a fresh clone would contain once all changes here are committed."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=True).stdout
    for name in listed.rstrip("\0").split("\0"):
        if (CHECKOUT / name).is_file():
            (directory / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(CHECKOUT / name, directory / name)
    return directory


def packaging(checkout: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command as `make package` does; its output is below `made`."""
    return subprocess.run(
        [sys.executable, "-m", "ship.package", *arguments],
        cwd=checkout,
        env=os.environ | {"LOCAL_DIR": "made"} | environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
