"""Actions on one device, and expectations on another."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.notes.steps import rows, whole, write
from tests.browser.people import Person

# The page's promise in milliseconds, from the save key or the drop to the other device.
PROMPTLY = 2000
# The page's request for changes.
FOLLOWED = re.compile(r"/api/changes\?cursor=")
# Records when the first element of that kind appears; read later, so that nothing is missed in the meantime.
WATCHED = """
    ([selector, words]) => {
        const isThere = () => [...document.querySelectorAll(selector)].some((one) => one.textContent.includes(words));
        window.shownAt = new Promise((resolve) => {
            if (isThere()) throw new Error('It is there already.');
            new MutationObserver((_, observer) => {
                if (!isThere()) return;
                observer.disconnect();
                resolve(Date.now());
            }).observe(document.body, { subtree: true, childList: true, characterData: true });
        });
    }
"""


def connected(page: Page, person: Person) -> None:
    """Wait until the page is notified of changes, and requests nothing else."""
    expect(page.locator("html[data-connections='1']")).to_be_attached()
    with page.expect_response(FOLLOWED):
        passing = write(person, "Passing")
        expect(rows(page).filter(has_text="Passing")).to_be_visible()
    with page.expect_response(FOLLOWED):
        remove(person, passing)
    expect(rows(page).filter(has_text="Passing")).to_have_count(0)


def rewrite(person: Person, note_id: str, **changes: Any) -> None:
    """Change a note in the service, as another device does."""
    tag = f'"{whole(person, note_id)["version"]}"'
    person.api.expect(200, "PATCH", f"/notes/{note_id}", json=changes, headers={"If-Match": tag})


def remove(person: Person, note_id: str) -> None:
    """Delete a note permanently."""
    person.api.expect(204, "DELETE", f"/notes/{note_id}")
    person.api.expect(204, "DELETE", f"/notes/{note_id}?permanently=true")


def go_to(page: Page, note_id: str) -> Locator:
    """Open a note without reloading the page."""
    page.get_by_role("list", name="Notes").locator(f"a[data-note='{note_id}']").click()
    text = page.get_by_label("Text", exact=True)
    expect(text).to_be_visible()
    return text


def watch(page: Page, selector: str, words: str = "") -> None:
    page.evaluate(WATCHED, [selector, words])


def prompt(page: Page, begun: float) -> None:
    """Assert that the watched element appeared in time."""
    shown: float = page.evaluate("window.shownAt")
    assert shown - begun < PROMPTLY


def go(page: Page, view: str) -> None:
    page.get_by_role("navigation", name="Main").get_by_role("link", name=view, exact=True).click()
    expect(page.get_by_role("heading", level=1, name=view)).to_be_visible()
