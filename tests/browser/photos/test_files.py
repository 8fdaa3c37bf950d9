"""Photos and other files on a note, and in the trash."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.accessible import assert_accessible
from tests.browser.people import Person
from tests.browser.photos.pictures import UPLOADING, chosen, given
from tests.browser.photos.steps import tray, viewer
from tests.browser.screens import on_phone


def test_files_on_a_note(signed_in: Page, person: Person) -> None:
    """Add a photo and a plain file to a note; download, trash, restore and remove files."""
    note = person.api.expect(201, "POST", "/notes", json={"title": "Papers", "text": "See below."})
    signed_in.goto(f"/notes/{note['id']}")
    attached = signed_in.get_by_role("region", name="Photos and files")
    with signed_in.expect_file_chooser() as choosing:
        attached.get_by_role("button", name="Add photos or files").click()
    choosing.value.set_files([given("plan.txt", b"Left, then right.", "text/plain"), *chosen(1)])
    expect(tray(signed_in).get_by_role("heading", name="2 files uploaded")).to_be_visible(timeout=UPLOADING)
    expect(attached.get_by_text("17 bytes")).to_be_visible()
    assert_accessible(signed_in)

    with signed_in.expect_download() as downloading:
        attached.get_by_role("button", name="Download plan.txt").click()
    assert downloading.value.path().read_bytes() == b"Left, then right."

    tray(signed_in).get_by_role("button", name="Dismiss uploads").click()
    attached.get_by_role("button", name="Open walk-0.jpg").click()
    expect(viewer(signed_in).get_by_role("img", name="walk-0.jpg")).to_be_visible()
    signed_in.keyboard.press("Escape")
    expect(viewer(signed_in)).to_have_count(0)
    expect(signed_in).to_have_url(f"/notes/{note['id']}")
    expect(attached.get_by_role("button", name="Open walk-0.jpg")).to_be_focused()

    attached.get_by_role("button", name="Move plan.txt to trash").click()
    expect(attached.get_by_text("plan.txt")).to_have_count(0)
    signed_in.get_by_role("button", name="Undo").click()
    expect(attached.get_by_text("plan.txt")).to_be_visible()
    attached.get_by_role("button", name="Remove plan.txt from note").click()
    expect(attached.get_by_text("plan.txt")).to_have_count(0)


@on_phone
def test_files_in_the_trash(signed_in: Page, person: Person) -> None:
    """Restore one file, and delete the other permanently."""
    for name in ("keep.txt", "drop.txt"):
        file = person.api.upload(name, "text/plain", b"words")
        person.api.expect(204, "DELETE", f"/files/{file['id']}")
    signed_in.goto("/trash")
    trashed = signed_in.get_by_role("region", name="Photos and files")
    expect(trashed.get_by_role("listitem")).to_have_count(2)
    assert_accessible(signed_in)
    trashed.get_by_role("button", name="Restore keep.txt").click()
    expect(trashed.get_by_role("listitem")).to_have_count(1)
    trashed.get_by_role("button", name="Delete drop.txt forever").click()
    signed_in.get_by_role("dialog").get_by_role("button", name="Delete forever").click()
    expect(trashed).to_have_count(0)
    assert [file["name"] for file in person.api.expect(200, "GET", "/files")["items"]] == ["keep.txt"]
