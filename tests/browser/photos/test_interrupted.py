"""Uploads that are cancelled, cut off, or left alone."""

from __future__ import annotations

import re

from playwright.sync_api import Page, Route, expect

from tests.browser.people import Person
from tests.browser.photos.pictures import UPLOADING, chosen, pick
from tests.browser.photos.steps import tiles, tray
from tests.browser.screens import on_desktop, on_phone


@on_desktop
def test_cancelled_and_tried_again(photos: Page, person: Person, media: re.Pattern[str]) -> None:
    """A cancelled upload gives its room back, and may begin again."""
    held: list[Route] = []
    photos.route(media, lambda route: held.append(route) if route.request.method == "PUT" else route.fallback())
    pick(photos, chosen(1))
    expect(tray(photos).locator("[data-stage=sending]")).to_be_visible()
    with photos.expect_response(lambda response: "permanently" in response.url):
        tray(photos).get_by_role("button", name="Cancel walk-0.jpg").click()
    expect(tray(photos).get_by_text("Cancelled")).to_be_visible()
    expect(tiles(photos)).to_have_count(0)
    assert person.api.expect(200, "GET", "/files")["items"] == []
    photos.unroute_all()
    tray(photos).get_by_role("button", name="Try walk-0.jpg again").click()
    expect(photos.locator(".tile-loaded")).to_have_count(1, timeout=UPLOADING)


@on_phone
def test_the_connection_is_lost_and_found(photos: Page, media: re.Pattern[str]) -> None:
    """Nothing is lost by it."""
    lost = [True]
    photos.route(media, lambda route: route.abort() if lost and route.request.method == "PUT" else route.fallback())
    pick(photos, chosen(4))
    expect(tray(photos).get_by_role("heading", name="Waiting for the connection")).to_be_visible()
    lost.clear()
    expect(tray(photos).get_by_role("heading", name="4 files uploaded")).to_be_visible(timeout=UPLOADING)


@on_desktop
def test_leaving_while_an_upload_runs_is_asked_about(photos: Page, media: re.Pattern[str]) -> None:
    """In the browser's own words."""
    photos.route(media, lambda route: None if route.request.method == "PUT" else route.fallback())
    pick(photos, chosen(1))
    expect(tray(photos).locator("[data-stage=sending]")).to_be_visible()
    with photos.expect_event("dialog") as asked:
        photos.close(run_before_unload=True)
    assert asked.value.type == "beforeunload"
    asked.value.accept()
