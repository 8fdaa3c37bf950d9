"""A note open on two devices: changes from elsewhere do not disturb the writer, and no text is lost."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.accessible import assert_accessible
from tests.browser.live.steps import go_to, remove, rewrite
from tests.browser.notes.steps import kept, rows, saved, whole, write
from tests.browser.people import Person


@pytest.fixture
def note(person: Person) -> str:
    return write(person, "Bread", "flour\nwater")


def test_what_comes_in_leaves_the_caret_where_it_is(device: Callable[..., Page], person: Person, note: str) -> None:
    page = device()
    text = go_to(page, note)
    text.focus()
    text.evaluate("field => field.setSelectionRange(6, 11)")
    rewrite(person, note, text="rye\nflour\nwater\nsalt")
    expect(text).to_have_value("rye\nflour\nwater\nsalt")
    expect(text).to_be_focused()
    assert text.evaluate("field => field.value.slice(field.selectionStart, field.selectionEnd)") == "water"


def test_whoever_writes_is_told_who_is_ahead_and_nothing_is_lost(
    device: Callable[..., Page], person: Person, note: str
) -> None:
    here, there = device(), device()
    mine, theirs = go_to(here, note), go_to(there, note)
    mine.focus()
    here.keyboard.press("Control+End")
    # Like a user who types without a pause.
    here.evaluate("window.typing = setInterval(() => document.execCommand('insertText', false, 'm'), 150)")
    expect(mine).to_have_value(re.compile("m$"))
    theirs.fill("spelt\nwater")
    there.keyboard.press("Control+s")
    ahead = here.get_by_text("Changed on another device", exact=False).first
    expect(ahead).to_be_visible()
    before = mine.input_value()
    expect(mine).to_have_value(re.compile(f"^{before}mmm"))
    here.evaluate("clearInterval(window.typing)")
    expect(mine).to_be_focused()
    assert_accessible(here)
    written = mine.input_value()
    assert re.fullmatch(r"flour\nwaterm+", written)

    here.get_by_role("button", name="Compare and choose").click()
    expect(here.get_by_role("article", name="Your version, not saved yet")).to_contain_text("waterm")
    expect(here.get_by_role("article", name=re.compile("^Other version"))).to_contain_text("spelt")
    here.get_by_role("button", name="Keep both").click()
    saved(here)
    texts = {whole(person, each["id"])["text"] for each in kept(person)}
    assert texts == {written, "spelt\nwater"}
    expect(back_to_list(there)).to_have_count(2)


def test_a_note_that_is_deleted_elsewhere_leaves_what_is_being_written(
    device: Callable[..., Page], person: Person, note: str
) -> None:
    page = device()
    text = go_to(page, note)
    page.route("**/api/notes/*", lambda route: hold(route, "PATCH"))
    text.fill("flour\nwater\nsalt")
    remove(person, note)
    expect(page.get_by_text("This note was deleted on another device.")).to_be_visible()
    expect(text).to_have_value("flour\nwater\nsalt")
    page.get_by_role("button", name="Compare and choose").click()
    page.get_by_role("button", name="Save as new note").click()
    expect(page.get_by_label("Text", exact=True)).to_have_value("flour\nwater\nsalt")
    [copy] = kept(person)
    assert copy["id"] != note


def hold(route: Route, method: str) -> None:
    """Leave requests of this method unanswered."""
    if route.request.method != method:
        route.fallback()


def back_to_list(page: Page) -> Locator:
    page.get_by_role("link", name="Back to list").click()
    return rows(page)
