"""URLs of previews, which expire and must not leak."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Page, Route, expect

from local.stack import Stack
from tests.browser.people import Person
from tests.browser.photos.pictures import landscape
from tests.browser.photos.steps import tiles, viewer
from tests.browser.screens import on_desktop
from tests.stack.eventually import eventually

HOSTILE = "\"><img src=x onerror=window.harmed=1><script>window.harmed=1</script>{{7*7}}'.jpg"


@on_desktop
def test_stale_urls_are_renewed(signed_in: Page, three: list[Any], media: re.Pattern[str]) -> None:
    """Check that a preview that S3 refuses is requested again, and not without end."""
    refused: list[str] = []

    def refuse(route: Route) -> None:
        if len(refused) >= len(three):
            route.fallback()
            return
        refused.append(route.request.url)
        route.fulfill(status=403)

    signed_in.route(media, refuse)
    signed_in.get_by_role("link", name="Photos").click()
    expect(signed_in.locator(".tile-loaded")).to_have_count(3)
    assert len(refused) == 3


@on_desktop
def test_previews_that_never_come_are_given_up(
    signed_in: Page, person: Person, three: list[Any], media: re.Pattern[str]
) -> None:
    """Check that the requests end; the placeholders stay."""
    asked: list[str] = []

    def refuse(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(status=403)

    signed_in.route(media, refuse)
    signed_in.get_by_role("link", name="Photos").click()
    expect(tiles(signed_in)).to_have_count(3)
    most = 4 * len(three)
    eventually(lambda: signed_in.evaluate("true") and len(asked) >= most)
    # A page that did not give up would read the file and then ask once more: this takes longer than that.
    for file in [*three, *three]:
        person.api.expect(200, "GET", f"/files/{file['id']}")
        signed_in.evaluate("fetch('/config.json').then(() => null)")
    assert len(asked) == most


@on_desktop
def test_hostile_names_and_captions_run_nothing(signed_in: Page, person: Person, stack: Stack) -> None:
    """Check that they are plain text everywhere, and that no presigned URL gets into the page's URL or its storage."""
    elsewhere: list[str] = []
    hosts = ("localhost", "127.0.0.1")
    signed_in.on("request", lambda request: elsewhere.append(request.url) if hostile(request.url) else None)

    def hostile(url: str) -> bool:
        return url.startswith("http") and not any(host in url.split("/")[2] for host in hosts)

    note = person.api.expect(201, "POST", "/notes", json={"title": HOSTILE})
    file = person.api.upload(HOSTILE, "image/jpeg", landscape(), note_id=note["id"])
    person.api.expect(
        200, "PATCH", f"/files/{file['id']}", json={"caption": HOSTILE}, headers={"If-Match": f'"{file["version"]}"'}
    )
    person.api.upload(HOSTILE + ".svg", "image/svg+xml", b"<svg onload='window.harmed=1'/>", note_id=note["id"])
    signed_in.get_by_role("link", name="Photos").click()
    tiles(signed_in).first.click()
    expect(viewer(signed_in).get_by_label("Caption")).to_have_value(HOSTILE)
    viewer(signed_in).get_by_role("button", name="Details").click()
    expect(viewer(signed_in).get_by_label("Name")).to_have_value(HOSTILE)
    expect(viewer(signed_in).get_by_role("link", name=HOSTILE)).to_be_visible()
    address = signed_in.url
    signed_in.goto(f"/notes/{note['id']}")
    expect(signed_in.get_by_text(HOSTILE + ".svg")).to_be_visible()
    assert signed_in.evaluate("window.harmed") is None
    assert elsewhere == []
    stored = signed_in.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "X-Amz-Signature" not in address + signed_in.url + stored
