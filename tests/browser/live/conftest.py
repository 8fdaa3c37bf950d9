"""Devices of one person, each connected."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from local.stack import Stack
from tests.browser.conftest import open_context
from tests.browser.live.steps import connected
from tests.browser.people import Person, come_back

# Counts the connections that are open, as the page sees them.
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
    """The width of the screen changes nothing of this."""
    return "desktop"


@pytest.fixture
def device(chromium: Browser, stack: Stack, screen: str, person: Person) -> Iterator[Callable[..., Page]]:
    """Makes one more device on which that person has signed in before; with a script, one that is not like others."""
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
