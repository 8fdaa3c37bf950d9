"""Actions on notes in the page, and their results in the service."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.people import Person, come_back
from tests.stack.eventually import eventually


def kept(person: Person, state: str = "active") -> list[Any]:
    """Return the notes that the service has."""
    items: list[Any] = person.api.expect(200, "GET", f"/notes?state={state}")["items"]
    return items


def whole(person: Person, note_id: str) -> Any:
    """Return the note as the service has it."""
    return person.api.expect(200, "GET", f"/notes/{note_id}")


def write(person: Person, title: str, text: str = "", **more: Any) -> str:
    """Create a note in the service, before the page is used."""
    made: str = person.api.expect(201, "POST", "/notes", json={"title": title, "text": text, **more})["id"]
    return made


def stored(person: Person, note_id: str, **fields: Any) -> None:
    """Wait until the service has the note with these fields."""
    eventually(lambda: {name: whole(person, note_id)[name] for name in fields} == fields)


def rows(page: Page) -> Locator:
    """Return the notes in the list."""
    return page.get_by_role("list", name="Notes").locator("a")


def row(page: Page, title: str) -> Locator:
    """Return the note in the list that has these words."""
    return rows(page).filter(has_text=title)


def expect_listed(page: Page, *titles: str) -> None:
    """Expect these notes in this order, and no others; `to_contain_text` accepts a list that only some rows match."""
    expect(rows(page)).to_have_text([re.compile(re.escape(title)) for title in titles])


def saved(page: Page, state: str = "saved") -> None:
    """Wait until the note shows this save state."""
    expect(page.locator(f"[data-save={state}]")).to_be_visible()


def compare(page: Page) -> None:
    """Open both versions, once the page says that the other one is ahead."""
    saved(page, "ahead")
    page.get_by_role("button", name="Compare and choose").click()
    saved(page, "conflict")


def open_note(page: Page, person: Person, note_id: str, *, writing: bool = True) -> None:
    """Open a note by its URL, to write in it or to see what a phone shows first."""
    come_back(page, person, f"/notes/{note_id}")
    expect(page.get_by_label("Title", exact=True)).to_be_visible()
    if writing:
        to_side(page, "Write")


def to_side(page: Page, side: str) -> None:
    """Switch to this side on a phone, which has room for only one."""
    switch = page.get_by_role("group", name="View")
    if switch.is_visible():
        switch.get_by_role("button", name=side).click()


def choose(page: Page, screen: str, title: str, deed: str) -> None:
    """Choose an action in a note's row: from the menu on a phone, from the tools under the mouse on a desktop."""
    item = page.get_by_role("listitem").filter(has=page.locator("a", has_text=title))
    if screen == "phone":
        item.get_by_role("button", name=re.compile("^More actions for")).click()
        item.get_by_role("menuitem", name=deed).click()
    else:
        item.hover()
        item.get_by_role("button", name=deed).click()


@contextmanager
def unreachable(page: Page) -> Iterator[None]:
    """Make the service unreachable, although the page itself still loads."""
    page.route("**/api/**", lambda route: route.abort("internetdisconnected"))
    yield
    page.unroute("**/api/**")
