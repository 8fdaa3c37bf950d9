"""Uploads that are cancelled, interrupted, or left alone."""

from __future__ import annotations

import re

from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser.accessible import assert_accessible
from tests.browser.people import Person, come_back
from tests.browser.photos.pictures import UPLOADING, chosen, pick
from tests.browser.photos.steps import tiles, tray
from tests.browser.screens import on_desktop, on_phone
from tests.stack.eventually import eventually


def names(person: Person) -> list[str]:
    """Return the names of the files that the service has."""
    return sorted(file["name"] for file in person.api.expect(200, "GET", "/files?limit=100")["items"])


@on_desktop
def test_cancelled_and_tried_again(photos: Page, person: Person, media: re.Pattern[str]) -> None:
    """Check that a cancelled upload frees its space, and can be started again."""
    held: list[Route] = []
    photos.route(media, lambda route: held.append(route) if route.request.method == "PUT" else route.fallback())
    pick(photos, chosen(1))
    expect(tray(photos).locator("[data-stage=sending]")).to_be_visible()
    with photos.expect_response(lambda response: "permanently" in response.url):
        tray(photos).get_by_role("button", name="Cancel walk-0.jpg").click()
    expect(tray(photos).get_by_text("Canceled", exact=True)).to_be_visible()
    expect(tiles(photos)).to_have_count(0)
    assert person.api.expect(200, "GET", "/files")["items"] == []
    photos.unroute_all()
    tray(photos).get_by_role("button", name="Retry walk-0.jpg").click()
    expect(photos.locator(".tile-loaded")).to_have_count(1, timeout=UPLOADING)


@on_phone
def test_the_connection_is_lost_and_found(photos: Page, media: re.Pattern[str]) -> None:
    """Check that no upload is lost."""
    lost = [True]
    photos.route(media, lambda route: route.abort() if lost and route.request.method == "PUT" else route.fallback())
    pick(photos, chosen(4))
    expect(tray(photos).get_by_role("heading", name="Waiting for connection")).to_be_visible()
    lost.clear()
    expect(tray(photos).get_by_role("heading", name="4 files uploaded")).to_be_visible(timeout=UPLOADING)


@on_desktop
def test_one_connection_that_is_reset_doubles_nothing(photos: Page, person: Person, media: re.Pattern[str]) -> None:
    """Check that the upload that was reset is sent again, and each of the others once."""
    resets = ["the first"]

    def reset_once(route: Route) -> None:
        if route.request.method == "PUT" and resets:
            resets.clear()
            route.abort("connectionreset")
        else:
            route.fallback()

    photos.route(media, reset_once)
    pick(photos, chosen(6))
    expect(tray(photos).get_by_role("heading", name="6 files uploaded")).to_be_visible(timeout=UPLOADING)
    assert names(person) == [f"walk-{at}.jpg" for at in range(6)]


@on_desktop
def test_what_is_chosen_without_a_connection_is_sent_by_the_next_visit(
    photos: Page, context: BrowserContext, person: Person
) -> None:
    """Check that files are kept on the device: the tab may be closed before the connection is back."""
    # The code for that is loaded while the page is idle.
    expect(tray(photos)).to_be_attached()
    eventually(lambda: [worker.evaluate("1") for worker in photos.workers] == [1])
    context.set_offline(True)
    pick(photos, chosen(3))
    expect(tray(photos).get_by_role("heading", name="Waiting for connection")).to_be_visible()
    expect(tray(photos).get_by_text("Kept on this device until uploaded.")).to_be_visible()
    later = context.new_page()
    photos.close()
    context.set_offline(False)
    assert names(person) == []
    come_back(later, person)
    expect(tray(later).get_by_role("heading", name="3 files uploaded")).to_be_visible(timeout=UPLOADING)
    assert names(person) == ["walk-0.jpg", "walk-1.jpg", "walk-2.jpg"]


@on_desktop
def test_what_has_arrived_is_not_said_to_have_failed(photos: Page) -> None:
    """Check that the outcome stays open until the service reports it."""
    answers = [502, 503, 500]
    asked = re.compile(r"/api/files/[0-9A-Z]{26}$")
    photos.route(asked, lambda route: route.fulfill(status=answers.pop()) if answers else route.fallback())
    photos.route(re.compile("/api/(changes|live)"), lambda route: route.abort())
    pick(photos, chosen(1))
    expect(tray(photos).get_by_role("heading", name="1 file uploaded")).to_be_visible(timeout=UPLOADING)
    assert answers == []


@on_phone
def test_failures_come_first_and_are_tried_again_all_at_once(photos: Page, person: Person) -> None:
    """Check that failures give their reasons, and that successes are collapsed."""
    full = ["walk-1.jpg", "walk-2.jpg"]

    def refuse(route: Route) -> None:
        if route.request.method == "POST" and any(name in (route.request.post_data or "") for name in full):
            route.fulfill(status=409, json={"title": "Conflict", "status": 409, "detail": "There is no room."})
        else:
            route.fallback()

    photos.route(re.compile("/api/files$"), refuse)
    pick(photos, chosen(3))
    expect(tray(photos).get_by_role("heading", name="1 of 3 uploaded · 2 failed")).to_be_visible(timeout=UPLOADING)
    expect(tray(photos).get_by_role("listitem")).to_have_count(2)
    expect(tray(photos).get_by_text("1 file uploaded", exact=True)).to_be_visible()
    assert_accessible(photos)
    full.clear()
    tray(photos).get_by_role("button", name="Retry all").click()
    expect(tray(photos).get_by_role("heading", name="3 files uploaded")).to_be_visible(timeout=UPLOADING)
    assert names(person) == ["walk-0.jpg", "walk-1.jpg", "walk-2.jpg"]
