"""What keeps an account safe, under Account: an authenticator app, another address, and the end of all sessions."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import Page, Route, expect

from local.people import begin_session
from local.stack import Stack
from ship.account import Account
from tests.browser.accessible import assert_accessible
from tests.browser.people import Person, come_back, enter, is_in, sign_in
from tests.browser.screens import on_desktop, on_phone
from tests.running_service import new_address
from tests.support import totp

USER_POOL = re.compile(r"^http://127\.0\.0\.1:\d+/$")
NEW_PASSWORD = "another walk in the park"


@pytest.fixture
def account(page: Page, person: Person) -> Page:
    """Return a tab with the account of somebody who has just signed in."""
    enter(page, person)
    page.get_by_role("link", name="Account").click()
    expect(page.get_by_text(person.email)).to_be_visible()
    return page


def test_an_app_is_set_up_by_its_key_and_asked_for_from_then_on(account: Page, person: Person) -> None:
    secret = _begin_to_set_up(account, person.password)
    expect(account.get_by_role("img", name="QR code with the key below")).to_be_visible()
    assert_accessible(account)
    account.context.grant_permissions(["clipboard-write"])
    account.get_by_role("button", name="Copy key").click()
    expect(account.get_by_text("Key copied")).to_be_visible()
    # Reading the clipboard by script has no time limit; pasting has.
    account.get_by_label("Code from your app").press("Control+v")
    expect(account.get_by_label("Code from your app")).to_have_value(secret)
    account.get_by_label("Code from your app").fill(totp.code(secret, 0))
    account.get_by_role("button", name="Turn on").click()
    expect(account.get_by_role("alert").filter(has_text="That code isn't right")).to_be_visible()
    _turn_on(account, secret)
    account.get_by_role("button", name="Sign out", exact=True).click()
    expect(account.get_by_role("heading", name="Sign in")).to_be_visible()
    sign_in(account, person.email, person.password)
    expect(account.get_by_role("heading", name="Enter your code")).to_be_visible()
    expect(account.get_by_role("navigation", name="Main")).not_to_be_attached()
    account.get_by_label("Code from your app").fill(totp.code(secret, time.time()))
    account.get_by_role("button", name="Sign in").click()
    is_in(account)


@on_desktop
def test_nothing_is_said_of_an_app_before_it_is_known(page: Page, person: Person) -> None:
    page.route(USER_POOL, _refuse_to_tell_the_account)
    come_back(page, person, to="/account")
    section = page.get_by_role("region", name="Two-step sign-in")
    expect(section.get_by_role("alert")).to_be_visible()
    expect(section.get_by_role("button", name="Set up")).to_have_count(0)
    expect(section.get_by_text("Off.")).to_have_count(0)
    page.unroute(USER_POOL, _refuse_to_tell_the_account)
    section.get_by_role("button", name="Try again").click()
    expect(section.get_by_role("button", name="Set up")).to_be_visible()
    expect(section.get_by_text("Off.")).to_be_visible()


@on_desktop
def test_an_app_is_turned_off_by_the_password(account: Page, person: Person, stack: Stack) -> None:
    _turn_on(account, _begin_to_set_up(account, person.password))
    section = account.get_by_role("region", name="Two-step sign-in")
    section.get_by_role("button", name="Turn off").click()
    section.get_by_label("Current password").fill("not the present one")
    section.get_by_role("button", name="Turn off").click()
    expect(section.get_by_role("alert")).to_contain_text("current password")
    section.get_by_label("Current password").fill(person.password)
    section.get_by_role("button", name="Turn off").click()
    expect(account.get_by_text("Two-step sign-in is off")).to_be_visible()
    assert begin_session(stack, person.email, person.password).id_token


@on_phone
def test_nothing_is_set_up_without_the_password_or_before_a_code(account: Page, person: Person, stack: Stack) -> None:
    section = account.get_by_role("region", name="Two-step sign-in")
    section.get_by_role("button", name="Set up").click()
    section.get_by_label("Current password").fill("not the present one")
    section.get_by_role("button", name="Continue").click()
    expect(section.get_by_role("alert")).to_contain_text("current password")
    section.get_by_role("button", name="Cancel").click()
    _begin_to_set_up(account, person.password)
    account.reload()
    expect(section.get_by_role("button", name="Set up")).to_be_enabled()
    assert begin_session(stack, person.email, person.password).id_token


@on_desktop
def test_with_an_app_changing_the_password_takes_its_code(account: Page, person: Person) -> None:
    secret = _begin_to_set_up(account, person.password)
    _turn_on(account, secret)
    section = account.get_by_role("region", name="Password")
    section.get_by_label("Current password").fill(person.password)
    section.get_by_label("New password").fill(NEW_PASSWORD)
    section.get_by_label("Code from your app").fill(totp.code(secret, time.time()))
    section.get_by_role("button", name="Change password").click()
    expect(account.get_by_text("Password changed")).to_be_visible()
    account.reload()
    is_in(account)


@on_desktop
def test_another_address_takes_the_password_and_the_code_that_it_gets(
    account: Page, person: Person, stack: Stack
) -> None:
    address = new_address("moved")
    account.get_by_role("button", name="Change email").click()
    account.get_by_label("New email address").fill(address)
    section = account.get_by_role("region", name="Profile")
    section.get_by_label("Current password").fill(person.password)
    section.get_by_role("button", name="Send code").click()
    expect(section.get_by_text("Until then, your old address stays.")).to_be_visible()
    assert_accessible(account)
    assert begin_session(stack, person.email, person.password).id_token
    section.get_by_label("Code").fill(section.get_by_text("Your code is").locator("strong").inner_text())
    section.get_by_role("button", name="Change email").click()
    expect(account.get_by_text("Email changed")).to_be_visible()
    expect(section.get_by_text(address)).to_be_visible()
    assert begin_session(stack, address, person.password).id_token


@on_phone
def test_signing_out_everywhere_ends_the_sessions_of_other_devices(account: Page, person: Person, stack: Stack) -> None:
    elsewhere = begin_session(stack, person.email, person.password)
    account.get_by_role("button", name="Sign out everywhere").click()
    expect(account.get_by_role("heading", name="Sign in")).to_be_visible()
    assert not _renews(stack, elsewhere.refresh_token)


@on_desktop
def test_another_password_ends_other_sessions_and_goes_on_here(account: Page, person: Person, stack: Stack) -> None:
    elsewhere = begin_session(stack, person.email, person.password)
    section = account.get_by_role("region", name="Password")
    section.get_by_label("Current password").fill(person.password)
    section.get_by_label("New password").fill(NEW_PASSWORD)
    section.get_by_role("button", name="Change password").click()
    expect(account.get_by_text("Password changed")).to_be_visible()
    assert not _renews(stack, elsewhere.refresh_token)
    account.get_by_role("link", name="Notes").first.click()
    is_in(account)
    account.reload()
    is_in(account)


@on_desktop
def test_a_common_password_is_refused_under_account_too(page: Page, person: Person) -> None:
    come_back(page, person, to="/account")
    section = page.get_by_role("region", name="Password")
    section.get_by_label("Current password").fill(person.password)
    section.get_by_label("New password").fill("qwertyuiop12")
    section.get_by_role("button", name="Change password").click()
    expect(section.get_by_role("alert")).to_contain_text("one of the first that others would try")


def _refuse_to_tell_the_account(route: Route) -> None:
    if route.request.headers.get("x-amz-target", "").endswith(".GetUser"):
        body = '{"__type": "TooManyRequestsException"}'
        headers = {"Access-Control-Allow-Origin": "*", "Content-Type": "application/x-amz-json-1.1"}
        route.fulfill(status=400, headers=headers, body=body)
    else:
        route.fallback()


def _begin_to_set_up(page: Page, password: str) -> str:
    """Set up an app as far as its key, and return that."""
    section = page.get_by_role("region", name="Two-step sign-in")
    section.get_by_role("button", name="Set up").click()
    section.get_by_label("Current password").fill(password)
    section.get_by_role("button", name="Continue").click()
    key = section.get_by_role("group", name="Key").locator("code")
    expect(key).to_have_text(re.compile("^([A-Z2-7]{1,4} ?)+$"))
    return key.inner_text().replace(" ", "")


def _turn_on(page: Page, secret: str) -> None:
    page.get_by_label("Code from your app").fill(totp.code(secret, time.time()))
    page.get_by_role("button", name="Turn on").click()
    expect(page.get_by_text("Two-step sign-in is on")).to_be_visible()


def _renews(stack: Stack, refresh_token: str) -> bool:
    pool = Account.embedded(stack.endpoint_url).cognito
    try:
        pool.initiate_auth(
            ClientId=stack.user_pool_client_id,
            AuthFlow="REFRESH_TOKEN_AUTH",
            AuthParameters={"REFRESH_TOKEN": refresh_token},
        )
    except pool.exceptions.NotAuthorizedException:
        return False
    return True
