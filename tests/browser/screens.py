"""What the page is looked at on, and how long it may take."""

from __future__ import annotations

from typing import Any

import pytest

SCREENS: dict[str, dict[str, Any]] = {
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
    "desktop": {"viewport": {"width": 1280, "height": 800}},
}
# For what does not depend on the screen. Everything else runs on both.
on_phone = pytest.mark.parametrize("screen", ["phone"], indirect=True)
on_desktop = pytest.mark.parametrize("screen", ["desktop"], indirect=True)

# A machine that builds and tests at once is slow at times, and right all the same.
PATIENCE = 15_000
