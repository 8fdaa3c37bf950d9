"""The viewer, which shows one photo after the other, as large as the screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from playwright.sync_api import BrowserContext, Page, Request, expect

from tests.browser.accessible import assert_accessible
from tests.browser.people import Person, come_back, tell_nothing
from tests.browser.photos.pictures import JUNE, landscape, turned_webp
from tests.browser.photos.steps import tiles, viewer
from tests.browser.screens import on_desktop, on_phone


@on_desktop
def test_looking_at_photos_with_the_keyboard(library: Page, three: list[Any]) -> None:
    """Open, browse, zoom, and close; the focus is then on the photo last shown."""
    tiles(library).first.focus()
    library.keyboard.press("Enter")
    expect(viewer(library)).to_be_visible()
    expect(library).to_have_url(f"/photos/{three[0]['id']}")
    library.keyboard.press("ArrowLeft")
    library.keyboard.press("ArrowRight")
    expect(library).to_have_url(f"/photos/{three[1]['id']}")
    # The second photo, not the one before: coming to another ends looking closely.
    expect(viewer(library).locator(f".stage-loaded[alt='{three[1]['name']}']")).to_be_visible()
    library.keyboard.press("+")
    expect(library.locator(".stage")).to_have_attribute("data-scale", "1.50")
    library.keyboard.press("0")
    expect(library.locator(".stage")).to_have_attribute("data-scale", "1.00")
    for _ in range(25):
        library.keyboard.press("Tab")
        assert library.evaluate("document.activeElement === document.body || !document.activeElement.closest('.shell')")
    viewer(library).focus()
    assert_accessible(library)
    library.keyboard.press("Escape")
    expect(viewer(library)).to_have_count(0)
    expect(library).to_have_url("/photos")
    expect(tiles(library).nth(1)).to_be_focused()
    library.keyboard.press("ArrowRight")
    expect(tiles(library).nth(2)).to_be_focused()


@on_desktop
def test_single_keys_do_nothing_to_photos_once_they_are_turned_off(library: Page) -> None:
    """Check that arrows, Enter and Escape still work; letters and signs return with the switch."""
    switch(library, on=False)
    tiles(library).first.focus()
    library.keyboard.press("x")
    library.keyboard.press("ArrowRight")
    expect(tiles(library).nth(1)).to_be_focused()
    expect(library.get_by_role("toolbar", name="Selected photos")).to_have_count(0)
    library.keyboard.press("Enter")
    expect(viewer(library).locator(".stage-loaded").first).to_be_visible()
    library.keyboard.press("+")
    library.keyboard.press("i")
    library.keyboard.press("ArrowLeft")
    expect(tiles(library).first).to_have_attribute("href", library.url.removeprefix(origin(library)))
    expect(library.locator(".stage")).to_have_attribute("data-scale", "1.00")
    expect(viewer(library).get_by_role("button", name="Details")).to_have_attribute("aria-pressed", "false")
    library.keyboard.press("Escape")
    switch(library, on=True)
    tiles(library).first.focus()
    library.keyboard.press("x")
    expect(library.get_by_role("toolbar", name="Selected photos")).to_be_visible()


def switch(page: Page, *, on: bool) -> None:
    """Set the switch in the settings, and return to the photos."""
    page.get_by_role("link", name="Account").click()
    page.get_by_role("switch", name="Single-key shortcuts").set_checked(on)
    page.get_by_role("link", name="Photos").click()
    expect(tiles(page).first).to_be_visible()


def origin(page: Page) -> str:
    """Return the origin of the page's URL."""
    return str(page.evaluate("location.origin"))


