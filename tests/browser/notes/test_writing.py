"""New notes, written in the capture box."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.accessible import assert_accessible
from tests.browser.notes.steps import kept, row
from tests.browser.people import Person
from tests.browser.screens import on_desktop, on_phone


def test_a_thought_becomes_a_note(signed_in: Page, person: Person) -> None:
    field = signed_in.get_by_label("Write a note")
    field.fill("Ask Mira about the pan")
    field.press("Control+Enter")
    expect(row(signed_in, "Ask Mira about the pan")).to_be_visible()
    expect(field).to_have_value("")
    assert [note["excerpt"] for note in kept(person)] == ["Ask Mira about the pan"]


def test_a_line_makes_room_for_a_whole_note(signed_in: Page, person: Person) -> None:
    signed_in.get_by_role("button", name="Add title and tags").click()
    signed_in.get_by_label("Title", exact=True).fill("Bread")
    signed_in.get_by_label("Write a note").fill("flour\nwater")
    signed_in.get_by_label("Add a tag").fill("kitchen")
    signed_in.get_by_label("Add a tag").press("Enter")
    signed_in.get_by_role("button", name="Save").click()
    expect(row(signed_in, "Bread")).to_contain_text("kitchen")
    [note] = kept(person)
    assert (note["title"], note["excerpt"], note["tags"]) == ("Bread", "flour\nwater", ["kitchen"])


@on_desktop
def test_what_is_not_saved_yet_survives_a_reload(signed_in: Page) -> None:
    signed_in.get_by_label("Write a note").fill("half a thought")
    signed_in.reload()
    expect(signed_in.get_by_label("Write a note")).to_have_value("half a thought")


@on_phone
def test_what_is_typed_offline_is_kept_and_saved_later(
    signed_in: Page, context: BrowserContext, person: Person
) -> None:
    expect(signed_in.get_by_role("heading", name="No notes yet")).to_be_visible()
    context.set_offline(True)
    field = signed_in.get_by_label("Write a note")
    for words in ("written in the tunnel", "and one more"):
        field.fill(words)
        field.press("Control+Enter")
        expect(field).to_have_value("")
    expect(signed_in.get_by_text("2 notes waiting for a connection.")).to_be_visible()
    assert_accessible(signed_in)
    context.set_offline(False)
    expect(row(signed_in, "written in the tunnel")).to_be_visible()
    expect(row(signed_in, "and one more")).to_be_visible()
    assert [note["excerpt"] for note in kept(person)] == ["and one more", "written in the tunnel"]
