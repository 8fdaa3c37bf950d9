"""The system's Chromium; nothing here downloads one."""

from __future__ import annotations

import os
import shutil
import subprocess

# As little as possible of what a browser does by itself besides showing the page.
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
FLAGS += ["--disable-sync", "--no-first-run"]
NAMES = ("chromium", "google-chrome-stable", "google-chrome", "chromium-browser")


class NoChromium(Exception):
    """There is none, or none that starts."""

    def __init__(self) -> None:
        super().__init__(
            "This needs Chromium. On Debian: sudo apt-get install chromium fonts-liberation. Elsewhere, install "
            "Chromium or Chrome; where it is not found by its name, say where it is: CHROMIUM=/path/to/it"
        )


def executable() -> str:
    """Where it is. Raises `NoChromium`."""
    for candidate in (os.environ.get("CHROMIUM"), *map(shutil.which, NAMES)):
        if candidate and _starts(candidate):
            return candidate
    raise NoChromium


def _starts(path: str) -> bool:
    """Ubuntu has a `chromium-browser` that only tells where else to find one."""
    try:
        done = subprocess.run([path, "--version"], capture_output=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
