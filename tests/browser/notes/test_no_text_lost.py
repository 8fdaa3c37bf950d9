"""Text that is not lost, whatever the connection and the service do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Request, expect

from tests.browser.accessible import assert_accessible
from tests.browser.notes.steps import open_note, row, saved, to_side, unreachable, whole, write
from tests.browser.pauses import let_fail_often
from tests.browser.people import Person, come_back
from tests.browser.screens import on_desktop, on_phone


@pytest.fixture
def context(new_context: Callable[[], BrowserContext]) -> BrowserContext:
    """Return a browser for this test alone, because its clock is changed."""
    return new_context()


@on_phone
def test_offline_typing_is_kept_through_a_reload_and_saved_when_back(
    page: Page, context: BrowserContext, person: Person
) -> None:
    note = write(person, "Bread", "flour")
    open_note(page, person, note)
    with unreachable(page):
        page.get_by_label("Text", exact=True).fill("flour, written in the tunnel")
        saved(page, "offline")
        page.reload()
        expect(page.get_by_label("Title", exact=True)).to_be_visible()
        to_side(page, "Write")
        expect(page.get_by_label("Text", exact=True)).to_have_value("flour, written in the tunnel")
    page.keyboard.press("Control+s")
    saved(page)
    assert whole(person, note)["text"] == "flour, written in the tunnel"


@on_desktop
def test_a_note_that_was_left_unsaved_is_saved_on_the_next_visit(page: Page, person: Person) -> None:
    note = write(person, "Bread", "flour")
    open_note(page, person, note)
    with unreachable(page):
        page.get_by_label("Text", exact=True).fill("rye")
        saved(page, "offline")
        page.goto("about:blank")
    page.goto("/")
    expect(row(page, "Bread")).to_contain_text("rye", timeout=15_000)
    assert whole(person, note)["text"] == "rye"


@on_phone
def test_a_list_that_does_not_come_says_so_and_can_be_asked_for_again(page: Page, person: Person) -> None:
    write(person, "Bread")
    page.route("**/api/notes?*", lambda route: route.fulfill(status=500, json={"detail": "It went wrong."}))
    page.clock.install()
    come_back(page, person)
    expect(page.get_by_role("alert")).to_contain_text("work. Try again.")
    assert_accessible(page)
    let_fail_often(page, "/api/notes?")
    page.unroute("**/api/notes?*")
    page.get_by_role("button", name="Try again").click()
    expect(row(page, "Bread")).to_be_visible()


@on_desktop
def test_a_save_that_fails_is_tried_again_with_growing_pauses(
    new_context: Callable[[], BrowserContext], person: Person
) -> None:
    # A separate browser, because its clock stays changed.
    page = new_context().new_page()
    note = write(person, "Bread", "flour")
    open_note(page, person, note)
    saved(page)
    attempts: list[Request] = []

    def fail(route: Any, request: Request) -> None:
        if request.method != "PATCH":
            route.continue_()
            return
        attempts.append(request)
        route.fulfill(status=500, json={"detail": "It went wrong."})

    page.route("**/api/notes/*", fail)
    page.clock.install()
    page.get_by_label("Text", exact=True).fill("rye")
    saved(page, "error")
    for pause in (2_000, 4_000):
        with page.expect_request(lambda request: request.method == "PATCH"):
            page.clock.run_for(pause)
        saved(page, "error")
    # The pause is at least four seconds by now.
    page.clock.run_for(2_000)
    page.evaluate("fetch('/config.json').then(() => null)")
    assert len(attempts) == 3
    let_fail_often(page, f"/api/notes/{note}")
    page.unroute("**/api/notes/*")
    page.get_by_role("button", name="Try again").click()
    saved(page)
    assert whole(person, note)["text"] == "rye"
