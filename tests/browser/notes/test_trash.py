"""Notes that are thrown away, and brought back."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.accessible import assert_accessible
from tests.browser.notes.steps import choose, kept, row, rows
from tests.browser.people import Person
from tests.browser.screens import on_desktop, on_phone


@on_phone
def test_the_trash_forgives_at_once(listed: Page, screen: str, person: Person) -> None:
    choose(listed, screen, "Bread", "Move to the trash")
    expect(rows(listed)).to_have_count(2)
    listed.get_by_role("button", name="Undo").click()
    expect(rows(listed)).to_have_count(3)
    listed.reload()
    expect(rows(listed)).to_have_count(3)
    assert kept(person, "trashed") == []


@on_desktop
def test_the_trash_forgives_later(listed: Page, screen: str, person: Person) -> None:
    choose(listed, screen, "Bread", "Move to the trash")
    listed.get_by_role("navigation", name="Main").get_by_role("link", name="Trash").click()
    row(listed, "Bread").click()
    expect(listed.get_by_text("flour and water")).to_be_visible()
    assert_accessible(listed)
    listed.get_by_role("button", name="Restore").click()
    expect(listed.get_by_role("heading", name="No notes in the trash")).to_be_visible()
    assert_accessible(listed)
    assert len(kept(person)) == 3


def test_what_is_deleted_for_good_goes_when_the_offer_to_undo_is_gone(
    listed: Page, screen: str, person: Person
) -> None:
    choose(listed, screen, "Bread", "Move to the trash")
    listed.get_by_role("navigation", name="Main").get_by_role("link", name="Trash").click()
    choose(listed, screen, "Bread", "Delete forever")
    expect(rows(listed)).to_have_count(0)
    message = listed.get_by_role("region", name="Messages").locator("div", has_text="Deleted for good")
    message.get_by_role("button", name="Undo").click()
    expect(row(listed, "Bread")).to_be_visible()
    assert len(kept(person, "trashed")) == 1

    choose(listed, screen, "Bread", "Delete forever")
    with listed.expect_response(lambda response: response.request.method == "DELETE") as purged:
        message.get_by_role("button", name="Dismiss").click()
    assert purged.value.status == 204
    assert kept(person, "trashed") == []