def test_looking_at_photos_with_a_finger_or_a_mouse(library: Page, three: list[Any], screen: str) -> None:
    """Check that a swipe or a button moves on, a double tap or click zooms in, and the back button closes."""
    tiles(library).first.click()
    expect(viewer(library).locator(".stage-loaded").first).to_be_visible()
    if screen == "phone":
        swipe(library, 300, 60)
    else:
        viewer(library).get_by_role("button", name="Next photo").click()
    expect(library).to_have_url(f"/photos/{three[1]['id']}")
    library.locator(".stage").dblclick()
    expect(library.locator(".stage")).to_have_attribute("data-scale", "2.50")
    library.go_back()
    expect(viewer(library)).to_have_count(0)
    expect(library).to_have_url("/photos")


def swipe(page: Page, start: int, end: int) -> None:
    """Move one finger across the screen."""
    debugger = page.context.new_cdp_session(page)
    for at, kind in [
        (start, "touchStart"),
        *[(start + (end - start) * step // 6, "touchMove") for step in range(1, 7)],
    ]:
        debugger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": at, "y": 400}]})
    debugger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


@on_desktop
def test_a_photo_by_its_address(signed_in: Page, three: list[Any]) -> None:
    """Check that the page opens at a photo, closing leads to the library, and a missing photo shows an error."""
    signed_in.goto(f"/photos/{three[2]['id']}")
    expect(viewer(signed_in).get_by_role("img", name="day-2.jpg")).to_be_visible()
    signed_in.keyboard.press("Escape")
    expect(signed_in).to_have_url("/photos")
    signed_in.goto("/photos/01AAAAAAAAAAAAAAAAAAAAAAAA")
    expect(viewer(signed_in).get_by_role("alert")).to_be_visible()


@on_desktop
def test_the_original_comes_back_as_it_was(library: Page) -> None:
    """Check that it is downloaded under its name, byte for byte."""
    tiles(library).first.click()
    with library.expect_download() as downloading:
        viewer(library).get_by_role("button", name="Download original").click()
    assert downloading.value.suggested_filename == "day-0.jpg"
    assert downloading.value.path().read_bytes() == landscape(taken_at=JUNE)


@on_desktop
def test_an_original_is_not_loaded_again_when_its_url_expires_and_comes_back_by_another(
    person: Person, new_context: Callable[[], BrowserContext]
) -> None:
    photo = person.api.upload("turned.webp", "image/webp", turned_webp(3))
    page = new_context().new_page()
    page.clock.install()
    tell_nothing(page)
    come_back(page, person)
    asked = _count_requests(page, photo["id"])
    page.goto(f"/photos/{photo['id']}")
    _look_closely(page)
    asked.clear()
    page.clock.run_for(5 * 60_000)
    # Requests are observed in order, and this is the last.
    page.evaluate("fetch('/config.json')")
    assert asked.total() == 0
    page.keyboard.press("0")
    expect(page.locator(".stage-original")).to_have_count(0)
    _look_closely(page)
    assert asked["file"] == 1


def _look_closely(page: Page) -> None:
    """Zoom in until the original is shown."""
    expect(viewer(page).locator(".stage-loaded")).to_be_visible()
    for _ in range(3):
        page.keyboard.press("+")
    expect(page.locator(".stage-shown")).to_be_visible()


def _count_requests(page: Page, file_id: str) -> Counter[str]:
    """Count from now on how often the page loads a file's original as a picture, and asks for the file."""
    counts = Counter[str]()

    def count(request: Request) -> None:
        counts["original"] += request.resource_type == "image" and "/originals/" in request.url
        counts["file"] += request.url.endswith(f"/api/files/{file_id}")

    page.on("request", count)
    return counts


@on_phone
def test_trashed_from_the_viewer_and_brought_back(library: Page, three: list[Any]) -> None:
    """Check that the next photo is shown, and that undo works from there."""
    tiles(library).first.click()
    viewer(library).get_by_role("button", name="Move to trash").click()
    expect(library).to_have_url(f"/photos/{three[1]['id']}")
    expect(tiles(library)).to_have_count(2)
    library.get_by_role("button", name="Undo").click()
    expect(tiles(library)).to_have_count(3)
