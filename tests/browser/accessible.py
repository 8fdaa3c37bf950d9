"""Accessibility of the page, as far as a program can check it."""

from __future__ import annotations

from playwright.sync_api import Page

from ship.checkout import CHECKOUT

AXE = CHECKOUT / "web" / "node_modules" / "axe-core" / "axe.min.js"


def assert_accessible(page: Page) -> None:
    """Assert that axe finds no violation."""
    # Through the debugger: as a script of the page, the Content Security Policy would rightly refuse it.
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text() + "; null")
    found = page.evaluate("async () => (await axe.run(document, {resultTypes: ['violations']})).violations")
    told = [f"{one['id']}: {one['help']}: {[node['html'][:200] for node in one['nodes']]}" for one in found]
    assert told == []
