"""Where the checkout is, and what is made from it."""

from __future__ import annotations

import os
from pathlib import Path

CHECKOUT = Path(__file__).parent.parent.absolute()


def data_directory() -> Path:
    """What `LOCAL_DIR` says, relative to the checkout: packages, the built page, and the embedded cloud's data."""
    return CHECKOUT / (os.environ.get("LOCAL_DIR") or ".local")
