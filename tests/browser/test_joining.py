"""Sign-up, up to the empty list of notes."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from local.client import Api
from local.people import sign_in
from local.stack import Stack
from ship.account import Account
from ship.invitations import invite
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
def test_an_address_that_has_an_account_sounds_like_a_new_one(page: Page, person: Person) -> None:
    words = []
    for email in (person.email, new_address("new")):
        page.goto("/sign-up")
        join(page, email)
        is_asked_for_the_code(page)
        words.append(page.get_by_role("main").inner_text().replace(email, "somebody"))
        confirm(page, "000000")
        expect(page.get_by_role("alert")).to_contain_text("That code isn't right")
        page.get_by_role("button", name="Send a new code").click()
        expect(page.get_by_text("New code sent")).to_be_visible()
    assert words[0] == words[1]


@on_phone
def test_a_common_password_is_not_sent(page: Page) -> None:
    page.goto("/sign-up")
    page.get_by_label("Email address").fill(new_address("common"))
    page.get_by_label("Password", exact=True).fill("Password1234!")
    page.get_by_role("button", name="Create account").click()
    expect(page.get_by_role("alert")).to_contain_text("one of the first that others would try")
    expect(page.get_by_role("heading", name="Create account")).to_be_visible()


def test_whoever_is_invited_chooses_a_password_and_is_in(page: Page, stack: Stack) -> None:
    address = new_address("invited")
    temporary = invite(Account.embedded(stack.endpoint_url), stack.user_pool_id, address).split()[-1]
    page.goto("/")
    people.sign_in(page, address, temporary)
    expect(page.get_by_role("heading", name="Choose a password")).to_be_focused()
    assert_accessible(page)
    page.get_by_label("New password").fill("password1234")
    page.get_by_role("button", name="Set password and sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("one of the first that others would try")
    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_role("button", name="Set password and sign in").click()
    is_in(page)
    assert Api(stack.api_url, sign_in(stack, address, PASSWORD)).expect(200, "GET", "/me")["email"] == address


@on_phone
def test_an_invitation_can_be_started_over(page: Page, stack: Stack) -> None:
    address = new_address("undecided")
    temporary = invite(Account.embedded(stack.endpoint_url), stack.user_pool_id, address).split()[-1]
    page.goto("/")
    people.sign_in(page, address, temporary)
    page.get_by_role("button", name="Start over").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    people.sign_in(page, address, temporary)
    expect(page.get_by_role("heading", name="Choose a password")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


@on_phone
def test_a_closed_service_offers_no_account(page: Page, stack: Stack) -> None:
    _configured(page, stack, signUp="closed", signUpDomains=[])
    page.goto("/")
    expect(page.get_by_role("link", name="Forgot password?")).to_be_visible()
    expect(page.get_by_role("link", name="Create account")).not_to_be_attached()
    page.goto("/sign-up")
    expect(page.get_by_role("heading", name="By invitation")).to_be_visible()
    expect(page.get_by_text("Ask the owner of this service to invite you.")).to_be_visible()
    expect(page.get_by_label("Email address")).not_to_be_attached()
    assert_accessible(page)


@on_desktop
def test_a_service_for_a_domain_says_so_before_an_address_is_sent(page: Page, stack: Stack) -> None:
    _configured(page, stack, signUp="domain", signUpDomains=["example.org", "example.com"])
    page.goto("/sign-up")
    expect(page.get_by_text("For email addresses of example.org or example.com.")).to_be_visible()
    join(page, new_address("elsewhere"))
    expect(page.get_by_role("alert")).to_contain_text("Ask the owner of this service to invite you.")
    expect(page.get_by_role("heading", name="Create account")).to_be_visible()


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


def _configured(page: Page, stack: Stack, **changes: object) -> None:
    """Serve the page with another configuration, as a stage with other parameters has."""
    stored = Account.embedded(stack.endpoint_url).s3.get_object(Bucket=stack.web_bucket, Key="config.json")
    config = json.load(stored["Body"]) | changes
    page.route("**/config.json", lambda route: route.fulfill(json=config))
