"""Photos and files, from the picker to the trash."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import FilePayload, Locator, Page, Route, expect

from local.photos import Scene, photo
from local.stack import Stack
from tests.browser.conftest import Person, assert_accessible

SKY = ((126, 168, 214), (250, 214, 165))
HILLS = (88, 122, 112)
JUNE = datetime(2026, 6, 20, 12, tzinfo=UTC)
UPLOADING = 60_000
HOSTILE = "\"><img src=x onerror=window.harmed=1><script>window.harmed=1</script>{{7*7}}'.jpg"


def landscape(name: str = "hills.jpg", taken_at: datetime = JUNE, size: tuple[int, int] = (600, 400)) -> bytes:
    """A small JPEG with what a camera writes into it."""
    return photo(Scene(name, "", SKY, HILLS, taken_at, 46.5763, 7.9904, size=size))


def chosen(count: int, first: datetime = JUNE) -> list[FilePayload]:
    """Files as the picker gives them, eight days apart, the newest first."""
    return [given(f"walk-{at}.jpg", landscape(taken_at=first - timedelta(days=8 * at))) for at in range(count)]


def given(name: str, data: bytes, content_type: str = "image/jpeg") -> FilePayload:
    """One such file."""
    return {"name": name, "mimeType": content_type, "buffer": data}


def bring(page: Page, kind: str, files: list[FilePayload]) -> None:
    """Drop files on the page, or paste them."""
    told = [[file["name"], file["mimeType"], base64.b64encode(file["buffer"]).decode()] for file in files]
    page.evaluate(
        """([kind, files]) => {
            const data = new DataTransfer();
            for (const [name, type, text] of files) {
                data.items.add(new File([Uint8Array.from(atob(text), (one) => one.charCodeAt(0))], name, { type }));
            }
            const more = { bubbles: true, cancelable: true };
            const events = kind === 'paste'
                ? [new ClipboardEvent('paste', { clipboardData: data, ...more })]
                : ['dragover', 'drop'].map((one) => new DragEvent(one, { dataTransfer: data, ...more }));
            for (const event of events) document.body.dispatchEvent(event);
        }""",
        [kind, told],
    )


def pick(page: Page, files: list[FilePayload] | list[Path]) -> None:
    """By the picker behind "Add photos"."""
    with page.expect_file_chooser() as choosing:
        page.get_by_role("button", name="Add photos").click()
    assert choosing.value.is_multiple()
    choosing.value.set_files(files)


def tray(page: Page) -> Locator:
    """Where the page tells of uploads."""
    return page.get_by_role("complementary", name="Uploads")


def tiles(page: Page) -> Locator:
    """The photos in the grid."""
    return page.locator(".tile-link")


def viewer(page: Page) -> Locator:
    """The photo that is being looked at."""
    return page.get_by_role("dialog", name="Photo")


@pytest.fixture
def photos(signed_in: Page) -> Page:
    """The library, with nothing in it."""
    signed_in.get_by_role("link", name="Photos").click()
    expect(signed_in.get_by_role("heading", name="No photos yet")).to_be_visible()
    return signed_in


@pytest.fixture
def three(person: Person) -> list[Any]:
    """Photos that somebody has had for a while, the newest first."""
    return [
        person.api.upload(f"day-{at}.jpg", "image/jpeg", landscape(taken_at=JUNE - timedelta(days=at)))
        for at in range(3)
    ]


@pytest.fixture
def library(three: list[Any], signed_in: Page) -> Page:
    """The library with three photos in it."""
    signed_in.get_by_role("link", name="Photos").click()
    expect(tiles(signed_in)).to_have_count(len(three))
    return signed_in


@pytest.fixture
def media(stack: Stack) -> Callable[[str], bool]:
    """Whether a URL is in the bucket with the photos."""
    return lambda url: stack.media_bucket in url


def test_ten_photos_from_the_picker(photos: Page) -> None:
    """Three at a time, and then each in its month."""
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
    tray(photos).get_by_role("button", name="Close the uploads").click()
    expect(tray(photos).get_by_role("heading")).to_have_count(0)


def test_photos_dropped_and_pasted(photos: Page) -> None:
    """Twice the same picture in one drop is two photos."""
    same = chosen(1)
    bring(photos, "drop", [*same, *same])
    bring(photos, "paste", [given("image.jpg", landscape(size=(400, 600)))])
    expect(tray(photos).get_by_role("heading", name="3 files uploaded")).to_be_visible(timeout=UPLOADING)
    expect(photos.locator(".tile-loaded")).to_have_count(3)


def test_cancelled_and_tried_again(photos: Page, person: Person, media: Callable[[str], bool]) -> None:
    """A cancelled upload gives its room back, and may begin again."""
    held: list[Route] = []
    photos.route(media, lambda route: held.append(route) if route.request.method == "PUT" else route.fallback())
    pick(photos, chosen(1))
    expect(tray(photos).locator("[data-stage=sending]")).to_be_visible()
    tray(photos).get_by_role("button", name="Cancel walk-0.jpg").click()
    expect(tray(photos).get_by_text("Cancelled")).to_be_visible()
    expect(tiles(photos)).to_have_count(0)
    photos.wait_for_timeout(1000)
    assert person.api.expect(200, "GET", "/files")["items"] == []
    photos.unroute_all()
    tray(photos).get_by_role("button", name="Try walk-0.jpg again").click()
    expect(photos.locator(".tile-loaded")).to_have_count(1, timeout=UPLOADING)


def test_the_connection_is_lost_and_found(photos: Page, media: Callable[[str], bool]) -> None:
    """Nothing is lost by it."""
    lost = [True]
    photos.route(media, lambda route: route.abort() if lost and route.request.method == "PUT" else route.fallback())
    pick(photos, chosen(4))
    expect(tray(photos).get_by_role("heading", name="Waiting for the connection")).to_be_visible()
    lost.clear()
    expect(tray(photos).get_by_role("heading", name="4 files uploaded")).to_be_visible(timeout=UPLOADING)


def test_leaving_while_an_upload_runs_is_asked_about(photos: Page, media: Callable[[str], bool]) -> None:
    """In the browser's own words."""
    photos.route(media, lambda route: None if route.request.method == "PUT" else route.fallback())
    pick(photos, chosen(1))
    expect(tray(photos).locator("[data-stage=sending]")).to_be_visible()
    with photos.expect_event("dialog") as asked:
        photos.close(run_before_unload=True)
    assert asked.value.type == "beforeunload"
    asked.value.accept()


