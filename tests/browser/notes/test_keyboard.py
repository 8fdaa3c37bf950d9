"""The page used by keyboard alone."""

from __future__ import annotations

from playwright.sync_api import Page, Route, expect

from tests.browser.accessible import assert_accessible
from tests.browser.notes.steps import expect_listed, kept, row, rows
from tests.browser.people import Person
from tests.browser.screens import on_desktop
from tests.browser.tabbing import walk
from tests.stack.eventually import eventually


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
    expect_listed(page, "A week away", "Bread", "Äpfel")
    page.keyboard.press("k")
    expect(row(page, "A week away")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Title", exact=True)).to_have_value("A week away")
    page.get_by_role("button", name="Next note").click()
    expect(page.get_by_label("Title", exact=True)).to_have_value("Bread")
    page.get_by_role("button", name="Archive").click()
    expect_listed(page, "A week away", "Äpfel")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(row(page, "Äpfel")).to_be_focused()
    page.keyboard.press("#")
    expect_listed(page, "A week away")
    expect(row(page, "A week away")).to_be_focused()


@on_desktop
def test_an_archived_note_does_not_come_back_with_a_list_that_was_read_before(listed: Page, person: Person) -> None:
    page = listed
    row(page, "Bread").click()
    expect(page.get_by_label("Title", exact=True)).to_have_value("Bread")
    held: list[Route] = []
    page.route("**/notes/*", lambda route: held.append(route) if is_change(route) else route.fallback())
    with page.expect_response(lambda response: "/notes?state=active" in response.url):
        page.get_by_role("button", name="Archive").click()
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(row(page, "Äpfel")).to_be_focused()
    expect_listed(page, "A week away", "Äpfel")
    [change] = held
    change.continue_()
    eventually(lambda: [note["title"] for note in kept(person, "archived")] == ["Bread"])
    expect_listed(page, "A week away", "Äpfel")


def is_change(route: Route) -> bool:
    return route.request.method == "PATCH"


@on_desktop
def test_single_keys_leave_an_open_note_alone_and_can_be_turned_off(listed: Page, person: Person) -> None:
    """Check that dictation is safe: the e of a spoken "hello there" would archive the note (WCAG 2.1.4)."""
    page = listed
    row(page, "Bread").click()
    expect(page.get_by_label("Title", exact=True)).to_have_value("Bread")
    page.keyboard.type("hello there #1 j?")
    expect(page.get_by_label("Title", exact=True)).to_have_value("Bread")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert {(note["title"], note["pinned"]) for note in kept(person)} >= {("Bread", False)}

    page.get_by_role("link", name="Account").click()
    page.get_by_role("switch", name="Single-key shortcuts").uncheck()
    page.get_by_role("link", name="Notes", exact=True).click()
    expect(rows(page)).to_have_count(3)
    page.keyboard.press("n")
    page.keyboard.press("?")
    expect(page.get_by_label("Write a note")).not_to_be_focused()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("button", name="Keyboard shortcuts").click()
    expect(page.get_by_role("dialog")).to_contain_text("Single-key shortcuts are off.")


@on_desktop
def test_tab_reaches_everything_in_every_list(listed: Page, person: Person) -> None:
    page = listed
    walked = walk(page)
    assert [name for name in walked if name in ("Pin", "Archive")] == ["Pin", "Archive"] * 3
    expect(row(page, "Bread")).to_be_visible()
    for note in kept(person)[:2]:
        person.api.expect(204, "DELETE", f"/notes/{note['id']}")
    for number in range(2):
        file = person.api.upload(f"{number}.txt", "text/plain", b"words")
        person.api.expect(204, "DELETE", f"/files/{file['id']}")
    page.get_by_role("link", name="Trash").click()
    expect(page.get_by_role("button", name="Restore 0.txt")).to_be_visible()
    expect(rows(page)).to_have_count(2)
    walked = walk(page)
    wanted = ["Restore", "Delete forever"] * 2 + [
        f"{deed} {number}.txt{more}" for number in (1, 0) for deed, more in (("Restore", ""), ("Delete", " forever"))
    ]
    assert [name for name in walked if name in wanted] == wanted

    page.get_by_role("link", name="Bread").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Restore", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(rows(page)).to_have_count(1)
    page.wait_for_function("document.activeElement !== document.body")


@on_desktop
def test_enter_opens_the_note_that_the_keys_have_come_to_before_the_focus_has(listed: Page) -> None:
    press_at_once(listed, "j", "Enter")
    expect(listed.get_by_label("Title", exact=True)).to_have_value("Bread")
    listed.keyboard.press("Escape")
    expect(rows(listed)).to_have_count(3)
    press_at_once(listed, "j", "j", "Enter")
    expect(listed.get_by_label("Title", exact=True)).to_have_value("A week away")


def press_at_once(page: Page, *keys: str) -> None:
    """Press keys with no rendering in between, with the focus where navigation leaves it: on the heading."""
    page.evaluate(
        """(keys) => {
          const heading = document.querySelector('h1');
          heading.focus();
          for (const key of keys) heading.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
        }""",
        keys,
    )
