"""A note that was changed on two devices."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.accessible import assert_accessible
from tests.browser.notes.steps import compare, kept, open_note, saved, stored, to_side, whole, write
from tests.browser.people import Person, tell_nothing
from tests.browser.screens import on_desktop, on_phone


@pytest.fixture
def note(page: Page, person: Person) -> str:
    """Open a note that was changed elsewhere while it was edited here; this page has detected it."""
    note = write(person, "Bread", "flour\nwater")
    reads = tell_nothing(page)
    open_note(page, person, note)
    saved(page)
    reads.finish()
    elsewhere = {"text": "spelt\nwater"}
    person.api.expect(200, "PATCH", f"/notes/{note}", json=elsewhere, headers={"If-Match": '"1"'})
    page.get_by_label("Text", exact=True).fill("rye\nwater")
    compare(page)
    return note


@on_desktop
def test_two_machines_meet(page: Page, person: Person, new_context: Callable[[], BrowserContext]) -> None:
    note = write(person, "Bread", "flour\nwater")
    there = new_context().new_page()
    reads = tell_nothing(page)
    open_note(there, person, note)
    open_note(page, person, note)
    reads.finish()
    there.get_by_label("Text", exact=True).fill("spelt\nwater")
    stored(person, note, text="spelt\nwater")
    page.get_by_label("Text", exact=True).fill("rye\nwater")
    compare(page)
    expect(page.get_by_role("article", name=re.compile("^Other version"))).to_contain_text("spelt")


def test_both_versions_are_shown_and_accessible(page: Page, note: str) -> None:
    mine = page.get_by_role("article", name="Your version, not saved yet")
    theirs = page.get_by_role("article", name=re.compile("^Other version"))
    expect(mine).to_contain_text("rye")
    expect(theirs).to_contain_text("spelt")
    assert_accessible(page)


@on_phone
def test_mine_can_be_kept(page: Page, person: Person, note: str) -> None:
    page.get_by_role("button", name="Keep mine").click()
    saved(page)
    assert whole(person, note)["text"] == "rye\nwater"


def test_theirs_can_be_taken(page: Page, person: Person, note: str) -> None:
    page.get_by_role("button", name="Use other version").click()
    saved(page)
    to_side(page, "Write")
    expect(page.get_by_label("Text", exact=True)).to_have_value("spelt\nwater")
    assert whole(person, note)["text"] == "spelt\nwater"


@on_desktop
def test_both_can_be_kept(page: Page, person: Person, note: str) -> None:
    page.get_by_role("button", name="Keep both").click()
    saved(page)
    assert sorted(whole(person, each["id"])["text"] for each in kept(person)) == ["rye\nwater", "spelt\nwater"]


@on_phone
def test_nothing_is_lost_by_a_reload(page: Page, note: str) -> None:
    page.reload()
    saved(page, "conflict")
    expect(page.get_by_role("article", name="Your version, not saved yet")).to_contain_text("rye")
