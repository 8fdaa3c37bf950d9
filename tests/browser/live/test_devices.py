"""Changes made on one device, shown on the others and on one that was offline."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.live.steps import go, go_to, prompt, remove, rewrite, watch
from tests.browser.notes.steps import expect_listed, kept, rows, write
from tests.browser.people import Person
from tests.browser.photos.pictures import UPLOADING, bring, chosen, landscape
from tests.browser.photos.steps import tiles, tray


def test_a_note_and_a_photo_are_on_the_other_device_within_two_seconds(
    device: Callable[..., Page], person: Person
) -> None:
    note = write(person, "Bread", "flour")
    here, there = device(), device()
    text = go_to(here, note)
    text.fill("flour and water")
    watch(there, ".note-list", "flour and water")
    begun = here.evaluate("Date.now()")
    here.keyboard.press("Control+s")
    prompt(there, begun)

    go(here, "Photos")
    go(there, "Photos")
    expect(here.get_by_role("heading", name="No photos yet")).to_be_visible()
    expect(there.get_by_role("heading", name="No photos yet")).to_be_visible()
    watch(here, ".tile")
    begun = there.evaluate("Date.now()")
    bring(there, "drop", chosen(1))
    prompt(here, begun)
    expect(tray(there).get_by_role("heading", name="1 file uploaded")).to_be_visible(timeout=UPLOADING)
    for page in (here, there):
        expect(page.locator(".tile-loaded")).to_have_count(1)
        expect(tiles(page)).to_have_count(1)


def test_a_device_that_was_away_misses_nothing_and_shows_nothing_twice(
    device: Callable[..., Page], person: Person
) -> None:
    left = [write(person, title) for title in ("Bread", "Shopping", "Old thoughts", "Attic")]
    photo = person.api.upload("day.jpg", "image/jpeg", landscape())
    here, there = device(), device()
    for page in (here, there):
        # Only visible rows are rendered, and here all rows have to be.
        page.set_viewport_size({"width": 1280, "height": 6000})
    go(there, "Photos")
    expect(tiles(there)).to_have_count(1)
    go(there, "Notes")
    expect(rows(there)).to_have_count(4)
    # Show only what the feed delivers; a list that is read again would hide what the feed lacks.
    there.route(re.compile(r"/api/(notes|files)\?"), lambda route: route.abort())
    there.context.set_offline(True)
    expect(there.get_by_text("You're offline.")).to_be_visible()
    rewrite(person, left[0], text="rye", pinned=True)
    rewrite(person, left[1], state="archived")
    person.api.expect(204, "DELETE", f"/notes/{left[2]}")
    remove(person, left[3])
    person.api.expect(204, "DELETE", f"/files/{photo['id']}")
    person.api.upload("hills.jpg", "image/jpeg", landscape())
    for number in range(30):
        write(person, f"Note {number}")
    expect(rows(here)).to_have_count(31)
    expect(rows(there)).to_have_count(4)

    there.context.set_offline(False)
    expect_listed(there, "Bread", *(f"Note {number}" for number in reversed(range(30))))
    shown = rows(there).evaluate_all("links => links.map((link) => link.dataset.note)")
    assert sorted(shown) == sorted(note["id"] for note in kept(person))
    expect(rows(there).first).to_contain_text("rye")
    go(there, "Photos")
    expect(there.get_by_role("link", name="hills.jpg")).to_have_count(1)
    expect(tiles(there)).to_have_count(1)
    go(there, "Archive")
    expect_listed(there, "Shopping")
    go(there, "Trash")
    expect_listed(there, "Old thoughts")
