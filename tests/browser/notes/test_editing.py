"""An open note, which saves itself."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.accessible import assert_accessible
from tests.browser.notes.steps import open_note, row, saved, stored, to_side, whole, write
from tests.browser.people import Person
from tests.browser.screens import on_desktop, on_phone


def test_what_is_typed_saves_itself(page: Page, person: Person) -> None:
    note = write(person, "Bread", "flour")
    open_note(page, person, note)
    saved(page)
    page.get_by_label("Text", exact=True).fill("flour\n\nand **water**")
    expect(page.locator("[data-save=unsaved], [data-save=saving]")).to_be_visible()
    stored(person, note, text="flour\n\nand **water**")
    saved(page)
    to_side(page, "Read")
    expect(page.get_by_role("region", name="Preview").locator("strong")).to_have_text("water")


@on_phone
def test_leaving_saves_first(page: Page, person: Person) -> None:
    note = write(person, "Bread", "flour")
    open_note(page, person, note)
    page.get_by_label("Title", exact=True).fill("Rye bread")
    page.get_by_role("link", name="Back to list").click()
    expect(row(page, "Rye bread")).to_be_visible()
    assert whole(person, note)["title"] == "Rye bread"


@on_desktop
def test_ctrl_s_saves_at_once(page: Page, person: Person) -> None:
    note = write(person, "Bread", "flour")
    open_note(page, person, note)
    page.get_by_label("Text", exact=True).fill("rye")
    page.keyboard.press("Control+s")
    expect(page.locator("[data-save=saved], [data-save=saving]")).to_be_visible(timeout=500)
    saved(page)
    assert whole(person, note)["text"] == "rye"


def test_tasks_tick_in_the_preview(page: Page, person: Person) -> None:
    note = write(person, "Shop", "Before noon:\n\n- [ ] milk\n- [x] eggs\n")
    open_note(page, person, note, writing=False)
    to_side(page, "Read")
    page.get_by_role("checkbox", name="milk").check()
    page.get_by_role("checkbox", name="eggs").uncheck()
    stored(person, note, text="Before noon:\n\n- [x] milk\n- [ ] eggs\n")
    saved(page)


@on_phone
def test_tags_are_offered_from_other_notes(page: Page, person: Person) -> None:
    write(person, "A week away", tags=["travel", "hills"])
    note = write(person, "Bread")
    open_note(page, person, note)
    field = page.get_by_label("Add a tag")
    field.fill("tr")
    page.get_by_role("option", name="travel").click()
    field.fill("kitchen")
    field.press("Enter")
    stored(person, note, tags=["travel", "kitchen"])
    saved(page)


@on_desktop
def test_a_file_that_joins_the_note_is_no_conflict(page: Page, person: Person) -> None:
    note = write(person, "Bread", "flour")
    open_note(page, person, note)
    saved(page)
    person.api.upload("recipe.txt", "text/plain", b"500 g", note_id=note)
    page.get_by_label("Text", exact=True).fill("rye")
    stored(person, note, text="rye")
    saved(page)
    assert len(whole(person, note)["file_ids"]) == 1


def test_a_note_that_is_not_there(signed_in: Page) -> None:
    signed_in.goto("/notes/01K0000000000000000000000A")
    expect(signed_in.get_by_role("heading", name="Note not found", level=2)).to_be_visible()
    assert_accessible(signed_in)


def test_every_view(signed_in: Page, person: Person) -> None:
    expect(signed_in.get_by_role("heading", name="No notes yet")).to_be_visible()
    assert_accessible(signed_in)
    signed_in.get_by_role("button", name="Add title and tags").click()
    assert_accessible(signed_in)
    text = "# One\n\n- [ ] task\n- [x] done\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n```\ncode\n```\n\n> said"
    open_note(signed_in, person, write(person, "Bread", text, tags=["kitchen"]), writing=False)
    to_side(signed_in, "Read")
    expect(signed_in.get_by_role("checkbox", name="task")).to_be_visible()
    assert_accessible(signed_in)
    to_side(signed_in, "Write")
    assert_accessible(signed_in)
