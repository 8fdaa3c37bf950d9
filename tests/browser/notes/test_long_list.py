"""A list of more notes than fit on a screen."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.notes.steps import row, rows, write
from tests.browser.people import Person, come_back
from tests.browser.screens import on_desktop
from tests.stack.eventually import eventually

# The page scrolls in one frame, and renders the rows there in the next.
SCROLL = "scrollBy(0, 500), new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def test_the_reader_comes_back_to_where_they_were(page: Page, person: Person) -> None:
    come_back_to(40, page, person)
    page.evaluate("scrollTo(0, 2400)")
    link = rows(page).nth(10)
    words = link.inner_text()
    link.click()
    expect(page.get_by_label("Title", exact=True)).to_be_visible()
    assert page.evaluate("scrollY") == 0
    page.go_back()
    expect(row(page, words.splitlines()[0])).to_be_in_viewport()


@on_desktop
def test_a_slow_press_on_a_row_at_the_edge_opens_it(page: Page, person: Person) -> None:
    come_back_to(20, page, person)
    bottom = page.evaluate("innerHeight - 4")
    page.mouse.move(page.evaluate("document.querySelector('.note-link').getBoundingClientRect().x + 40"), bottom)
    page.mouse.down()
    # The effect of the press is rendered before the release.
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))")
    page.mouse.up()
    expect(page.get_by_label("Title", exact=True)).to_be_visible()


@on_desktop
def test_only_what_is_visible_is_in_the_page(page: Page, person: Person) -> None:
    come_back_to(120, page, person)
    seen: set[str] = set()

    def has_seen_all() -> bool:
        assert rows(page).count() < 40
        seen.update(rows(page).evaluate_all("links => links.map(link => link.dataset.note)"))
        page.evaluate(SCROLL)
        return len(seen) == 120

    eventually(has_seen_all)


def come_back_to(count: int, page: Page, person: Person) -> None:
    """Open a list of so many notes, the newest at its top."""
    for number in range(count):
        write(person, f"Note {number}")
    come_back(page, person)
    expect(row(page, f"Note {count - 1}")).to_be_visible()
