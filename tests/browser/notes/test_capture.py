"""The capture box on a slow or missing network, beside other tabs, and when its user signs out."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import BrowserContext, Page, Request, Route, expect

from tests.browser.notes.steps import kept, open_note, row, rows, stored, whole, write
from tests.browser.people import Person, come_back, is_in
from tests.browser.photos.pictures import chosen
from tests.browser.screens import on_desktop
from tests.stack.eventually import eventually

NOTES = re.compile("/api/notes$")
API = re.compile("/api/")
DROP = """([where, name]) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([name], name, { type: 'text/plain' }));
    const place = document.querySelector(where);
    return ['dragover', 'drop'].map((kind) => {
        const event = new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer });
        place.dispatchEvent(event);
        return event.defaultPrevented;
    });
}"""


def excerpts(person: Person) -> list[str]:
    """Return the excerpts of the notes that the service has, the oldest first."""
    return [note["excerpt"] for note in reversed(kept(person))]


@on_desktop
def test_what_is_typed_while_a_note_is_being_saved_stays_and_is_saved_after_it(signed_in: Page, person: Person) -> None:
    def slowly(route: Route, request: Request) -> None:
        time.sleep(0.5)
        route.continue_()

    signed_in.route(NOTES, slowly)
    field = signed_in.get_by_label("Write a note")
    field.press_sequentially("one")
    field.press("Enter")
    field.press_sequentially("two")
    field.press("Enter")
    field.press_sequentially("three, not finished")
    expect(row(signed_in, "two")).to_be_visible()
    expect(field).to_have_value("three, not finished")
    assert excerpts(person) == ["one", "two"]


@on_desktop
def test_words_that_are_refused_come_back_before_what_was_typed_since(signed_in: Page, person: Person) -> None:
    held: list[Route] = []
    signed_in.route(NOTES, lambda route, request: held.append(route) if request.method == "POST" else route.continue_())
    field = signed_in.get_by_label("Write a note")
    with signed_in.expect_request(lambda request: request.method == "POST" and bool(NOTES.search(request.url))):
        field.press_sequentially("first")
        field.press("Enter")
    field.press_sequentially("second")
    held[0].fulfill(
        status=400,
        json={
            "title": "Bad Request",
            "status": 400,
            "detail": "Expected `str` of length <= 200.",
            "errors": [{"field": "/title", "detail": "Expected `str` of length <= 200."}],
        },
    )
    expect(field).to_have_value("first\n\nsecond")
    expect(signed_in.get_by_role("alert")).to_have_text("The title can have up to 200 characters.")


@on_desktop
def test_a_photo_added_without_a_connection_is_sent_with_its_note_from_another_tab(
    page: Page, context: BrowserContext, person: Person
) -> None:
    come_back(page, person)
    context.route(API, lambda route: route.abort("internetdisconnected"))
    page.get_by_label("Write a note").fill("Look at this")
    page.locator(".capture input[type=file]").set_input_files(chosen(1))
    expect(page.get_by_text("1 note waiting for a connection.")).to_be_visible()
    expect(page.get_by_role("button", name="Remove walk-0.jpg")).to_be_visible()
    page.close()
    context.unroute(API)
    tab = context.new_page()
    tab.goto("/")
    expect(row(tab, "Look at this")).to_be_visible()
    eventually(lambda: len(kept(person)[0]["file_ids"]) == 1)
    assert len(person.api.expect(200, "GET", "/files")["items"]) == 1


@on_desktop
def test_tabs_keep_their_own_drafts_and_a_tab_that_is_closed_leaves_its_own(
    page: Page, context: BrowserContext, person: Person
) -> None:
    come_back(page, person)
    other = context.new_page()
    other.goto("/")
    page.get_by_label("Write a note").fill("from one tab")
    other.get_by_label("Write a note").fill("from the other")
    page.reload()
    other.reload()
    expect(page.get_by_label("Write a note")).to_have_value("from one tab")
    expect(other.get_by_label("Write a note")).to_have_value("from the other")
    other.close()
    third = context.new_page()
    third.goto("/")
    expect(third.get_by_label("Write a note")).to_have_value("from the other")
    expect(page.get_by_label("Write a note")).to_have_value("from one tab")
    third.get_by_role("button", name="Save").click()
    expect(row(page, "from the other")).to_be_visible()
    assert excerpts(person) == ["from the other"]


@on_desktop
def test_signing_out_asks_about_what_is_not_saved_and_then_keeps_nothing(signed_in: Page) -> None:
    signed_in.get_by_label("Write a note").fill("my private thought")
    signed_in.goto("/account")
    is_in(signed_in)
    signed_in.get_by_role("button", name="Sign out", exact=True).click()
    question = signed_in.get_by_role("dialog", name="Sign out and lose unsaved work?")
    expect(question).to_contain_text("1 unsaved note")
    question.get_by_role("button", name="Stay signed in").click()
    signed_in.goto("/")
    expect(signed_in.get_by_label("Write a note")).to_have_value("my private thought")
    signed_in.goto("/account")
    signed_in.get_by_role("button", name="Sign out", exact=True).click()
    question.get_by_role("button", name="Sign out anyway").click()
    signed_in.wait_for_url("**/sign-in")
    expect(signed_in.get_by_label("Email address")).to_be_visible()
    left = signed_in.evaluate("JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)])")
    assert "private" not in left
    assert "draft" not in left


def test_files_dropped_anywhere_are_taken_or_ignored_and_never_opened(signed_in: Page, person: Person) -> None:
    note = write(person, "Bread", "flour")
    expect(rows(signed_in)).to_have_count(1)
    assert signed_in.evaluate(DROP, ["nav", "beside.txt"]) == [True, True]
    expect(rows(signed_in)).to_have_count(2)
    row(signed_in, "Bread").click()
    expect(signed_in.get_by_label("Title", exact=True)).to_be_visible()
    assert signed_in.evaluate(DROP, ["body", "attached.txt"]) == [True, True]
    eventually(lambda: len(whole(person, note)["file_ids"]) == 1)
    signed_in.get_by_role("navigation", name="Main").get_by_role("link", name="Account").click()
    expect(signed_in.get_by_role("button", name="Sign out", exact=True)).to_be_visible()
    assert signed_in.evaluate(DROP, ["main", "nowhere.txt"]) == [True, True]
    assert len(person.api.expect(200, "GET", "/files")["items"]) == 2


@on_desktop
def test_a_pasted_list_becomes_tags_and_one_spelt_in_two_ways_is_one(page: Page, person: Person) -> None:
    note = write(person, "Bread", "flour", tags=["caf\u00e9"])
    open_note(page, person, note)
    field = page.get_by_label("Add a tag")
    field.focus()
    page.evaluate(
        """words => {
            const clipboardData = new DataTransfer();
            clipboardData.setData('text/plain', words);
            const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
            document.activeElement.dispatchEvent(event);
        }""",
        "a, b; c\ncafe\u0301",
    )
    stored(person, note, tags=["caf\u00e9", "a", "b", "c"])
    field.fill("\u202e")
    field.press("Enter")
    expect(page.get_by_text("A tag needs at least one visible character.")).to_be_visible()


@on_desktop
def test_an_input_method_has_its_keys_to_itself(signed_in: Page, person: Person) -> None:
    keyboard: Callable[..., Any] = signed_in.context.new_cdp_session(signed_in).send
    field = signed_in.get_by_label("Write a note")
    field.focus()
    keyboard("Input.imeSetComposition", {"text": "ほん", "selectionStart": 2, "selectionEnd": 2})
    for key, code in (("Enter", 13), ("Escape", 27)):
        keyboard("Input.dispatchKeyEvent", {"type": "rawKeyDown", "key": key, "windowsVirtualKeyCode": code})
    expect(field).to_be_focused()
    expect(signed_in.get_by_role("button", name="Save")).to_be_enabled()
    assert kept(person) == []
