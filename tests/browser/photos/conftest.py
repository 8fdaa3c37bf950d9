"""Existing photos, and an empty library."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from local.client import put
from local.stack import Stack
from tests.browser.people import Person
from tests.browser.photos.pictures import JUNE, landscape
from tests.browser.photos.steps import tiles


@pytest.fixture
def photos(signed_in: Page) -> Page:
    """Open the empty library."""
    signed_in.get_by_role("link", name="Photos").click()
    expect(signed_in.get_by_role("heading", name="No photos yet")).to_be_visible()
    return signed_in


@pytest.fixture
def three(person: Person) -> list[Any]:
    """Upload three photos before the page is used; return them, the newest first."""
    # Send all of them before waiting for the first.
    sent = [_send(person, f"day-{at}.jpg", landscape(taken_at=JUNE - timedelta(days=at))) for at in range(3)]
    return [person.api.processed(file_id) for file_id in sent]


def _send(person: Person, name: str, data: bytes) -> str:
    declared = person.api.declare(name, "image/jpeg", data)
    put(declared["upload"], data).raise_for_status()
    file_id: str = declared["file"]["id"]
    return file_id


@pytest.fixture
def library(three: list[Any], signed_in: Page) -> Page:
    """Open the library with three photos in it."""
    signed_in.get_by_role("link", name="Photos").click()
    expect(tiles(signed_in)).to_have_count(len(three))
    return signed_in


@pytest.fixture
def media(stack: Stack) -> re.Pattern[str]:
    """Return a pattern for the URLs of all objects in the media bucket."""
    return re.compile(re.escape(stack.media_bucket))
