"""Where what one does with photos is found on the page."""

from __future__ import annotations

from playwright.sync_api import Locator, Page


def tray(page: Page) -> Locator:
    """Where the page tells of uploads."""
    return page.get_by_role("complementary", name="Uploads")


def tiles(page: Page) -> Locator:
    """The photos in the grid."""
    return page.locator(".tile-link")


def viewer(page: Page) -> Locator:
    """The photo that is being looked at."""
    return page.get_by_role("dialog", name="Photo")
