"""The paths of the checkout and of its build output."""

from __future__ import annotations

import os
from pathlib import Path

CHECKOUT = Path(__file__).parent.parent.absolute()


def data_directory() -> Path:
    """Return `LOCAL_DIR`, relative to the checkout: for packages, the built page, and the embedded cloud's data."""
    return CHECKOUT / (os.environ.get("LOCAL_DIR") or ".local")
