"""The Chromium that tests and measures the page.

It is the one that CHROMIUM names; or a fixed version that npm installs, the same for everybody; or, where npm has none
for the system, the one that is installed. `python -m tests.browser.chromium` fails where npm has to install it.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from ship.checkout import CHECKOUT

# Turn off as much as possible of what a browser does besides showing the page.
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
FLAGS += ["--disable-sync", "--no-first-run"]
NAMES = ("chromium", "google-chrome-stable", "google-chrome", "chromium-browser")
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
FETCHED = CHECKOUT / "tests" / "chromium" / "node_modules" / ".unpacked" / "start"


class NoChromium(Exception):
    """A missing Chromium: there is none that starts."""

    def __init__(self) -> None:
        super().__init__(
            "This needs Chromium. `make chromium` fetches it for Linux on x86-64; elsewhere install it or Chrome, and "
            "where it is not found by its name, say where it is: CHROMIUM=/path/to/it"
        )


def executable() -> str:
    """Return the path of a Chromium that starts. Raises `NoChromium`."""
    return _first_that_starts([os.environ.get("CHROMIUM"), FETCHED, *map(shutil.which, NAMES), MAC])


def _comes_by_npm() -> bool:
    return (platform.system(), platform.machine()) == ("Linux", "x86_64")


def _first_that_starts(candidates: Sequence[str | Path | None]) -> str:
    for candidate in candidates:
        if candidate and _starts(candidate):
            return str(candidate)
    raise NoChromium


def _starts(path: str | Path) -> bool:
    """Return True if it runs: Ubuntu has a `chromium-browser` that only says where else to find one."""
    try:
        done = subprocess.run([path, "--version"], capture_output=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def main() -> None:
    """Exit with 1 where npm has to install one."""
    raise SystemExit(1 if _comes_by_npm() and not os.environ.get("CHROMIUM") else 0)


if __name__ == "__main__":
    main()
