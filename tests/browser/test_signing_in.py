"""Signing in, and staying signed in."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from local.people import begin_session
from local.stack import Stack
from ship.account import Account
from tests.browser.accessible import assert_accessible
from tests.browser.people import Person, come_back, enter, is_in, sign_in
from tests.browser.screens import on_desktop, on_phone
from tests.support import totp


@on_desktop
def test_a_wrong_password_and_an_unknown_address_sound_the_same(page: Page, person: Person) -> None:
    page.goto("/")
    words = []
    for email in (person.email, "nobody@skynotes.example"):
        sign_in(page, email, "not the password at all")
        expect(page.get_by_role("alert")).to_contain_text("Wrong email or password.")
        words.append(page.get_by_role("alert").inner_text())
    assert words[0] == words[1]
    assert_accessible(page)


@on_phone
def test_a_password_can_be_looked_at(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Password", exact=True).fill("secret")
    page.get_by_role("button", name="Show password").click()
    expect(page.get_by_label("Password", exact=True)).to_have_attribute("type", "text")
    page.get_by_role("button", name="Hide password").click()
    expect(page.get_by_label("Password", exact=True)).to_have_attribute("type", "password")


@on_desktop
def test_who_is_in_stays_in(page: Page, context: BrowserContext, person: Person) -> None:
    enter(page, person)
    page.reload()
    is_in(page)
    another = context.new_page()
    another.goto("/account")
    is_in(another)


@on_phone
def test_a_session_is_kept_as_these_tests_keep_it(page: Page, person: Person) -> None:
    """Check the stored session, on which all tests rely that start as a user who has signed in before."""
    enter(page, person)
    kept = page.evaluate("({...localStorage})")
    assert kept.keys() == person.kept.keys()
    same = [name for name in kept if name.endswith(("LastAuthUser", "signInDetails"))]
    assert {name: kept[name] for name in same} == {name: person.kept[name] for name in same}


@on_phone
def test_signing_in_leads_to_where_one_wanted_to_go(page: Page, person: Person) -> None:
    page.goto("/account")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    sign_in(page, person.email, person.password)
    expect(page.get_by_role("heading", name="Account")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_signing_in_is_accessible(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto("/")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert_accessible(page)


@on_desktop
def test_an_account_is_reached_and_left_by_keyboard_alone(page: Page, person: Person) -> None:
    page.goto("/")
    page.get_by_label("Email address").focus()
    page.keyboard.type(person.email)
    page.keyboard.press("Tab")
    page.keyboard.type(person.password)
    page.keyboard.press("Enter")
    is_in(page)
    page.get_by_role("link", name="Account").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Account")).to_be_focused()
    page.get_by_role("button", name="Sign out", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


@on_desktop
def test_who_moves_on_while_a_view_is_on_its_way_is_not_pulled_back(page: Page, person: Person) -> None:
    held: list[Route] = []
    page.route("**/assets/notes-*.js", lambda route: held.append(route))
    come_back(page, person)
    page.keyboard.press("Tab")
    page.get_by_role("link", name="Account").focus()
    for route in held:
        route.continue_()
    expect(page.get_by_role("heading", name="No notes yet")).to_be_visible()
    expect(page.get_by_role("link", name="Account")).to_be_focused()


@on_phone
def test_the_page_fits_a_small_phone(page: Page, person: Person) -> None:
    page.set_viewport_size({"width": 320, "height": 568})
    come_back(page, person)
    page.goto("/account")
    expect(page.get_by_text(person.email)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_with_an_app_the_password_alone_signs_nobody_in(page: Page, person: Person, stack: Stack) -> None:
    secret = _set_up_an_app(stack, person)
    page.goto("/")
    sign_in(page, person.email, person.password)
    expect(page.get_by_label("Code from your app")).to_be_focused()
    expect(page.get_by_role("navigation", name="Main")).not_to_be_attached()
    assert_accessible(page)
    page.get_by_label("Code from your app").fill(totp.code(secret, 0))
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("That code isn't right")
    page.get_by_label("Code from your app").fill(totp.code(secret, time.time()))
    page.get_by_role("button", name="Sign in").click()
    is_in(page)


@on_phone
def test_a_reload_before_the_code_asks_for_the_password_again(page: Page, person: Person, stack: Stack) -> None:
    _set_up_an_app(stack, person)
    page.goto("/")
    sign_in(page, person.email, person.password)
    expect(page.get_by_label("Code from your app")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    expect(page.get_by_label("Password", exact=True)).to_be_visible()


def _set_up_an_app(stack: Stack, person: Person) -> str:
    """Turn on the second factor of a person; return its secret."""
    pool = Account.embedded(stack.endpoint_url).cognito
    access = begin_session(stack, person.email, person.password).access_token
    secret = pool.associate_software_token(AccessToken=access)["SecretCode"]
    pool.verify_software_token(AccessToken=access, UserCode=totp.code(secret, time.time()))
    pool.set_user_mfa_preference(AccessToken=access, SoftwareTokenMfaSettings={"Enabled": True, "PreferredMfa": True})
    return secret
