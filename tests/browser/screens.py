"""Screens of the tests, and the time limit of the page."""

from __future__ import annotations

from typing import Any

import pytest

SCREENS: dict[str, dict[str, Any]] = {
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
    "desktop": {"viewport": {"width": 1280, "height": 800}},
}
# For tests that do not depend on the screen. All others run on both.
on_phone = pytest.mark.parametrize("screen", ["phone"], indirect=True)
on_desktop = pytest.mark.parametrize("screen", ["desktop"], indirect=True)

# In milliseconds. A machine that builds and tests at the same time is sometimes slow, which is no fault.
PATIENCE = 15_000
