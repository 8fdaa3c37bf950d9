"""Sign-up, up to the empty list of notes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from local.client import Api
from local.people import sign_in
from local.stack import Stack
from tests.browser import people
from tests.browser.accessible import assert_accessible
from tests.browser.people import Person, is_in
from tests.browser.screens import on_desktop, on_phone
from tests.running_service import PASSWORD, new_address


@pytest.fixture
def context(new_context: Callable[[], BrowserContext]) -> BrowserContext:
    """Return a browser without stored data."""
    return new_context()


def join(page: Page, email: str) -> None:
    """Fill in the sign-up form, and send it."""
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Create account").click()


def is_asked_for_the_code(page: Page) -> None:
    """Wait until the account is created and its address has to be confirmed."""
    expect(page.get_by_role("heading", name="Confirm your email")).to_be_visible()


def confirm(page: Page, code: str) -> None:
    """Enter the code that the mail would contain."""
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Confirm").click()


def test_a_newcomer_makes_an_account_and_is_in(page: Page, stack: Stack) -> None:
    address = new_address("newcomer")
    page.goto("/")
    page.get_by_role("link", name="Create account").click()
    expect(page.get_by_role("heading", name="Create account")).to_be_visible()
    assert_accessible(page)
    join(page, f" {address} ")
    is_asked_for_the_code(page)
    expect(page.get_by_text(address)).to_be_visible()
    assert_accessible(page)
    confirm(page, page.get_by_text("Your code is").locator("strong").inner_text())
    is_in(page)
    assert Api(stack.api_url, sign_in(stack, address, PASSWORD)).expect(200, "GET", "/me")["email"] == address


@on_desktop
def test_a_wrong_code_can_be_mended_and_another_one_sent(page: Page) -> None:
    page.goto("/sign-up")
    join(page, new_address("hasty"))
    is_asked_for_the_code(page)
    confirm(page, "000000")
    expect(page.get_by_role("alert")).to_contain_text("That code isn't right")
    page.get_by_role("button", name="Send a new code").click()
    expect(page.get_by_text("New code sent")).to_be_visible()
    confirm(page, "123456")
    is_in(page)


@on_phone
def test_who_left_before_confirming_goes_on_there(page: Page) -> None:
    address = new_address("late")
    page.goto("/sign-up")
    join(page, address)
    is_asked_for_the_code(page)
    page.goto("/")
    people.sign_in(page, address, PASSWORD)
    is_asked_for_the_code(page)
    confirm(page, "123456")
    is_in(page)


@on_phone
def test_an_address_that_has_an_account_is_told_so(page: Page, person: Person) -> None:
    page.goto("/sign-up")
    join(page, person.email)
    expect(page.get_by_role("alert")).to_contain_text("account with this email")


@on_desktop
def test_a_short_password_is_not_sent(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.method))
    page.goto("/sign-up")
    page.get_by_label("Email address").fill(new_address("short"))
    field = page.get_by_label("Password", exact=True)
    field.press_sequentially("too short")
    page.get_by_role("button", name="Create account").click()
    # The browser itself asks for more, and returns the focus to the field.
    expect(field).to_be_focused()
    # This request comes after any that the page might have sent.
    page.evaluate("fetch('/config.json')")
    assert "POST" not in asked
    expect(page.get_by_role("heading", name="Create account")).to_be_visible()
