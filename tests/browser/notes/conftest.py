"""A list of existing notes."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.notes.steps import rows, write
from tests.browser.people import Person, come_back


@pytest.fixture
def listed(page: Page, person: Person) -> Page:
    """Open the list with a few notes, written in this order."""
    write(person, "Äpfel", "für den Kuchen", tags=["kitchen"])
    write(person, "A week away", "train to the valley", tags=["travel"])
    write(person, "Bread", "flour and water", tags=["kitchen"])
    come_back(page, person)
    expect(rows(page)).to_have_count(3)
    return page
