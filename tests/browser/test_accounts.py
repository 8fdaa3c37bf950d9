"""Getting in, staying in, and getting out."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from local.client import Api
from local.people import sign_in
from local.stack import Stack
from tests.browser.conftest import Person, assert_accessible, enter
from tests.running import PASSWORD, new_address


def test_a_newcomer_makes_an_account_and_is_in(page: Page, stack: Stack) -> None:
    email = new_address("newcomer")
    page.goto("/")
    page.get_by_role("link", name="Make an account").click()
    assert_accessible(page)
    page.get_by_label("Email address").fill(f" {email} ")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Make an account").click()
    expect(page.get_by_text(email)).to_be_visible()
    assert_accessible(page)
    code = page.get_by_text("The code is").locator("strong").inner_text()
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Confirm").click()
    _is_in(page)
    assert Api(stack.api_url, sign_in(stack, email, PASSWORD)).expect(200, "GET", "/me")["email"] == email


def test_a_wrong_code_can_be_mended_and_another_one_sent(page: Page) -> None:
    page.goto("/sign-up")
    page.get_by_label("Email address").fill(new_address("hasty"))
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Make an account").click()
    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("alert")).to_contain_text("not the code")
    page.get_by_role("button", name="Send another code").click()
    expect(page.get_by_text("Another code is on its way.")).to_be_visible()
    page.get_by_label("Code").fill("123456")
    page.get_by_role("button", name="Confirm").click()
    _is_in(page)


def test_who_left_before_confirming_goes_on_there(page: Page) -> None:
    email = new_address("late")
    page.goto("/sign-up")
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Make an account").click()
    expect(page.get_by_role("heading", name="Confirm your address")).to_be_visible()
    page.goto("/")
    _sign_in(page, email, PASSWORD)
    expect(page.get_by_role("heading", name="Confirm your address")).to_be_visible()
    page.get_by_label("Code").fill("123456")
    page.get_by_role("button", name="Confirm").click()
    _is_in(page)


def test_a_wrong_password_and_an_unknown_address_sound_the_same(page: Page, person: Person) -> None:
    page.goto("/")
    words = []
    for email in (person.email, "nobody@skynotes.example"):
        _sign_in(page, email, "not the password at all")
        expect(page.get_by_role("button", name="Sign in")).to_be_enabled()
        words.append(page.get_by_role("alert").inner_text())
    assert words[0]
    assert words[0] == words[1]
    assert_accessible(page)


def test_an_address_that_has_an_account_is_told_so(page: Page, person: Person) -> None:
    page.goto("/sign-up")
    page.get_by_label("Email address").fill(person.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Make an account").click()
    expect(page.get_by_role("alert")).to_contain_text("account with this address")


def test_a_short_password_is_not_sent(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.method))
    page.goto("/sign-up")
    page.get_by_label("Email address").fill("short@skynotes.example")
    page.get_by_label("Password", exact=True).press_sequentially("too short")
    page.get_by_role("button", name="Make an account").click()
    assert "POST" not in asked
    expect(page.get_by_role("heading", name="Make an account")).to_be_visible()


def test_a_password_can_be_looked_at(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Password", exact=True).fill("secret")
    page.get_by_role("button", name="Show password").click()
    expect(page.get_by_label("Password", exact=True)).to_have_attribute("type", "text")
    page.get_by_role("button", name="Hide password").click()
    expect(page.get_by_label("Password", exact=True)).to_have_attribute("type", "password")


def test_who_is_in_stays_in(signed_in: Page, context: BrowserContext) -> None:
    signed_in.reload()
    _is_in(signed_in)
    another = context.new_page()
    another.goto("/account")
    _is_in(another)


def test_signing_in_leads_to_where_one_wanted_to_go(page: Page, person: Person) -> None:
    page.goto("/account")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    _sign_in(page, person.email, person.password)
    expect(page.get_by_role("heading", name="Account")).to_be_visible()


def test_the_account_shows_what_is_used(signed_in: Page, person: Person) -> None:
    signed_in.get_by_role("link", name="Account").click()
    expect(signed_in.get_by_text(person.email)).to_be_visible()
    expect(signed_in.get_by_text("of 5 GB")).to_be_visible()
    expect(signed_in).to_have_title("Account · Skynotes")
    assert_accessible(signed_in)


def test_signing_out_leaves_nothing_behind(signed_in: Page, context: BrowserContext) -> None:
    signed_in.get_by_role("link", name="Account").click()
    signed_in.get_by_role("button", name="Sign out").click()
    # The page loads anew, so that nothing stays in its memory either.
    signed_in.wait_for_url("**/sign-in")
    expect(signed_in.get_by_role("heading", name="Sign in")).to_be_visible()
    assert _stored(signed_in) == []
    signed_in.go_back()
    expect(signed_in.get_by_role("heading", name="Sign in")).to_be_visible()
    assert context.cookies() == []


def test_a_password_is_changed(signed_in: Page, person: Person) -> None:
    signed_in.goto("/account")
    signed_in.get_by_label("Present password").fill("not the present one")
    signed_in.get_by_label("New password").fill("another walk in the park")
    signed_in.get_by_role("button", name="Change password").click()
    expect(signed_in.get_by_role("alert")).to_contain_text("present password")
    signed_in.get_by_label("Present password").fill(person.password)
    signed_in.get_by_role("button", name="Change password").click()
    expect(signed_in.get_by_text("Your password is changed.")).to_be_visible()
    expect(signed_in.get_by_label("New password")).to_have_value("")
    signed_in.get_by_role("button", name="Sign out").click()
    _sign_in(signed_in, person.email, "another walk in the park")
    _is_in(signed_in)


def test_a_forgotten_password_is_set_anew(page: Page, person: Person) -> None:
    page.goto("/")
    page.get_by_role("link", name="Forgotten password?").click()
    assert_accessible(page)
    page.get_by_label("Email address").fill(person.email)
    page.get_by_role("button", name="Send the code").click()
    expect(page.get_by_role("heading", name="Choose a new password")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Code").fill("000000")
    page.get_by_label("New password").fill("remembered this time")
    page.get_by_role("button", name="Set the password").click()
    expect(page.get_by_role("alert")).to_contain_text("not the code")
    page.get_by_label("Code").fill("654321")
    page.get_by_role("button", name="Set the password").click()
    _is_in(page)
    assert urlsplit(page.url).path == "/"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_signing_in_is_accessible(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto("/")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert_accessible(page)


def test_an_account_is_reached_and_left_by_keyboard_alone(page: Page, person: Person) -> None:
    page.goto("/")
    page.get_by_label("Email address").focus()
    page.keyboard.type(person.email)
    page.keyboard.press("Tab")
    page.keyboard.type(person.password)
    page.keyboard.press("Enter")
    _is_in(page)
    page.get_by_role("link", name="Account").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Account")).to_be_focused()


def test_the_page_fits_a_small_phone(page: Page, person: Person) -> None:
    page.set_viewport_size({"width": 320, "height": 568})
    enter(page, person)
    page.goto("/account")
    expect(page.get_by_text(person.email)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def _sign_in(page: Page, email: str, password: str) -> None:
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()


def _is_in(page: Page) -> None:
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()


def _stored(page: Page) -> list[str]:
    found: list[str] = page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
    return found
