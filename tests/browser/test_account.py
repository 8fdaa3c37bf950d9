"""The user's account, and signing out."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, Page, expect

from chalicelib.repositories.dynamodb.quotas import set_quota
from chalicelib.repositories.dynamodb.table import Table
from local.stack import Stack
from ship.account import Account
from tests.browser.accessible import assert_accessible
from tests.browser.people import Person, is_in, sign_in
from tests.browser.photos.pictures import given, landscape, pick
from tests.browser.screens import on_desktop, on_phone


def test_the_account_shows_what_is_used(signed_in: Page, person: Person) -> None:
    signed_in.get_by_role("link", name="Account").click()
    expect(signed_in.get_by_text(person.email)).to_be_visible()
    expect(signed_in.get_by_text("of 5 GB")).to_be_visible()
    expect(signed_in).to_have_title("Account · Skynotes")
    assert_accessible(signed_in)


@on_phone
def test_an_account_that_is_almost_full_says_so(signed_in: Page, person: Person) -> None:
    me = person.api.expect(200, "GET", "/me")
    warning = signed_in.get_by_text("You've used over 80% of your note limit.")
    signed_in.route("**/api/me", lambda route: route.fulfill(json=me))
    for notes, told in ((79_999, 0), (80_000, 1)):
        me["usage"]["notes"] = notes
        signed_in.goto("/account")
        expect(signed_in.get_by_text(f"{notes:,} of 100,000")).to_be_visible()
        expect(warning).to_have_count(told)
    assert_accessible(signed_in)


@on_desktop
def test_an_upload_that_almost_fills_the_account_is_told_wherever_one_is(
    signed_in: Page, person: Person, stack: Stack
) -> None:
    data = landscape()
    table = Table(Account.embedded(stack.endpoint_url).dynamodb, stack.table)
    set_quota(table, person.api.expect(200, "GET", "/me")["id"], int(len(data) / 0.9))
    signed_in.get_by_role("link", name="Photos").click()
    pick(signed_in, [given("almost.jpg", data)])
    expect(signed_in.get_by_text("You've used over 80% of your storage limit.")).to_be_visible()


@on_desktop
def test_signing_out_leaves_nothing_behind(signed_in: Page, context: BrowserContext) -> None:
    signed_in.get_by_role("link", name="Account").click()
    sign_out(signed_in)
    assert _stored(signed_in) == []
    signed_in.go_back()
    expect(signed_in.get_by_role("heading", name="Sign in")).to_be_visible()
    assert context.cookies() == []


@on_phone
def test_a_password_is_changed(signed_in: Page, person: Person) -> None:
    signed_in.goto("/account")
    signed_in.get_by_label("Current password").fill("not the present one")
    signed_in.get_by_label("New password").fill("another walk in the park")
    signed_in.get_by_role("button", name="Change password").click()
    expect(signed_in.get_by_role("alert")).to_contain_text("current password")
    signed_in.get_by_label("Current password").fill(person.password)
    signed_in.get_by_role("button", name="Change password").click()
    expect(signed_in.get_by_text("Password changed")).to_be_visible()
    expect(signed_in.get_by_label("New password")).to_have_value("")
    sign_out(signed_in)
    sign_in(signed_in, person.email, "another walk in the park")
    is_in(signed_in)


def test_a_forgotten_password_is_set_anew(page: Page, person: Person) -> None:
    page.goto("/")
    page.get_by_role("link", name="Forgot password?").click()
    expect(page.get_by_role("heading", name="Reset your password")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Email address").fill(person.email)
    page.get_by_role("button", name="Send code").click()
    expect(page.get_by_role("heading", name="Choose a new password")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Code").fill("000000")
    page.get_by_label("New password").fill("remembered this time")
    page.get_by_role("button", name="Set password").click()
    expect(page.get_by_role("alert")).to_contain_text("That code isn't right")
    page.get_by_label("Code").fill("654321")
    page.get_by_role("button", name="Set password").click()
    is_in(page)
    expect(page).to_have_url("/")


def sign_out(page: Page) -> None:
    """Sign out, and wait: the page reloads to clear its memory, too, and cannot be used before it has."""
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.wait_for_url("**/sign-in")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def _stored(page: Page) -> list[str]:
    found: list[str] = page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
    return found
