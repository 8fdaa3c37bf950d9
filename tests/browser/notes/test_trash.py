"""Notes moved to the trash, restored, and deleted permanently."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.accessible import assert_accessible
from tests.browser.notes.steps import choose, kept, row, rows
from tests.browser.people import Person
from tests.browser.screens import on_desktop, on_phone
from tests.stack.eventually import eventually


@on_phone
def test_the_trash_forgives_at_once(listed: Page, screen: str, person: Person) -> None:
    choose(listed, screen, "Bread", "Move to trash")
    expect(rows(listed)).to_have_count(2)
    listed.get_by_role("button", name="Undo").click()
    expect(rows(listed)).to_have_count(3)
    listed.reload()
    expect(rows(listed)).to_have_count(3)
    assert kept(person, "trashed") == []


@on_desktop
def test_the_trash_forgives_later(listed: Page, screen: str, person: Person) -> None:
    choose(listed, screen, "Bread", "Move to trash")
    listed.get_by_role("navigation", name="Main").get_by_role("link", name="Trash").click()
    row(listed, "Bread").click()
    expect(listed.get_by_text("flour and water")).to_be_visible()
    assert_accessible(listed)
    listed.get_by_role("button", name="Restore").click()
    expect(listed.get_by_role("heading", name="No notes in the trash")).to_be_visible()
    assert_accessible(listed)
    eventually(lambda: len(kept(person)) == 3)


def test_what_is_deleted_forever_is_asked_about_and_gone_when_the_page_says_so(
    listed: Page, screen: str, person: Person
) -> None:
    choose(listed, screen, "Bread", "Move to trash")
    listed.get_by_role("navigation", name="Main").get_by_role("link", name="Trash").click()
    choose(listed, screen, "Bread", "Delete forever")
    question = listed.get_by_role("dialog", name="Delete forever?")
    assert_accessible(listed)
    question.get_by_role("button", name="Cancel").click()
    expect(row(listed, "Bread")).to_be_visible()
    assert len(kept(person, "trashed")) == 1

    choose(listed, screen, "Bread", "Delete forever")
    question.get_by_role("button", name="Delete forever").click()
    expect(listed.get_by_text("Deleted forever", exact=True)).to_be_visible()
    listed.close()
    assert kept(person, "trashed") == []
