"""The times photos were taken: the local time of the place, and corrections."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from local.stack import Stack
from tests.browser.accessible import assert_accessible
from tests.browser.people import Person, come_back
from tests.browser.photos.pictures import landscape
from tests.browser.photos.steps import tiles, viewer
from tests.browser.screens import PATIENCE, SCREENS, on_desktop, on_phone

NAMES = ("eve.jpg", "noon.jpg", "morning.jpg")
TIMES = ("2021-12-31T23:30:00", "2021-12-31T12:00:00", "2021-12-30T08:00:00")


@pytest.fixture
def dated(person: Person) -> list[Any]:
    """Upload three photos from the last days of a year, the newest first."""
    data = landscape(size=(300, 200))
    return [person.api.upload(name, "image/jpeg", data, taken_at=at) for name, at in zip(NAMES, TIMES, strict=True)]


@pytest.fixture(params=["America/Los_Angeles", "Pacific/Kiritimati"])
def abroad(request: pytest.FixtureRequest, chromium: Browser, stack: Stack) -> Iterator[Page]:
    """Open a page whose time zone is far from that of the photos."""
    context = chromium.new_context(
        base_url=stack.web_url, locale="en-GB", timezone_id=request.param, **SCREENS["desktop"]
    )
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def test_new_years_eve_is_in_december(abroad: Page, person: Person, dated: list[Any]) -> None:
    """Check that the month does not depend on the viewer's time zone."""
    come_back(abroad, person, "/photos")
    december = abroad.get_by_role("region", name="December 2021").locator(".tile-link")
    expect(december).to_have_count(3)
    expect(december.first).to_have_attribute("aria-label", "eve.jpg, 31 December 2021 at 23:30")
    expect(abroad.get_by_role("heading", level=2)).to_have_count(1)
    december.first.click()
    expect(viewer(abroad).get_by_role("banner")).to_contain_text("31 December 2021")


@on_phone
def test_the_date_of_one_photo_is_corrected(signed_in: Page, person: Person, dated: list[Any]) -> None:
    """Correct the date in the details, and undo the correction."""
    path = f"/files/{dated[0]['id']}"
    signed_in.goto(f"/photos/{dated[0]['id']}")
    viewer(signed_in).get_by_role("button", name="Details").click()
    details = viewer(signed_in).get_by_role("complementary", name="Details")
    details.get_by_role("button", name="Change date").click()
    details.get_by_label("Date", exact=True).fill("2022-01-02")
    details.get_by_label("Time").fill("17:45")
    details.get_by_label("UTC offset").fill("2")
    assert_accessible(signed_in)
    details.get_by_role("button", name="Save").click()
    expect(details.get_by_text("2 January 2022 at 17:45 (UTC+2)")).to_be_visible()
    kept = person.api.expect(200, "GET", path)
    assert (kept["taken_at"], kept["taken_offset"]) == ("2022-01-02T17:45:00", "+02:00")
    signed_in.get_by_role("button", name="Undo").click()
    expect(details.get_by_text(re.compile("31 December 2021 at 23:30"))).to_be_visible()


@on_desktop
def test_three_photos_are_shifted(signed_in: Page, person: Person, dated: list[Any]) -> None:
    """Shift all of them into the next month, including one that was changed elsewhere in the meantime."""
    signed_in.get_by_role("link", name="Photos").click()
    tiles(signed_in).first.hover()
    signed_in.get_by_role("checkbox", name="Select eve.jpg").click()
    tiles(signed_in).nth(2).click(modifiers=["Shift"])
    signed_in.get_by_role("toolbar").get_by_role("button", name="Change date").click()
    dialog = signed_in.get_by_role("dialog", name="Change date")
    dialog.get_by_label("Shift by").check()
    dialog.get_by_label("Days").fill("2")
    expect(
        dialog.get_by_text(re.compile(r"3 photos will move from 30\W+31 December 2021 to 1\W+2 January 2022"))
    ).to_be_visible()
    dialog.get_by_label("Hours").fill("1")
    assert_accessible(signed_in)
    header = {"If-Match": f'"{dated[1]["version"]}"'}
    person.api.expect(200, "PATCH", f"/files/{dated[1]['id']}", json={"caption": "Lunch"}, headers=header)
    dialog.get_by_role("button", name="Change date").click()
    expect(dialog).to_have_count(0)
    january = signed_in.get_by_role("region", name="January 2022").locator(".tile-link")
    expect(january).to_have_count(3)
    files = {file["id"]: file for file in person.api.expect(200, "GET", "/files")["items"]}
    assert [files[file["id"]]["taken_at"] for file in dated] == [
        "2022-01-03T00:30:00",
        "2022-01-02T13:00:00",
        "2022-01-01T09:00:00",
    ]
    assert files[dated[1]["id"]]["caption"] == "Lunch"
    signed_in.get_by_role("button", name="Undo").click()
    expect(signed_in.get_by_role("region", name="December 2021").locator(".tile-link")).to_have_count(3)
