"""The tab order, which reaches every list and every action in it; for the trash, see notes/test_keyboard."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.people import Person, come_back
from tests.browser.photos.pictures import landscape
from tests.browser.screens import on_desktop
from tests.browser.tabbing import tab_to, walk

TITLE = "[aria-label=Title]"
DEEDS = [("Download ", ""), ("Remove ", " from note"), ("Move ", " to trash")]
FILES = [f"{deed}{name}{more}" for name in ("one.txt", "two.txt") for deed, more in DEEDS]


@pytest.fixture
def note(person: Person) -> Any:
    """Create a note with tags and attachments, and one in the archive."""
    person.api.expect(201, "POST", "/notes", json={"title": "Old", "state": "archived"})
    note = person.api.expect(201, "POST", "/notes", json={"title": "Bread", "tags": ["kitchen", "oven"]})
    for name in ("one.txt", "two.txt"):
        person.api.upload(name, "text/plain", name.encode(), note_id=note["id"])
    person.api.upload("hills.jpg", "image/jpeg", landscape(), note_id=note["id"])
    return note


@on_desktop
def test_tab_reaches_everything_wherever_things_are_listed(page: Page, person: Person, note: Any) -> None:
    """Check also that the focus is on some element after each action by Enter."""
    open_note = f"/notes/{note['id']}"
    come_back(page, person, open_note)
    reaches(page, ["Remove tag kitchen", "Remove tag oven", "Add a tag"], start=TITLE)
    reaches(page, ["Open hills.jpg", *FILES, "Add photos or files"], start=TITLE)
    does(page, "Remove tag kitchen", start=TITLE)
    does(page, "Remove one.txt from note", start=TITLE)

    come_back(page, person, "/photos")
    reaches(page, ["hills.jpg", "Select hills.jpg"])
    does(page, "Select hills.jpg", is_gone=False)

    come_back(page, person)
    reaches(page, ["oven", "Bread"])
    does(page, "oven", is_gone=False)

    come_back(page, person, "/archive")
    reaches(page, ["Old", "Move back to notes", "Move to trash"])
    does(page, "Move back to notes")


def reaches(page: Page, wanted: list[str], start: str = "h1") -> None:
    """Check that Tab reaches these in this order; names may be longer."""
    expect(page.get_by_label(wanted[0]).or_(page.get_by_text(wanted[0], exact=True)).first).to_be_visible()
    walked = walk(page, start)
    found = [next((want for want in wanted if name.startswith(want)), None) for name in walked]
    assert [name for name in found if name is not None] == wanted, walked


def does(page: Page, deed: str, start: str = "h1", *, is_gone: bool = True) -> None:
    """Perform an action by Tab and Enter, after which its control may be gone."""
    tab_to(page, deed, start)
    page.keyboard.press("Enter")
    expect(page.get_by_label(deed, exact=True).or_(page.get_by_role("button", name=deed, exact=True))).to_have_count(
        0 if is_gone else 1
    )
    page.wait_for_function("document.activeElement !== document.body")
