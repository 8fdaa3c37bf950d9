"""A network that resets, answers nonsense, is slow or goes away: each chosen file and typed note is stored once."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Error, FilePayload, Page, Route, expect

from local.stack import Stack
from tests.browser.people import Person
from tests.browser.photos.pictures import given, pick
from tests.browser.photos.steps import tray
from tests.browser.screens import on_desktop
from tests.stack.eventually import eventually
from tests.trials import SEED, rounds

MANY = rounds(15, 50)
FAULTS = ("reset", "lost", "500", "503", "slow")


@pytest.mark.soak
@on_desktop
def test_uploads_and_notes_over_a_bad_network_are_there_once_each(
    signed_in: Page, context: BrowserContext, person: Person, stack: Stack
) -> None:
    flaky = _flaky(random.Random(SEED))
    for address in (re.escape(stack.media_bucket), "/api/files", "/api/notes$"):
        signed_in.route(re.compile(address), flaky)
    signed_in.wait_for_load_state("networkidle")
    signed_in.get_by_role("link", name="Photos").click()
    pick(signed_in, [_photo(at) for at in range(MANY)])
    expect(tray(signed_in).get_by_role("heading")).to_be_visible()
    signed_in.get_by_role("link", name="Notes", exact=True).click()
    field = signed_in.get_by_label("Write a note")
    for at in range(MANY):
        context.set_offline(at % 5 == 0)
        field.fill(f"thought {at}")
        field.press("Enter")
    context.set_offline(False)

    def everything() -> bool:
        # The event that browsers send when they find a network: it saves the test the longest pauses.
        signed_in.evaluate("dispatchEvent(new Event('online'))")
        return len(_texts(person)) >= MANY and f"{MANY} files uploaded" in tray(signed_in).inner_text()

    eventually(everything, 100)
    expect(tray(signed_in).get_by_role("heading", name=f"{MANY} files uploaded")).to_be_visible()
    files = person.api.expect(200, "GET", "/files?limit=100")["items"]
    assert sorted(file["name"] for file in files) == sorted(f"p{at}.jpg" for at in range(MANY))
    assert {file["status"] for file in files} == {"ready"}
    assert _texts(person) == sorted(f"thought {at}" for at in range(MANY))


def _flaky(chance: random.Random) -> Callable[[Route], None]:
    """Return a handler that lets one request in four fail, in one of these ways."""

    def handle(route: Route) -> None:
        fault = chance.choice(FAULTS) if chance.random() < 0.25 else ""
        if route.request.method == "OPTIONS" or not fault:
            route.fallback()
        elif fault == "reset":
            route.abort("connectionreset")
        elif fault == "lost":
            with suppress(Error):
                route.fetch()
            route.abort("connectionreset")
        elif fault == "slow":
            time.sleep(0.05)
            route.fallback()
        else:
            headers = {"Access-Control-Allow-Origin": "*"}
            route.fulfill(status=int(fault), headers=headers, content_type="text/html", body="<h1>Busy</h1>")

    return handle


def _photo(at: int) -> FilePayload:
    data = BytesIO()
    Image.new("RGB", (40, 30), (at * 5, 90, 250 - at * 5)).save(data, "JPEG")
    return given(f"p{at}.jpg", data.getvalue())


def _texts(person: Person) -> list[str]:
    return sorted(note["excerpt"] for note in person.api.expect(200, "GET", "/notes?limit=100")["items"])
