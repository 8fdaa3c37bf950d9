"""The Chromium that tests and measures the page: this machine's, or else the one that npm brings.

`python -m tests.browser.chromium` tells by its status if this machine has one; `make chromium` fetches one if not.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from ship.checkout import CHECKOUT

# As little as possible of what a browser does by itself besides showing the page.
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
FLAGS += ["--disable-sync", "--no-first-run"]
NAMES = ("chromium", "google-chrome-stable", "google-chrome", "chromium-browser")
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
FETCHED = CHECKOUT / "tests" / "chromium" / "node_modules" / ".unpacked" / "start"


class NoChromium(Exception):
    """There is none that starts."""

    def __init__(self) -> None:
        super().__init__(
            "This needs Chromium or Chrome. `make chromium` fetches one for Linux on x86-64; elsewhere install one, "
            "and where it is not found by its name, say where it is: CHROMIUM=/path/to/it"
        )


def executable() -> str:
    """Find one that starts. Raises `NoChromium`."""
    return _first_that_starts([*installed(), FETCHED])


def installed() -> Iterator[str]:
    """List where this machine may have one; `CHROMIUM` comes first."""
    candidates = [os.environ.get("CHROMIUM"), *map(shutil.which, NAMES), MAC]
    yield from (candidate for candidate in candidates if candidate)


def _first_that_starts(candidates: list[str | Path]) -> str:
    for candidate in candidates:
        if _starts(candidate):
            return str(candidate)
    raise NoChromium


def _starts(path: str | Path) -> bool:
    """Ubuntu has a `chromium-browser` that only tells where else to find one."""
    try:
        done = subprocess.run([path, "--version"], capture_output=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def main() -> None:
    """Exit with 1 unless this machine has a Chromium of its own."""
    try:
        _first_that_starts([*installed()])
    except NoChromium:
        raise SystemExit(1) from None


if __name__ == "__main__":
    main()
