"""Live changes in every view, also where WebSockets are blocked."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.live.steps import FOLLOWED, go
from tests.browser.notes.steps import expect_listed, rows, write
from tests.browser.people import Person
from tests.browser.photos.pictures import landscape
from tests.browser.photos.steps import tiles, viewer

# Milliseconds until a page polls again that gets no notifications.
LOOKS_AFTER = 31_000
# As behind a proxy that blocks WebSocket connections.
BLOCKED = """
    window.WebSocket = class extends WebSocket {
        constructor() { super('ws://127.0.0.1:9/'); }
    };
"""


def test_every_view_follows(device: Callable[..., Page], person: Person) -> None:
    """Check a search, the tag filter, the used storage, the trash, and the open photo."""
    page = device()
    page.get_by_role("searchbox").fill("bread")
    expect(page.get_by_role("heading", name="No matching notes")).to_be_visible()
    note = write(person, "Bread", "flour", tags=["kitchen"])
    write(person, "Shopping", "milk")
    expect_listed(page, "Bread")
    expect(page.get_by_role("list", name="Tags").get_by_role("button", name="kitchen")).to_be_visible()

    page.get_by_role("navigation", name="Main").get_by_role("link", name="Account").click()
    facts = page.get_by_role("region", name="Storage").locator("dl")
    expect(facts).to_contain_text(re.compile(r"Notes\s*2"))
    write(person, "Attic")
    expect(facts).to_contain_text(re.compile(r"Notes\s*3"))

    go(page, "Trash")
    expect(page.get_by_role("heading", name="No notes in the trash")).to_be_visible()
    person.api.expect(204, "DELETE", f"/notes/{note}")
    expect_listed(page, "Bread")

    go(page, "Photos")
    photo = person.api.upload("day.jpg", "image/jpeg", landscape())
    tiles(page).click()
    expect(viewer(page).get_by_label("Caption")).to_have_value("")
    changes = {"caption": "The first day"}
    version = person.api.expect(200, "GET", f"/files/{photo['id']}")["version"]
    person.api.expect(200, "PATCH", f"/files/{photo['id']}", json=changes, headers={"If-Match": f'"{version}"'})
    expect(viewer(page).get_by_label("Caption")).to_have_value("The first day")
    person.api.expect(204, "DELETE", f"/files/{photo['id']}")
    expect(viewer(page).get_by_text("This photo is in the trash.")).to_be_visible()
    person.api.expect(204, "DELETE", f"/files/{photo['id']}?permanently=true")
    expect(viewer(page).get_by_text("This photo was deleted.")).to_be_visible()


def test_where_websockets_do_not_pass_the_page_looks_now_and_then(device: Callable[..., Page], person: Person) -> None:
    page = device(BLOCKED)
    page.clock.install()
    page.reload()
    expect(page.get_by_role("heading", name="No notes yet")).to_be_visible()
    with page.expect_response(FOLLOWED):
        # The live part loads a little after the page, and then polls for the first time.
        pass
    page.route("**/api/notes?*", lambda route: route.abort())
    write(person, "Bread")
    assert rows(page).count() == 0
    with page.expect_response(FOLLOWED):
        page.clock.fast_forward(LOOKS_AFTER)
    expect_listed(page, "Bread")
