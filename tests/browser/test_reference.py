"""The page for developers: how to get started, and every operation to try out."""

from __future__ import annotations

import re
from dataclasses import replace

import jwt
import requests
from playwright.sync_api import BrowserContext, Locator, Page, Request, expect

from local.stack import Stack
from ship.checkout import CHECKOUT
from tests.browser.accessible import assert_accessible
from tests.browser.people import Person, come_back, have_been_here
from tests.browser.screens import on_desktop, on_phone

GROUND = "getComputedStyle(document.documentElement).backgroundColor"


def test_every_operation_is_there_and_nothing_is_asked_for_elsewhere(page: Page, stack: Stack) -> None:
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request))
    page.goto("/docs")
    described = requests.get(f"{stack.api_url}/openapi.json", timeout=10).json()["paths"]
    expect(page.locator(".opblock-summary")).to_have_count(sum(len(methods) for methods in described.values()))
    assert page.url == f"{stack.web_url}docs/"
    expect(page.get_by_role("heading", name="Getting started with the API")).to_be_visible()
    _open(page, "who_am_i").get_by_role("button", name="Try it out").click()
    assert [one.url for one in asked if not one.url.startswith((stack.web_url, "data:"))] == []


def test_everybody_can_read_and_try_it_by_day_and_by_night(page: Page, person: Person) -> None:
    _come(page, person)
    _try(page, "who_am_i")
    changing = _open(page, "change_note")
    changing.get_by_role("button", name="Try it out").click()
    expect(changing.get_by_label("Request body")).to_be_visible()
    _open(page, "browse_files").get_by_text("Schema").first.click()
    width = page.viewport_size["width"] if page.viewport_size else 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(GROUND) == "rgb(250, 249, 247)"
    assert_accessible(page)
    page.emulate_media(color_scheme="dark")
    # Swagger UI changes its colours slowly.
    page.evaluate("Promise.allSettled(document.getAnimations().map((one) => one.finished))")
    assert page.evaluate(GROUND) == "rgb(23, 22, 21)"
    assert_accessible(page)


def test_who_is_signed_in_tries_it_as_themselves(page: Page, person: Person) -> None:
    _come(page, person)
    expect(page.locator("#visitor")).to_contain_text(f"You are signed in as {person.email}")
    tried = _try(page, "who_am_i")
    expect(tried).to_contain_text(person.email)
    token = next(value for name, value in person.kept.items() if name.endswith(".idToken"))
    assert token not in page.content()
    expect(tried.locator(".curl")).to_contain_text("Authorization: Bearer TOKEN")


def test_who_is_not_signed_in_is_told_so_and_tries_what_is_public(page: Page) -> None:
    page.goto("/docs/")
    expect(page.locator("#visitor")).to_contain_text("You are not signed in")
    expect(page.get_by_role("link", name="Sign in")).to_have_attribute("href", "/sign-in")
    expect(_try(page, "health")).to_contain_text('"status": "ok"')
    expect(_try(page, "who_am_i").locator(".response-col_status").nth(1)).to_contain_text("401")


@on_desktop
def test_who_signs_in_in_another_tab_is_known_on_the_way_back(
    page: Page, context: BrowserContext, person: Person
) -> None:
    page.goto("/docs/")
    expect(page.locator("#visitor")).to_contain_text("You are not signed in")
    come_back(context.new_page(), person)
    # A headless browser shows all its tabs at once, and sends no event when the user switches between them.
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("#visitor")).to_contain_text(person.email)


@on_desktop
def test_a_token_that_has_expired_is_renewed(page: Page, person: Person) -> None:
    _come(page, replace(person, kept={name: _expired(name, value) for name, value in person.kept.items()}))
    expect(_try(page, "who_am_i")).to_contain_text(person.email)


@on_phone
def test_no_row_grows_under_the_mouse_and_moves_what_is_below_it(page: Page) -> None:
    page.goto("/docs/")
    rows = page.locator(".opblock-summary")
    expect(rows.first).to_be_visible()
    heights = "rows => rows.map((row) => row.getBoundingClientRect().height)"
    before = rows.evaluate_all(heights)
    for number, height in enumerate(before):
        rows.nth(number).hover()
        page.evaluate("Promise.allSettled(document.getAnimations().map((one) => one.finished))")
        assert rows.nth(number).evaluate("row => row.getBoundingClientRect().height") == height
    assert len(before) > 10


@on_phone
def test_an_address_leads_to_one_operation(page: Page) -> None:
    page.goto("/docs/#/notes/write_note")
    body = page.locator("#operations-notes-write_note .opblock-body")
    expect(body).to_be_in_viewport()
    _open(page, "read_note")
    expect(page).to_have_url(re.compile(r"/docs/#/notes/read_note$"))


@on_desktop
def test_a_block_of_code_is_copied_as_it_is_printed(page: Page, context: BrowserContext) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/docs/")
    manual = (CHECKOUT / "docs" / "getting-started.md").read_text()
    blocks = re.findall(r"^```\w+\n(.*?)^```$", manual, re.DOTALL | re.MULTILINE)
    signing_in = page.locator(".code", has_text="TOKEN=$(")
    signing_in.get_by_role("button", name="Copy").click()
    expect(signing_in.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == blocks[0]


@on_phone
def test_developers_are_shown_the_way_from_their_account(page: Page, person: Person) -> None:
    come_back(page, person, "/account")
    page.get_by_role("link", name="API documentation").click()
    expect(page.get_by_role("heading", name="Getting started with the API")).to_be_visible()


def _come(page: Page, person: Person) -> None:
    """Open the page as a user who has signed in before."""
    have_been_here(page, person)
    page.goto("/docs/")


def _open(page: Page, operation: str) -> Locator:
    block = page.locator(f".opblock[id$='-{operation}']")
    block.locator(".opblock-summary-control").click()
    expect(block.locator(".opblock-body")).to_be_visible()
    return block


def _try(page: Page, operation: str) -> Locator:
    """Execute an operation; return the element with its response."""
    block = _open(page, operation)
    block.get_by_role("button", name="Try it out").click()
    block.get_by_role("button", name="Execute").click()
    answered = block.locator(".responses-inner > div")
    expect(answered.locator(".live-responses-table")).to_be_visible()
    return answered


def _expired(name: str, value: str) -> str:
    """Return what a browser has stored, with an expired token."""
    if not name.endswith(("idToken", "accessToken")):
        return value
    claims = jwt.decode(value, options={"verify_signature": False})
    return jwt.encode({**claims, "exp": 1}, "nobody checks this one, for it is too old", algorithm="HS256")
