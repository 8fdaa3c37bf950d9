"""The list of notes: search, tags, pinned notes and the archive."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.accessible import assert_accessible
from tests.browser.notes.steps import choose, expect_listed, kept, row, rows
from tests.browser.people import Person
from tests.browser.screens import on_phone


def test_it_shows_the_newest_first_and_is_accessible(listed: Page) -> None:
    expect_listed(listed, "Bread", "A week away", "Äpfel")
    assert_accessible(listed)


@on_phone
def test_it_is_searched_while_one_types(listed: Page) -> None:
    field = listed.get_by_role("searchbox")
    field.press_sequentially("apf")
    expect_listed(listed, "Äpfel")
    field.fill("WATER")
    expect_listed(listed, "Bread")
    field.fill("no such words")
    expect(listed.get_by_role("heading", name="No matching notes")).to_be_visible()
    assert_accessible(listed)
    listed.get_by_role("button", name="Show all notes").click()
    expect(rows(listed)).to_have_count(3)


@on_phone
def test_a_tag_chooses(listed: Page) -> None:
    chip = listed.get_by_role("list", name="Tags").get_by_role("button", name="kitchen")
    chip.click()
    expect_listed(listed, "Bread", "Äpfel")
    chip.click()
    expect(rows(listed)).to_have_count(3)


def test_pinned_notes_come_first(listed: Page, screen: str, person: Person) -> None:
    choose(listed, screen, "Äpfel", "Pin")
    expect_listed(listed, "Äpfel", "Bread", "A week away")
    expect(row(listed, "Äpfel")).to_contain_text("Pinned")
    listed.reload()
    expect_listed(listed, "Äpfel", "Bread", "A week away")
    assert [note["title"] for note in kept(person) if note["pinned"]] == ["Äpfel"]


def test_archive_and_back(listed: Page, screen: str) -> None:
    choose(listed, screen, "Bread", "Archive")
    expect(rows(listed)).to_have_count(2)
    listed.get_by_role("navigation", name="Main").get_by_role("link", name="Archive").click()
    expect(row(listed, "Bread")).to_be_visible()
    assert_accessible(listed)
    choose(listed, screen, "Bread", "Move back to notes")
    expect(listed.get_by_role("heading", name="No archived notes")).to_be_visible()
    listed.get_by_role("button", name="Go to your notes").click()
    expect(rows(listed)).to_have_count(3)