def test_what_cannot_be_taken_says_why(photos: Page, tmp_path: Path) -> None:
    """Beforehand where it is known beforehand, and in the service's words where it is not."""
    whole = landscape()
    contents = {"damaged.jpg": whole[: len(whole) // 2], "plan.txt": b"words", "huge.jpg": bytes(26 * 1024 * 1024)}
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    pick(photos, [tmp_path / name for name in contents])
    rows = tray(photos).get_by_role("listitem")
    damaged = "The picture is damaged or incomplete."
    expect(rows.filter(has_text="damaged.jpg")).to_contain_text(damaged, timeout=UPLOADING)
    expect(rows.filter(has_text="plan.txt")).to_contain_text("You can add any file to a note.")
    expect(rows.filter(has_text="huge.jpg")).to_contain_text("up to 25 MB")
    expect(tray(photos).get_by_role("heading", name="3 files could not be uploaded")).to_be_visible()
    expect(tiles(photos)).to_have_count(0)
    assert_accessible(photos)


def test_looking_at_photos_with_the_keyboard(library: Page, three: list[Any]) -> None:
    """In, along, close up, and out again to where one was."""
    tiles(library).first.focus()
    library.keyboard.press("Enter")
    expect(viewer(library)).to_be_visible()
    expect(library).to_have_url(f"/photos/{three[0]['id']}")
    library.keyboard.press("ArrowLeft")
    library.keyboard.press("ArrowRight")
    expect(library).to_have_url(f"/photos/{three[1]['id']}")
    expect(viewer(library).locator(".stage-loaded").first).to_be_visible()
    library.keyboard.press("+")
    expect(library.locator(".stage")).to_have_attribute("data-scale", "1.50")
    library.keyboard.press("0")
    expect(library.locator(".stage")).to_have_attribute("data-scale", "1.00")
    for _ in range(25):
        library.keyboard.press("Tab")
        assert library.evaluate("document.activeElement === document.body || !document.activeElement.closest('.shell')")
    viewer(library).focus()
    assert_accessible(library)
    library.keyboard.press("Escape")
    expect(viewer(library)).to_have_count(0)
    expect(library).to_have_url("/photos")
    expect(tiles(library).nth(1)).to_be_focused()
    library.keyboard.press("ArrowRight")
    expect(tiles(library).nth(2)).to_be_focused()


def test_looking_at_photos_with_a_finger_or_a_mouse(library: Page, three: list[Any], screen: str) -> None:
    """A swipe or a button leads on, a double tap or click comes closer, the back button closes."""
    tiles(library).first.click()
    expect(viewer(library).locator(".stage-loaded").first).to_be_visible()
    if screen == "phone":
        swipe(library, 300, 60)
    else:
        viewer(library).get_by_role("button", name="Next photo").click()
    expect(library).to_have_url(f"/photos/{three[1]['id']}")
    library.locator(".stage").dblclick()
    expect(library.locator(".stage")).to_have_attribute("data-scale", "2.50")
    library.go_back()
    expect(viewer(library)).to_have_count(0)
    expect(library).to_have_url("/photos")


def swipe(page: Page, start: int, end: int) -> None:
    """One finger across the screen."""
    debugger = page.context.new_cdp_session(page)
    for at, kind in [
        (start, "touchStart"),
        *[(start + (end - start) * step // 6, "touchMove") for step in range(1, 7)],
    ]:
        debugger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": at, "y": 400}]})
    debugger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_a_photo_by_its_address(signed_in: Page, three: list[Any]) -> None:
    """The page may be opened at a photo; closing leads to the library. One that is not there says so."""
    signed_in.goto(f"/photos/{three[2]['id']}")
    expect(viewer(signed_in).get_by_role("img", name="day-2.jpg")).to_be_visible()
    signed_in.keyboard.press("Escape")
    expect(signed_in).to_have_url("/photos")
    signed_in.goto("/photos/01AAAAAAAAAAAAAAAAAAAAAAAA")
    expect(viewer(signed_in).get_by_role("alert")).to_be_visible()


def test_a_caption_and_a_name(library: Page, person: Person, three: list[Any]) -> None:
    """Saved while one writes; what somebody else wrote meanwhile is not lost, and neither is what one has typed."""
    path = f"/files/{three[0]['id']}"
    tiles(library).first.click()
    caption = viewer(library).get_by_label("Caption")
    caption.fill("The first morning")
    expect(viewer(library).get_by_text("Saved", exact=True)).to_be_visible()
    kept = person.api.expect(200, "GET", path)
    assert kept["caption"] == "The first morning"

    viewer(library).get_by_role("button", name="Details").click()
    details = viewer(library).get_by_role("complementary", name="Details")
    expect(details.get_by_text(re.compile(r"600 . 400 pixels"))).to_be_visible()
    expect(details.get_by_text("Aperture Field 2")).to_be_visible()
    details.get_by_label("Name").fill("morning.jpg")
    details.get_by_label("Name").press("Enter")
    expect(viewer(library)).to_be_visible()
    assert_accessible(library)
    library.wait_for_timeout(500)
    kept = person.api.expect(200, "GET", path)
    assert kept["name"] == "morning.jpg"

    elsewhere = {"caption": "From elsewhere"}
    person.api.expect(200, "PATCH", path, json=elsewhere, headers={"If-Match": f'"{kept["version"]}"'})
    caption.fill("From here")
    expect(viewer(library).get_by_text("It was changed elsewhere: “From elsewhere”")).to_be_visible()
    viewer(library).get_by_role("button", name="Keep mine").click()
    expect(viewer(library).get_by_text("Saved", exact=True)).to_be_visible()
    assert person.api.expect(200, "GET", path)["caption"] == "From here"


def test_attached_to_a_note_and_taken_off_it(library: Page, person: Person, three: list[Any]) -> None:
    """By the picker of notes; and back again by undo."""
    path = f"/files/{three[0]['id']}"
    for title in ("Shopping", "A week in the hills"):
        note = person.api.expect(201, "POST", "/notes", json={"title": title})
    tiles(library).first.click()
    viewer(library).get_by_role("button", name="Attach to a note").click()
    library.get_by_label("Find a note").fill("hills")
    expect(library.get_by_role("button", name="Shopping")).to_have_count(0)
    assert_accessible(library)
    library.get_by_role("button", name="A week in the hills", exact=True).click()
    expect(library.get_by_text("1 photo attached to the note")).to_be_visible()
    assert person.api.expect(200, "GET", path)["note_id"] == note["id"]

    viewer(library).get_by_role("button", name="Details").click()
    expect(viewer(library).get_by_role("link", name="A week in the hills")).to_be_visible()
    viewer(library).get_by_role("button", name="Take off this note").click()
    expect(viewer(library).get_by_role("link", name="A week in the hills")).to_have_count(0)
    library.get_by_role("button", name="Undo").click()
    expect(viewer(library).get_by_role("link", name="A week in the hills")).to_be_visible()


def test_the_original_comes_back_as_it_was(library: Page) -> None:
    """Under its name, byte for byte."""
    tiles(library).first.click()
    with library.expect_download() as downloading:
        viewer(library).get_by_role("button", name="Download original").click()
    assert downloading.value.suggested_filename == "day-0.jpg"
    assert downloading.value.path().read_bytes() == landscape(taken_at=JUNE)


def test_trashed_from_the_viewer_and_brought_back(library: Page, three: list[Any]) -> None:
    """The next one comes up; undo works while it is there."""
    tiles(library).first.click()
    viewer(library).get_by_role("button", name="Move to the trash").click()
    expect(library).to_have_url(f"/photos/{three[1]['id']}")
    expect(tiles(library)).to_have_count(2)
    library.get_by_role("button", name="Undo").click()
    expect(tiles(library)).to_have_count(3)


def test_several_chosen_at_once(library: Page, person: Person, screen: str) -> None:
    """By a long press on a phone, with Shift at a desk; then into the trash and back, and onto a note."""
    if screen == "phone":
        debugger = library.context.new_cdp_session(library)
        box = tiles(library).first.bounding_box()
        assert box
        point = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
        debugger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
        library.wait_for_timeout(700)
        debugger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        tiles(library).nth(1).tap()
        tiles(library).nth(2).tap()
    else:
        tiles(library).first.hover()
        library.get_by_role("checkbox", name="Choose day-0.jpg").click()
        tiles(library).nth(2).click(modifiers=["Shift"])
    bar = library.get_by_role("toolbar", name="Chosen photos")
    expect(bar.get_by_text("3 chosen")).to_be_visible()
    expect(viewer(library)).to_have_count(0)
    assert_accessible(library)
    bar.get_by_role("button", name="Attach to a note").click()
    library.get_by_label("Find a note").fill("Album")
    library.get_by_role("button", name="New note “Album”").click()
    expect(bar).to_have_count(0)
    assert len(person.api.expect(200, "GET", "/notes")["items"][0]["file_ids"]) == 3

    tiles(library).first.focus()
    library.keyboard.press("x")
    library.keyboard.press("ArrowRight")
    library.keyboard.press("x")
    bar.get_by_role("button", name="Move to the trash").click()
    expect(library.get_by_text("2 photos moved to the trash")).to_be_visible()
    expect(tiles(library)).to_have_count(1)
    library.get_by_role("button", name="Undo").click()
    expect(tiles(library)).to_have_count(3)


def test_files_on_a_note(signed_in: Page, person: Person) -> None:
    """A photo and a plain file: added, downloaded, taken off, trashed and brought back."""
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

    tray(signed_in).get_by_role("button", name="Close the uploads").click()
    attached.get_by_role("button", name="Open walk-0.jpg").click()
    expect(viewer(signed_in).get_by_role("img", name="walk-0.jpg")).to_be_visible()
    signed_in.keyboard.press("Escape")
    expect(viewer(signed_in)).to_have_count(0)
    expect(signed_in).to_have_url(f"/notes/{note['id']}")
    expect(attached.get_by_role("button", name="Open walk-0.jpg")).to_be_focused()

    attached.get_by_role("button", name="Move plan.txt to the trash").click()
    expect(attached.get_by_text("plan.txt")).to_have_count(0)
    signed_in.get_by_role("button", name="Undo").click()
    expect(attached.get_by_text("plan.txt")).to_be_visible()
    attached.get_by_role("button", name="Take plan.txt off this note").click()
    expect(attached.get_by_text("plan.txt")).to_have_count(0)


def test_files_in_the_trash(signed_in: Page, person: Person) -> None:
    """One is restored, one goes for good."""
    for name in ("keep.txt", "drop.txt"):
        file = person.api.upload(name, "text/plain", b"words")
        person.api.expect(204, "DELETE", f"/files/{file['id']}")
    signed_in.goto("/trash")
    trashed = signed_in.get_by_role("region", name="Photos and files")
    expect(trashed.get_by_role("listitem")).to_have_count(2)
    assert_accessible(signed_in)
    trashed.get_by_role("button", name="Restore keep.txt").click()
    expect(trashed.get_by_role("listitem")).to_have_count(1)
    trashed.get_by_role("button", name="Delete drop.txt for good").click()
    signed_in.get_by_role("dialog").get_by_role("button", name="Delete for good").click()
    expect(trashed).to_have_count(0)
    assert [file["name"] for file in person.api.expect(200, "GET", "/files")["items"]] == ["keep.txt"]


def test_stale_urls_are_renewed(signed_in: Page, three: list[Any], media: Callable[[str], bool]) -> None:
    """A preview that S3 refuses is asked for anew, and not without end."""
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


def test_previews_that_never_come_are_given_up(signed_in: Page, three: list[Any], media: Callable[[str], bool]) -> None:
    """The placeholders stay."""
    asked: list[str] = []

    def refuse(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(status=403)

    signed_in.route(media, refuse)
    signed_in.get_by_role("link", name="Photos").click()
    expect(tiles(signed_in)).to_have_count(3)
    signed_in.wait_for_timeout(3000)
    assert len(asked) <= 4 * len(three)


def test_hostile_names_and_captions_run_nothing(signed_in: Page, person: Person, stack: Stack) -> None:
    """They are words, wherever they are shown; and no signed URL ends up in the address or in storage."""
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
