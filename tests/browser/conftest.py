"""Chromium, as a phone and as a desktop, on the page of the packaged service."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from local.client import Api
from local.people import join, sign_in
from local.stack import Stack
from ship.checkout import CHECKOUT
from tests.browser.chromium import FLAGS, NoChromium, executable
from tests.running import PASSWORD

SCREENS: dict[str, dict[str, Any]] = {
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
    "desktop": {"viewport": {"width": 1280, "height": 800}},
}
AXE = CHECKOUT / "web" / "node_modules" / "axe-core" / "axe.min.js"
# What the browser itself says of an answer that a test has asked for, and of nothing else.
EXPECTED_WORDS = ("Failed to load resource",)


# A machine that builds and tests at once is slow at times, and right all the same.
PATIENCE = 15_000
expect.set_options(timeout=PATIENCE)


@dataclass(frozen=True)
class Person:
    """Somebody with an account, and how they use the API behind the page."""

    email: str
    password: str
    api: Api


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser, once for all tests."""
    try:
        path = executable()
    except NoChromium as missing:
        pytest.fail(str(missing), pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(params=SCREENS)
def screen(request: pytest.FixtureRequest) -> str:
    """Each test that asks runs once on a phone and once on a desktop."""
    return str(request.param)


@pytest.fixture
def context(chromium: Browser, stack: Stack, screen: str) -> Iterator[BrowserContext]:
    """A browser that has not been here before."""
    context = chromium.new_context(base_url=stack.web_url, locale="en-GB", reduced_motion="reduce", **SCREENS[screen])
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A tab, in which nothing may go wrong that nobody sees: no error, and nothing that the policy had to forbid."""
    page = context.new_page()
    mishaps: list[str] = []
    page.on("pageerror", lambda error: mishaps.append(str(error)))
    page.on("console", lambda message: mishaps.append(message.text) if message.type == "error" else None)
    yield page
    assert [mishap for mishap in mishaps if not mishap.startswith(EXPECTED_WORDS)] == []


@pytest.fixture(scope="session")
def newcomer(stack: Stack) -> Callable[[], Person]:
    """Makes someone who has not been here before."""
    numbers = itertools.count()

    def make() -> Person:
        email = f"reader-{next(numbers)}@skynotes.example"
        join(stack, email, PASSWORD)
        return Person(email, PASSWORD, Api(stack.api_url, sign_in(stack, email, PASSWORD)))

    return make


@pytest.fixture
def person(newcomer: Callable[[], Person]) -> Person:
    """Someone with an account and nothing in it."""
    return newcomer()


@pytest.fixture
def signed_in(page: Page, person: Person) -> Page:
    """A tab in which that person has signed in and sees their notes."""
    enter(page, person)
    return page


def enter(page: Page, person: Person) -> None:
    """Sign in as somebody does who opens the page."""
    page.goto("/")
    page.get_by_label("Email address").fill(person.email)
    page.get_by_label("Password", exact=True).fill(person.password)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()


def assert_accessible(page: Page) -> None:
    """No violation that axe knows how to find."""
    # Through the debugger and not as a script of the page, whose policy would rightly refuse it.
    page.evaluate(AXE.read_text() + "; null")
    found = page.evaluate("async () => (await axe.run(document, {resultTypes: ['violations']})).violations")
    told = [f"{one['id']}: {one['help']}: {[node['html'][:200] for node in one['nodes']]}" for one in found]
    assert told == []
