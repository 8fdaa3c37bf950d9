"""Chromium, as a phone and as a desktop, on the page of the packaged service."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from local.stack import Stack
from tests.browser.chromium import FLAGS, NoChromium, executable
from tests.browser.people import QUIET, Person, come_back, make_person
from tests.browser.screens import PATIENCE, SCREENS
from tests.running_service import new_address

# The browser's own message about an error response that a test provoked, and about nothing else.
EXPECTED_WORDS = ("Failed to load resource",)
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start the browser, once for all tests."""
    try:
        path = executable()
    except NoChromium as missing:
        pytest.fail(str(missing), pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*FLAGS, "--process-per-site"])
        yield browser
        browser.close()


@pytest.fixture(params=SCREENS)
def screen(request: pytest.FixtureRequest) -> str:
    """Return the screen: tests that ask for it run on a phone and on a desktop, unless they name one of them."""
    return str(request.param)


@pytest.fixture
def new_context(chromium: Browser, stack: Stack, screen: str) -> Iterator[Callable[[], BrowserContext]]:
    """Return a function that opens browsers without stored data."""
    contexts: list[BrowserContext] = []

    def make() -> BrowserContext:
        contexts.append(open_context(chromium, stack, screen))
        return contexts[-1]

    yield make
    for context in contexts:
        context.close()


class OpenBrowser:
    """A browser that stays open: it keeps the page's files, and nothing about its earlier users."""

    def __init__(self, context: BrowserContext, origin: str) -> None:
        self.context, self._origin = context, origin
        # Other tabs open and close; this one is for talking to the browser, and shows something of the page's site to
        # keep its process running, in which another tab opens in three quarters of the processor time.
        self._own = context.new_page()
        self._own.goto(QUIET)
        self._debugger = context.new_cdp_session(self._own)

    def reset(self) -> None:
        """Close its tabs, clear their storage, and undo what a test has changed in the browser."""
        self.context.set_offline(False)
        self.context.unroute_all()
        self.context.clear_permissions()
        for page in self.context.pages:
            if page is not self._own:
                page.close()
        stored = {"origin": self._origin, "storageTypes": "cookies,local_storage,indexeddb"}
        self._debugger.send("Storage.clearDataForOrigin", stored)


@pytest.fixture(scope="session")
def open_browser(chromium: Browser, stack: Stack) -> Iterator[Callable[[str], OpenBrowser]]:
    """Return a function that returns the open browser of a screen."""
    yield (for_screen := cache(lambda screen: OpenBrowser(open_context(chromium, stack, screen), stack.web_url)))
    for screen in SCREENS:
        for_screen(screen).context.close()


@pytest.fixture
def context(open_browser: Callable[[str], OpenBrowser], screen: str) -> Iterator[BrowserContext]:
    """Return a browser that has the page's files, which take longest to load; see `come_back` for the rest."""
    browser = open_browser(screen)
    yield browser.context
    browser.reset()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """Return a tab; fail afterwards on any error in it, and on anything that the Content Security Policy blocked."""
    page = context.new_page()
    mishaps: list[str] = []
    page.on("pageerror", lambda error: mishaps.append(str(error)))
    page.on("console", lambda message: mishaps.append(message.text) if message.type == "error" else None)
    yield page
    assert [mishap for mishap in mishaps if not mishap.startswith(EXPECTED_WORDS)] == []


@pytest.fixture
def person(stack: Stack) -> Person:
    """Return a user with an empty account."""
    return make_person(stack, new_address("reader"))


@pytest.fixture
def signed_in(page: Page, person: Person) -> Page:
    """Return a tab with the notes of that user, who signed in on an earlier visit."""
    come_back(page, person)
    return page


def open_context(chromium: Browser, stack: Stack, screen: str) -> BrowserContext:
    """Open a browser without stored data."""
    context = chromium.new_context(base_url=stack.web_url, locale="en-GB", reduced_motion="reduce", **SCREENS[screen])
    context.set_default_timeout(PATIENCE)
    return context
