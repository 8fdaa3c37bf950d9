"""Notes, as somebody keeps them who has only the page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Request, expect

from local.stack import Stack
from tests.browser.conftest import SCREENS, Person, assert_accessible, enter
from tests.stack.eventually import eventually


def kept(person: Person, state: str = "active") -> list[Any]:
    """The notes that the service has."""
    items: list[Any] = person.api.expect(200, "GET", f"/notes?state={state}")["items"]
    return items


def whole(person: Person, note_id: str) -> Any:
    return person.api.expect(200, "GET", f"/notes/{note_id}")


def write(person: Person, title: str, text: str = "", **more: Any) -> str:
    """A note that was written earlier."""
    made: str = person.api.expect(201, "POST", "/notes", json={"title": title, "text": text, **more})["id"]
    return made


def stored(person: Person, note_id: str, **fields: Any) -> None:
    """Wait until the service has the note like this."""
    eventually(lambda: {name: whole(person, note_id)[name] for name in fields} == fields)


def rows(page: Page) -> Locator:
    return page.get_by_role("list", name="Notes").locator("a")


def row(page: Page, title: str) -> Locator:
    return rows(page).filter(has_text=title)


def saved(page: Page, state: str = "saved") -> None:
    """Wait until the note says so."""
    expect(page.locator(f"[data-save={state}]")).to_be_visible()


def open_note(page: Page, note_id: str, *, writing: bool = True) -> None:
    page.goto(f"/notes/{note_id}")
    expect(page.get_by_label("Title", exact=True)).to_be_visible()
    if writing:
        to_side(page, "Write")


def to_side(page: Page, side: str) -> None:
    """On a phone, there is room for one side."""
    switch = page.get_by_role("group", name="View")
    if switch.is_visible():
        switch.get_by_role("button", name=side).click()


def choose(page: Page, screen: str, title: str, deed: str) -> None:
    """Do something to a note from its row: by the menu with a finger, by the tools under a mouse."""
    item = page.get_by_role("listitem").filter(has=page.locator("a", has_text=title))
    if screen == "phone":
        item.get_by_role("button", name=re.compile("^More for")).click()
        item.get_by_role("menuitem", name=deed).click()
    else:
        item.hover()
        item.get_by_role("button", name=deed).click()


def do(page: Page, deed: str) -> None:
    """Do something to the note that is open."""
    menu = page.get_by_role("button", name="More for this note")
    if menu.is_visible():
        menu.click()
        page.get_by_role("menuitem", name=deed).click()
    else:
        page.get_by_role("button", name=deed).click()


@pytest.fixture
def elsewhere(chromium: Browser, stack: Stack, screen: str, person: Person) -> Iterator[Callable[[], Page]]:
    """The same person at another machine."""
    contexts: list[BrowserContext] = []

    def another() -> Page:
        context = chromium.new_context(base_url=stack.web_url, locale="en-GB", **SCREENS[screen])
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        enter(page, person)
        return page

    yield another
    for context in contexts:
        context.close()


class TestWriting:
    def test_a_thought_becomes_a_note(self, signed_in: Page, person: Person) -> None:
        field = signed_in.get_by_label("Write a note")
        field.fill("Ask Mira about the pan")
        field.press("Control+Enter")
        expect(row(signed_in, "Ask Mira about the pan")).to_be_visible()
        expect(field).to_have_value("")
        assert [note["excerpt"] for note in kept(person)] == ["Ask Mira about the pan"]

    def test_a_line_makes_room_for_a_whole_note(self, signed_in: Page, person: Person) -> None:
        signed_in.get_by_role("button", name="Title, tags and more room").click()
        signed_in.get_by_label("Title", exact=True).fill("Bread")
        signed_in.get_by_label("Write a note").fill("flour\nwater")
        signed_in.get_by_label("Add a tag").fill("kitchen")
        signed_in.get_by_label("Add a tag").press("Enter")
        signed_in.get_by_role("button", name="Save").click()
        expect(row(signed_in, "Bread")).to_contain_text("kitchen")
        [note] = kept(person)
        assert (note["title"], note["excerpt"], note["tags"]) == ("Bread", "flour\nwater", ["kitchen"])

    def test_what_is_not_saved_yet_survives_a_reload(self, signed_in: Page) -> None:
        signed_in.get_by_label("Write a note").fill("half a thought")
        signed_in.reload()
        expect(signed_in.get_by_label("Write a note")).to_have_value("half a thought")

    def test_what_is_typed_offline_is_kept_and_saved_later(
        self, signed_in: Page, context: BrowserContext, person: Person
    ) -> None:
        expect(signed_in.get_by_role("heading", name="A quiet place for your notes")).to_be_visible()
        context.set_offline(True)
        field = signed_in.get_by_label("Write a note")
        field.fill("written in the tunnel")
        field.press("Control+Enter")
        expect(signed_in.get_by_text("It is kept here, and saved when you are back.")).to_be_visible()
        expect(field).to_have_value("written in the tunnel")
        context.set_offline(False)
        expect(row(signed_in, "written in the tunnel")).to_be_visible()
        assert len(kept(person)) == 1


class TestEditing:
    def test_what_is_typed_saves_itself(self, signed_in: Page, person: Person) -> None:
        note = write(person, "Bread", "flour")
        open_note(signed_in, note)
        saved(signed_in)
        signed_in.get_by_label("Text", exact=True).fill("flour\n\nand **water**")
        expect(signed_in.locator("[data-save=unsaved], [data-save=saving]")).to_be_visible()
        stored(person, note, text="flour\n\nand **water**")
        saved(signed_in)
        to_side(signed_in, "Read")
        expect(signed_in.get_by_role("region", name="Preview").locator("strong")).to_have_text("water")

    def test_leaving_saves_first(self, signed_in: Page, person: Person) -> None:
        note = write(person, "Bread", "flour")
        open_note(signed_in, note)
        signed_in.get_by_label("Title", exact=True).fill("Rye bread")
        signed_in.get_by_role("link", name="Back to the list").click()
        expect(row(signed_in, "Rye bread")).to_be_visible()
        assert whole(person, note)["title"] == "Rye bread"

    def test_ctrl_s_saves_at_once(self, signed_in: Page, person: Person) -> None:
        note = write(person, "Bread", "flour")
        open_note(signed_in, note)
        signed_in.get_by_label("Text", exact=True).fill("rye")
        signed_in.keyboard.press("Control+s")
        expect(signed_in.locator("[data-save=saved], [data-save=saving]")).to_be_visible(timeout=500)
        saved(signed_in)
        assert whole(person, note)["text"] == "rye"

    def test_tasks_tick_in_the_preview(self, signed_in: Page, person: Person) -> None:
        note = write(person, "Shop", "Before noon:\n\n- [ ] milk\n- [x] eggs\n")
        open_note(signed_in, note, writing=False)
        to_side(signed_in, "Read")
        signed_in.get_by_role("checkbox", name="milk").check()
        signed_in.get_by_role("checkbox", name="eggs").uncheck()
        stored(person, note, text="Before noon:\n\n- [x] milk\n- [ ] eggs\n")
        saved(signed_in)

    def test_tags_are_offered_from_other_notes(self, signed_in: Page, person: Person) -> None:
        write(person, "A week away", tags=["travel", "hills"])
        note = write(person, "Bread")
        open_note(signed_in, note)
        field = signed_in.get_by_label("Add a tag")
        field.fill("tr")
        signed_in.get_by_role("option", name="travel").click()
        field.fill("kitchen")
        field.press("Enter")
        stored(person, note, tags=["travel", "kitchen"])
        saved(signed_in)

    def test_offline_typing_is_kept_through_a_reload_and_saved_when_back(
        self, signed_in: Page, context: BrowserContext, person: Person
    ) -> None:
        note = write(person, "Bread", "flour")
        open_note(signed_in, note)
        with unreachable(signed_in):
            signed_in.get_by_label("Text", exact=True).fill("flour, written in the tunnel")
            saved(signed_in, "offline")
            signed_in.reload()
            expect(signed_in.get_by_label("Title", exact=True)).to_be_visible()
            to_side(signed_in, "Write")
            expect(signed_in.get_by_label("Text", exact=True)).to_have_value("flour, written in the tunnel")
        signed_in.keyboard.press("Control+s")
        saved(signed_in)
        assert whole(person, note)["text"] == "flour, written in the tunnel"

    def test_a_note_that_was_left_unsaved_is_saved_on_the_next_visit(self, signed_in: Page, person: Person) -> None:
        note = write(person, "Bread", "flour")
        open_note(signed_in, note)
        with unreachable(signed_in):
            signed_in.get_by_label("Text", exact=True).fill("rye")
            saved(signed_in, "offline")
            signed_in.goto("about:blank")
        signed_in.goto("/")
        expect(row(signed_in, "Bread")).to_contain_text("rye", timeout=15_000)
        assert whole(person, note)["text"] == "rye"

    def test_a_file_that_joins_the_note_is_no_conflict(self, signed_in: Page, person: Person) -> None:
        note = write(person, "Bread", "flour")
        open_note(signed_in, note)
        saved(signed_in)
        person.api.upload("recipe.txt", "text/plain", b"500 g", note_id=note)
        signed_in.get_by_label("Text", exact=True).fill("rye")
        stored(person, note, text="rye")
        saved(signed_in)
        assert len(whole(person, note)["file_ids"]) == 1

    def test_a_note_that_is_not_there(self, signed_in: Page) -> None:
        signed_in.goto("/notes/01K0000000000000000000000A")
        expect(signed_in.get_by_role("heading", name="This note is not here")).to_be_visible()
        assert_accessible(signed_in)


@contextmanager
def unreachable(page: Page) -> Iterator[None]:
    """The service does not answer, though the page itself still comes."""
    page.route("**/api/**", lambda route: route.abort("internetdisconnected"))
    yield
    page.unroute("**/api/**")


class TestConflict:
    @pytest.fixture
    def note(self, signed_in: Page, elsewhere: Callable[[], Page], person: Person) -> str:
        """A note to which two machines have done different things; this one knows."""
        note = write(person, "Bread", "flour\nwater")
        there = elsewhere()
        open_note(signed_in, note)
        open_note(there, note)
        there.get_by_label("Text", exact=True).fill("spelt\nwater")
        stored(person, note, text="spelt\nwater")
        signed_in.get_by_label("Text", exact=True).fill("rye\nwater")
        saved(signed_in, "conflict")
        return note

    def test_both_versions_are_shown_and_accessible(self, signed_in: Page, note: str) -> None:
        mine = signed_in.get_by_role("article", name="Yours, not saved yet")
        theirs = signed_in.get_by_role("article", name=re.compile("^The other one"))
        expect(mine).to_contain_text("rye")
        expect(theirs).to_contain_text("spelt")
        assert_accessible(signed_in)

    def test_mine_can_be_kept(self, signed_in: Page, person: Person, note: str) -> None:
        signed_in.get_by_role("button", name="Keep mine").click()
        saved(signed_in)
        assert whole(person, note)["text"] == "rye\nwater"

    def test_theirs_can_be_taken(self, signed_in: Page, person: Person, note: str) -> None:
        signed_in.get_by_role("button", name="Take this one").click()
        saved(signed_in)
        to_side(signed_in, "Write")
        expect(signed_in.get_by_label("Text", exact=True)).to_have_value("spelt\nwater")
        assert whole(person, note)["text"] == "spelt\nwater"

    def test_both_can_be_kept(self, signed_in: Page, person: Person, note: str) -> None:
        signed_in.get_by_role("button", name="Keep both").click()
        saved(signed_in)
        assert sorted(whole(person, each["id"])["text"] for each in kept(person)) == ["rye\nwater", "spelt\nwater"]

    def test_nothing_is_lost_by_a_reload(self, signed_in: Page, note: str) -> None:
        signed_in.reload()
        saved(signed_in, "conflict")
        expect(signed_in.get_by_role("article", name="Yours, not saved yet")).to_contain_text("rye")


class TestList:
    @pytest.fixture
    def notes(self, person: Person) -> None:
        """A few notes, the last one written last."""
        write(person, "Äpfel", "für den Kuchen", tags=["kitchen"])
        write(person, "A week away", "train to the valley", tags=["travel"])
        write(person, "Bread", "flour and water", tags=["kitchen"])

    @pytest.fixture
    def listed(self, notes: None, signed_in: Page) -> Page:
        expect(rows(signed_in)).to_have_count(3)
        return signed_in

    def test_it_shows_the_newest_first_and_is_accessible(self, listed: Page) -> None:
        expect(rows(listed)).to_contain_text(["Bread", "A week away", "Äpfel"])
        assert_accessible(listed)

    def test_it_is_searched_while_one_types(self, listed: Page) -> None:
        field = listed.get_by_role("searchbox")
        field.press_sequentially("apf")
        expect(rows(listed)).to_contain_text(["Äpfel"])
        field.fill("WATER")
        expect(rows(listed)).to_contain_text(["Bread"])
        field.fill("no such words")
        expect(listed.get_by_role("heading", name="Nothing found")).to_be_visible()
        assert_accessible(listed)
        listed.get_by_role("button", name="Show all notes").click()
        expect(rows(listed)).to_have_count(3)

    def test_a_tag_chooses(self, listed: Page) -> None:
        chip = listed.get_by_role("list", name="Tags").get_by_role("button", name="kitchen")
        chip.click()
        expect(rows(listed)).to_contain_text(["Bread", "Äpfel"])
        chip.click()
        expect(rows(listed)).to_have_count(3)

    def test_pinned_notes_come_first(self, listed: Page, screen: str, person: Person) -> None:
        choose(listed, screen, "Äpfel", "Pin")
        expect(rows(listed)).to_contain_text(["Äpfel", "Bread", "A week away"])
        expect(row(listed, "Äpfel")).to_contain_text("Pinned")
        listed.reload()
        expect(rows(listed)).to_contain_text(["Äpfel", "Bread", "A week away"])
        assert kept(person)[0]["pinned"]

    def test_archive_and_back(self, listed: Page, screen: str) -> None:
        choose(listed, screen, "Bread", "Archive")
        expect(rows(listed)).to_have_count(2)
        listed.get_by_role("navigation", name="Main").get_by_role("link", name="Archive").click()
        expect(row(listed, "Bread")).to_be_visible()
        assert_accessible(listed)
        choose(listed, screen, "Bread", "Move back to notes")
        expect(listed.get_by_role("heading", name="Nothing is archived")).to_be_visible()
        listed.get_by_role("button", name="To your notes").click()
        expect(rows(listed)).to_have_count(3)

    def test_the_trash_forgives_at_once(self, listed: Page, screen: str, person: Person) -> None:
        choose(listed, screen, "Bread", "Move to the trash")
        expect(rows(listed)).to_have_count(2)
        listed.get_by_role("button", name="Undo").click()
        expect(rows(listed)).to_have_count(3)
        listed.reload()
        expect(rows(listed)).to_have_count(3)
        assert kept(person, "trashed") == []

    def test_the_trash_forgives_later(self, listed: Page, screen: str, person: Person) -> None:
        choose(listed, screen, "Bread", "Move to the trash")
        listed.get_by_role("navigation", name="Main").get_by_role("link", name="Trash").click()
        row(listed, "Bread").click()
        expect(listed.get_by_text("flour and water")).to_be_visible()
        assert_accessible(listed)
        listed.get_by_role("button", name="Restore").click()
        expect(listed.get_by_role("heading", name="No notes in the trash")).to_be_visible()
        assert_accessible(listed)
        assert len(kept(person)) == 3

    def test_what_is_deleted_for_good_goes_when_the_offer_to_undo_is_gone(
        self, listed: Page, screen: str, person: Person
    ) -> None:
        choose(listed, screen, "Bread", "Move to the trash")
        listed.get_by_role("navigation", name="Main").get_by_role("link", name="Trash").click()
        choose(listed, screen, "Bread", "Delete for good")
        expect(rows(listed)).to_have_count(0)
        message = listed.get_by_role("region", name="Messages").locator("div", has_text="Deleted for good")
        message.get_by_role("button", name="Undo").click()
        expect(row(listed, "Bread")).to_be_visible()
        assert len(kept(person, "trashed")) == 1

        choose(listed, screen, "Bread", "Delete for good")
        with listed.expect_response(lambda response: response.request.method == "DELETE") as purged:
            message.get_by_role("button", name="Dismiss").click()
        assert purged.value.status == 204
        assert kept(person, "trashed") == []

    def test_the_reader_comes_back_to_where_they_were(self, page: Page, person: Person) -> None:
        for number in range(40):
            write(person, f"Note {number}")
        enter(page, person)
        expect(row(page, "Note 39")).to_be_visible()
        page.evaluate("scrollTo(0, 2400)")
        link = rows(page).nth(10)
        words = link.inner_text()
        link.click()
        expect(page.get_by_label("Title", exact=True)).to_be_visible()
        assert page.evaluate("scrollY") == 0
        page.go_back()
        expect(row(page, words.splitlines()[0])).to_be_in_viewport()

    def test_only_what_is_visible_is_in_the_page(self, page: Page, person: Person) -> None:
        for number in range(120):
            write(person, f"Note {number}")
        enter(page, person)
        expect(row(page, "Note 119")).to_be_visible()
        seen = set()
        for _ in range(60):
            assert rows(page).count() < 40
            seen |= set(rows(page).evaluate_all("links => links.map(link => link.dataset.note)"))
            page.mouse.wheel(0, 500)
            page.wait_for_timeout(30)
        assert len(seen) == 120


class TestTrouble:
    def test_a_list_that_does_not_come_says_so_and_can_be_asked_for_again(self, page: Page, person: Person) -> None:
        write(person, "Bread")
        page.route("**/api/notes?*", lambda route: route.fulfill(status=500, json={"detail": "It went wrong."}))
        enter(page, person)
        expect(page.get_by_role("alert")).to_contain_text("It went wrong.")
        assert_accessible(page)
        page.unroute("**/api/notes?*")
        page.get_by_role("button", name="Try again").click()
        expect(row(page, "Bread")).to_be_visible()

    def test_a_save_that_fails_is_tried_again_with_growing_pauses(self, signed_in: Page, person: Person) -> None:
        note = write(person, "Bread", "flour")
        open_note(signed_in, note)
        saved(signed_in)
        attempts: list[Request] = []

        def fail(route: Any, request: Request) -> None:
            if request.method != "PATCH":
                route.continue_()
                return
            attempts.append(request)
            route.fulfill(status=500, json={"detail": "It went wrong."})

        signed_in.route("**/api/notes/*", fail)
        signed_in.get_by_label("Text", exact=True).fill("rye")
        saved(signed_in, "error")
        signed_in.wait_for_timeout(3000)
        assert 1 <= len(attempts) <= 3
        signed_in.unroute("**/api/notes/*")
        signed_in.get_by_role("button", name="Try again").click()
        saved(signed_in)
        assert whole(person, note)["text"] == "rye"


class TestKeyboard:
    @pytest.fixture
    def screen(self) -> str:
        """Where there is a keyboard."""
        return "desktop"

    def test_the_keys_that_the_help_names(self, signed_in: Page, person: Person) -> None:
        page = signed_in
        for title in ("Äpfel", "A week away", "Bread"):
            write(person, title, "words")
        page.reload()
        expect(rows(page)).to_have_count(3)

        page.keyboard.press("?")
        expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
        assert_accessible(page)
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)

        page.keyboard.press("n")
        expect(page.get_by_label("Write a note")).to_be_focused()
        page.keyboard.type("jkpe#?/n")
        expect(page.get_by_label("Write a note")).to_have_value("jkpe#?/n")
        page.get_by_label("Write a note").fill("")
        page.keyboard.press("Escape")

        page.keyboard.press("/")
        expect(page.get_by_role("searchbox")).to_be_focused()
        page.keyboard.press("Escape")

        page.keyboard.press("j")
        expect(row(page, "Bread")).to_be_focused()
        page.keyboard.press("j")
        expect(row(page, "A week away")).to_be_focused()
        page.keyboard.press("p")
        expect(rows(page)).to_contain_text(["A week away", "Bread", "Äpfel"])
        page.keyboard.press("k")
        expect(row(page, "A week away")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.get_by_label("Title", exact=True)).to_have_value("A week away")
        page.keyboard.press("j")
        expect(page.get_by_label("Title", exact=True)).to_have_value("Bread")
        page.keyboard.press("e")
        expect(rows(page)).to_contain_text(["A week away", "Äpfel"])
        page.keyboard.press("j")
        page.keyboard.press("j")
        expect(row(page, "Äpfel")).to_be_focused()
        page.keyboard.press("#")
        expect(rows(page)).to_contain_text(["A week away"])
        expect(row(page, "A week away")).to_be_focused()


class TestAccessibility:
    def test_every_view(self, signed_in: Page, person: Person) -> None:
        expect(signed_in.get_by_role("heading", name="A quiet place for your notes")).to_be_visible()
        assert_accessible(signed_in)
        signed_in.get_by_role("button", name="Title, tags and more room").click()
        assert_accessible(signed_in)
        text = "# One\n\n- [ ] task\n- [x] done\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n```\ncode\n```\n\n> said"
        open_note(signed_in, write(person, "Bread", text, tags=["kitchen"]), writing=False)
        to_side(signed_in, "Read")
        expect(signed_in.get_by_role("checkbox", name="task")).to_be_visible()
        assert_accessible(signed_in)
        to_side(signed_in, "Write")
        assert_accessible(signed_in)
