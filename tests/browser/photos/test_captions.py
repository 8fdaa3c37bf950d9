"""The text about a photo: its caption, its name and its note."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.accessible import assert_accessible
from tests.browser.people import Person, come_back, tell_nothing
from tests.browser.photos.steps import tiles, viewer
from tests.stack.eventually import eventually


def test_a_caption_and_a_name_are_saved_while_one_writes(library: Page, person: Person, three: list[Any]) -> None:
    path = f"/files/{three[0]['id']}"
    tiles(library).first.click()
    caption = viewer(library).get_by_label("Caption")
    caption.fill("The first morning")
    expect(viewer(library).get_by_text("Saved", exact=True)).to_be_visible()
    kept = person.api.expect(200, "GET", path)
    assert kept["caption"] == "The first morning"

    viewer(library).get_by_role("button", name="Details").click()
    details = viewer(library).get_by_role("complementary", name="Details")
    expect(details.get_by_text(re.compile(r"600 . 400 pixels"))).to_be_visible()
    expect(details.get_by_text("Aperture Field 2")).to_be_visible()
    details.get_by_label("Name").fill("morning.jpg")
    details.get_by_label("Name").press("Enter")
    expect(viewer(library)).to_be_visible()
    assert_accessible(library)

    def is_renamed() -> bool:
        assert details.locator(".field-error").all_inner_texts() == []
        return bool(person.api.expect(200, "GET", path)["name"] == "morning.jpg")

    eventually(is_renamed)


def test_a_caption_that_was_written_elsewhere_as_well(page: Page, person: Person, three: list[Any]) -> None:
    """Check that neither the caption from elsewhere nor the one being typed is lost."""
    path = f"/files/{three[0]['id']}"
    reads = tell_nothing(page)
    come_back(page, person, f"/photos/{three[0]['id']}")
    caption = viewer(page).get_by_label("Caption")
    expect(caption).to_have_value("")
    reads.finish()
    elsewhere = {"caption": "From elsewhere"}
    person.api.expect(200, "PATCH", path, json=elsewhere, headers={"If-Match": f'"{three[0]["version"]}"'})
    caption.fill("From here")
    expect(viewer(page).get_by_text("Edited in two places. Other version: “From elsewhere”")).to_be_visible()
    viewer(page).get_by_role("button", name="Keep mine").click()
    expect(viewer(page).get_by_text("Saved", exact=True)).to_be_visible()
    assert person.api.expect(200, "GET", path)["caption"] == "From here"


def test_attached_to_a_note_and_taken_off_it(library: Page, person: Person, three: list[Any]) -> None:
    """Attach with the note picker, remove, and restore by undo."""
    path = f"/files/{three[0]['id']}"
    for title in ("Shopping", "A week in the hills"):
        note = person.api.expect(201, "POST", "/notes", json={"title": title})
    tiles(library).first.click()
    viewer(library).get_by_role("button", name="Attach to a note").click()
    library.get_by_label("Find a note").fill("hills")
    expect(library.get_by_role("button", name="Shopping")).to_have_count(0)
    assert_accessible(library)
    library.get_by_role("button", name="A week in the hills", exact=True).click()
    expect(library.get_by_text("1 photo attached to note")).to_be_visible()
    assert person.api.expect(200, "GET", path)["note_id"] == note["id"]

    viewer(library).get_by_role("button", name="Details").click()
    expect(viewer(library).get_by_role("link", name="A week in the hills")).to_be_visible()
    viewer(library).get_by_role("button", name="Remove from note").click()
    expect(viewer(library).get_by_role("link", name="A week in the hills")).to_have_count(0)
    library.get_by_role("button", name="Undo").click()
    expect(viewer(library).get_by_role("link", name="A week in the hills")).to_be_visible()
