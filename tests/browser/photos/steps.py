"""The elements of the page for photos and uploads."""

from __future__ import annotations

from playwright.sync_api import Locator, Page


def tray(page: Page) -> Locator:
    """Return the region that shows uploads."""
    return page.get_by_role("complementary", name="Uploads")


def tiles(page: Page) -> Locator:
    """Return the photos in the grid."""
    return page.locator(".tile-link")


def viewer(page: Page) -> Locator:
    """Return the dialog with the open photo."""
    return page.get_by_role("dialog", name="Photo")
