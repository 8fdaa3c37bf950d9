"""Connected devices of one user."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from local.stack import Stack
from tests.browser.conftest import open_context
from tests.browser.live.steps import connected
from tests.browser.people import Person, come_back

# Counts the open connections, as the page sees them.
COUNTED = """
    const count = (step) => {
        const { dataset } = document.documentElement;
        dataset.connections = Number(dataset.connections ?? 0) + step;
    };
    window.WebSocket = class extends WebSocket {
        constructor(url) {
            super(url);
            this.addEventListener('open', () => count(1));
            this.addEventListener('close', () => count(-1));
        }
    };
"""


@pytest.fixture
def screen() -> str:
    """Return the desktop only: the width of the screen makes no difference here."""
    return "desktop"


@pytest.fixture
def device(chromium: Browser, stack: Stack, screen: str, person: Person) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a device on which that user has signed in before; a script makes it differ."""
    contexts: list[BrowserContext] = []

    def another(script: str = COUNTED) -> Page:
        context = open_context(chromium, stack, screen)
        contexts.append(context)
        context.add_init_script(script)
        page = context.new_page()
        come_back(page, person)
        if script == COUNTED:
            connected(page, person)
        return page

    yield another
    for context in contexts:
        context.close()
