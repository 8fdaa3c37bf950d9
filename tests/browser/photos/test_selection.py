"""Selection of several photos at once."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.accessible import assert_accessible
from tests.browser.people import Person
from tests.browser.photos.steps import tiles, viewer
from tests.stack.eventually import eventually


def test_several_chosen_at_once(library: Page, person: Person, screen: str) -> None:
    """Select by a long press on a phone, with Shift on a desktop; then attach to a note, trash and restore."""
    if screen == "phone":
        debugger = library.context.new_cdp_session(library)
        box = tiles(library).first.bounding_box()
        assert box
        point = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
        debugger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
        # Hold until it counts as a long press.
        expect(library.get_by_role("toolbar", name="Selected photos")).to_be_visible()
        debugger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        tiles(library).nth(1).tap()
        tiles(library).nth(2).tap()
    else:
        tiles(library).first.hover()
        library.get_by_role("checkbox", name="Select day-0.jpg").click()
        tiles(library).nth(2).click(modifiers=["Shift"])
    bar = library.get_by_role("toolbar", name="Selected photos")
    expect(bar.get_by_text("3 selected")).to_be_visible()
    expect(viewer(library)).to_have_count(0)
    assert_accessible(library)
    bar.get_by_role("button", name="Attach to a note").click()
    library.get_by_label("Find a note").fill("Album")
    library.get_by_role("button", name="New note “Album”").click()
    expect(bar).to_have_count(0)
    eventually(lambda: len(person.api.expect(200, "GET", "/notes")["items"][0]["file_ids"]) == 3)

    tiles(library).first.focus()
    library.keyboard.press("x")
    library.keyboard.press("ArrowRight")
    library.keyboard.press("x")
    bar.get_by_role("button", name="Move to trash").click()
    expect(library.get_by_text("2 photos moved to trash")).to_be_visible()
    expect(tiles(library)).to_have_count(1)
    library.get_by_role("button", name="Undo").click()
    expect(tiles(library)).to_have_count(3)
