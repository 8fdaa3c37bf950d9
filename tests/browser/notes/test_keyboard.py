"""A keyboard is enough."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.accessible import assert_accessible
from tests.browser.notes.steps import row, rows
from tests.browser.screens import on_desktop


@on_desktop
def test_the_keys_that_the_help_names(listed: Page) -> None:
    page = listed
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    assert_accessible(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)

    page.keyboard.press("n")
    expect(page.get_by_label("Write a note")).to_be_focused()
    page.keyboard.type("jkpe#?/n")
    expect(page.get_by_label("Write a note")).to_have_value("jkpe#?/n")
    page.get_by_label("Write a note").fill("")
    page.keyboard.press("Escape")

    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("Escape")

    page.keyboard.press("j")
    expect(row(page, "Bread")).to_be_focused()
    page.keyboard.press("j")
    expect(row(page, "A week away")).to_be_focused()
    page.keyboard.press("p")
    expect(rows(page)).to_contain_text(["A week away", "Bread", "Äpfel"])
    page.keyboard.press("k")
    expect(row(page, "A week away")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Title", exact=True)).to_have_value("A week away")
    page.keyboard.press("j")
    expect(page.get_by_label("Title", exact=True)).to_have_value("Bread")
    page.keyboard.press("e")
    expect(rows(page)).to_contain_text(["A week away", "Äpfel"])
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(row(page, "Äpfel")).to_be_focused()
    page.keyboard.press("#")
    expect(rows(page)).to_contain_text(["A week away"])
    expect(row(page, "A week away")).to_be_focused()


@on_desktop
def test_enter_opens_the_note_that_the_keys_have_come_to_before_the_focus_has(listed: Page) -> None:
    press_at_once(listed, "j", "Enter")
    expect(listed.get_by_label("Title", exact=True)).to_have_value("Bread")
    listed.keyboard.press("Escape")
    expect(rows(listed)).to_have_count(3)
    press_at_once(listed, "j", "j", "Enter")
    expect(listed.get_by_label("Title", exact=True)).to_have_value("A week away")


def press_at_once(page: Page, *keys: str) -> None:
    """Before anything is drawn in between, with the focus where it is after an arrival: on the heading."""
    page.evaluate(
        """(keys) => {
          const heading = document.querySelector('h1');
          heading.focus();
          for (const key of keys) heading.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
        }""",
        keys,
    )
