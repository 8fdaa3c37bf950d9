"""Uploads from this device into the library."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.accessible import assert_accessible
from tests.browser.people import Person
from tests.browser.photos.pictures import JUNE, UPLOADING, bring, chosen, given, landscape, pick
from tests.browser.photos.steps import tiles, tray
from tests.browser.screens import on_desktop, on_phone


@on_phone
def test_ten_photos_from_the_picker(photos: Page) -> None:
    """Check that three are sent at a time, and that each appears in its month."""
    photos.evaluate(
        """() => {
            window.most = 0;
            new MutationObserver(() => {
                const busy = document.querySelectorAll('[data-stage=hashing], [data-stage=sending]').length;
                window.most = Math.max(window.most, busy);
            }).observe(document.body, { subtree: true, childList: true, attributes: true });
        }"""
    )
    pick(photos, chosen(10))
    expect(tray(photos).get_by_role("progressbar", name="All uploads")).to_be_visible()
    expect(tray(photos).get_by_role("heading", name="10 files uploaded")).to_be_visible(timeout=UPLOADING)
    assert photos.evaluate("window.most") == 3
    expect(photos.locator(".tile-loaded").first).to_be_visible()
    expect(photos.get_by_role("heading", level=2, name="June 2026")).to_be_visible()
    june = photos.get_by_role("region", name="June 2026").locator(".tile-link")
    expect(june).to_have_count(3)
    assert_accessible(photos)
    tray(photos).get_by_role("button", name="Dismiss uploads").click()
    expect(tray(photos).get_by_role("heading")).to_have_count(0)


@on_desktop
def test_photos_dropped_and_pasted(photos: Page) -> None:
    bring(photos, "drop", chosen(2))
    bring(photos, "paste", [given("image.jpg", landscape(size=(400, 600)))])
    expect(tray(photos).get_by_role("heading", name="3 files uploaded")).to_be_visible(timeout=UPLOADING)
    expect(photos.locator(".tile-loaded")).to_have_count(3)


@on_desktop
def test_what_is_there_already_is_asked_about(library: Page, three: list[Any], person: Person) -> None:
    """Check that others are sent meanwhile, duplicates are added if wanted, and skipped files are listed as skipped."""
    again = [given(file["name"], landscape(taken_at=JUNE - timedelta(days=at))) for at, file in enumerate(three[:2])]
    pick(library, [*again, given("new.jpg", landscape(size=(300, 200)))])
    expect(tray(library).get_by_text("You already have 2 of these.").last).to_be_visible(timeout=UPLOADING)
    expect(tray(library).get_by_text("1 file uploaded", exact=True)).to_be_visible(timeout=UPLOADING)
    assert_accessible(library)
    tray(library).get_by_role("button", name="Skip").click()
    expect(tray(library).get_by_text("Skipped: you already have it")).to_have_count(2)
    pick(library, again[:1])
    tray(library).get_by_role("button", name="Add anyway").click()
    expect(library.locator(".tile-loaded")).to_have_count(5, timeout=UPLOADING)
    assert len(person.api.expect(200, "GET", "/files?limit=100")["items"]) == 5


@on_desktop
def test_a_picture_is_what_its_first_bytes_say(photos: Page) -> None:
    """Check that the name of the file does not matter."""
    png = BytesIO()
    Image.new("RGB", (40, 30), (40, 90, 200)).save(png, "PNG")
    pick(photos, [given("really-a-png.jpg", png.getvalue())])
    expect(photos.locator(".tile-loaded")).to_have_count(1, timeout=UPLOADING)


@on_desktop
def test_what_cannot_be_taken_says_why(photos: Page, tmp_path: Path) -> None:
    """Check that the page gives known reasons beforehand, and others in the service's words."""
    whole = landscape()
    contents = {
        "damaged.jpg": whole[: len(whole) // 2],
        "plan.txt": b"words",
        "huge.jpg": whole + bytes(26 * 1024 * 1024),
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    pick(photos, [tmp_path / name for name in contents])
    rows = tray(photos).get_by_role("listitem")
    damaged = "The picture is damaged or incomplete. Part of it is missing or cannot be read."
    expect(rows.filter(has_text="damaged.jpg")).to_contain_text(damaged, timeout=UPLOADING)
    expect(rows.filter(has_text="plan.txt")).to_contain_text("You can add any file to a note.")
    expect(rows.filter(has_text="huge.jpg")).to_contain_text("up to 25 MB")
    expect(tray(photos).get_by_role("heading", name="3 files couldn't be uploaded")).to_be_visible()
    expect(tiles(photos)).to_have_count(0)
    assert_accessible(photos)
