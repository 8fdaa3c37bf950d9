"""Correct display without a connection, in a translated page, in print, and in other scripts."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser.notes.steps import kept, open_note, row, rows, saved, unreachable, write
from tests.browser.people import Person, come_back
from tests.browser.screens import on_desktop, on_phone

# Changes each text in the page as a browser does that translates it.
TRANSLATE = """() => {
  const walker = document.createTreeWalker(document.getElementById('app'), NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  for (const text of texts.filter(({ data, parentNode }) => data.trim() && parentNode.nodeName !== 'TEXTAREA')) {
    const font = document.createElement('font');
    font.textContent = `T:${text.data}`;
    text.replaceWith(font);
  }
}"""
LAYOUT_SHIFT = """() => new PerformanceObserver((list) => {
  window.shift ??= 0;
  for (const { value, hadRecentInput } of list.getEntries()) window.shift += hadRecentInput ? 0 : value;
}).observe({ type: 'layout-shift', buffered: true })"""


@on_phone
def test_a_note_that_is_opened_offline_comes_when_the_connection_does(listed: Page, context: BrowserContext) -> None:
    page = listed
    page.evaluate("window.sameDocument = true")
    context.set_offline(True)
    row(page, "Bread").click()
    expect(page.get_by_role("alert")).to_contain_text("You're offline.")
    page.get_by_role("button", name="Try again").click()
    page.get_by_role("link", name="Photos").click()
    expect(page.get_by_role("alert")).to_contain_text("You're offline.")
    page.go_back()
    expect(page.get_by_role("alert")).to_contain_text("You're offline.")
    context.set_offline(False)
    expect(page.get_by_label("Title", exact=True)).to_have_value("Bread")
    assert page.evaluate("window.sameDocument") or not tries_imports_again(page)


@on_desktop
def test_a_list_that_could_not_be_read_is_read_again_without_being_asked(page: Page, person: Person) -> None:
    write(person, "Bread")
    with unreachable(page):
        come_back(page, person)
        expect(page.get_by_role("alert")).to_contain_text("Retrying")
    expect(row(page, "Bread")).to_be_visible()


@on_desktop
def test_a_translated_page_tells_the_truth(signed_in: Page, person: Person, context: BrowserContext) -> None:
    page = signed_in
    open_note(page, person, write(person, "Bread", "flour"))
    saved(page)
    page.evaluate(TRANSLATE)
    expect(page.locator("[data-save]")).to_contain_text("T:Saved")
    context.set_offline(True)
    page.get_by_label("Text", exact=True).press_sequentially(" and water")
    saved(page, "offline")
    expect(page.locator("[data-save]")).not_to_contain_text("T:Saved")
    expect(page.locator("[data-save]")).to_contain_text("Offline")
    context.set_offline(False)
    saved(page)
    page.get_by_role("link", name="Back to list").click()
    page.evaluate(TRANSLATE)
    page.get_by_role("searchbox").fill("zzz")
    expect(page.get_by_role("heading", name="No matching notes")).to_be_visible()
    expect(page.get_by_text("0 notes found")).to_be_attached()


@on_desktop
def test_the_trash_is_emptied_of_what_was_listed(listed: Page, person: Person) -> None:
    page = listed
    for note in kept(person)[:2]:
        person.api.expect(204, "DELETE", f"/notes/{note['id']}")
    file = person.api.upload("plan.txt", "text/plain", b"words")
    person.api.expect(204, "DELETE", f"/files/{file['id']}")
    page.get_by_role("link", name="Trash").click()
    page.get_by_role("button", name="Empty trash").click()
    dialog = page.get_by_role("dialog", name="Empty trash?")
    expect(dialog).to_contain_text("2 notes and 1 file will be deleted forever.")
    (later,) = kept(person)
    person.api.expect(204, "DELETE", f"/notes/{later['id']}")
    dialog.get_by_role("button", name="Delete forever").click()
    expect(page.get_by_text("3 items deleted forever")).to_be_visible()
    expect(dialog).to_have_count(0)
    assert [note["id"] for note in kept(person, "trashed")] == [later["id"]]
    assert person.api.expect(200, "GET", "/files?state=trashed")["items"] == []


@on_desktop
def test_paper_has_the_note_and_nothing_to_click(signed_in: Page, person: Person) -> None:
    page = signed_in
    open_note(page, person, write(person, "Recipe", "- [ ] flour\n- [x] water\n"))
    expect(page.get_by_role("checkbox")).to_have_count(2)
    page.emulate_media(media="print", color_scheme="dark")
    for gone in (page.get_by_role("navigation", name="Main"), page.locator(".note-bar"), page.locator(".note-text")):
        expect(gone).to_be_hidden()
    expect(page.get_by_role("checkbox").last).to_be_visible()
    expect(page.locator(".reading")).to_have_css("color", "rgb(42, 40, 37)")
    expect(page.get_by_role("checkbox").last).to_have_css("print-color-adjust", "exact")
    page.emulate_media(media="screen")


@on_phone
def test_boxes_are_where_their_lines_begin(signed_in: Page, person: Person) -> None:
    text = "- [ ] مهمة أولى\n\n> اقتباس\n\nEnglish words\n\n* * *\n\n- [ ] milk\n"
    open_note(signed_in, person, write(person, "Mixed", text), writing=False)
    boxes = signed_in.get_by_role("checkbox")
    expect(boxes).to_have_count(2)
    sides = boxes.evaluate_all(
        """(boxes) => boxes.map((box) => {
          const item = box.closest('li').getBoundingClientRect();
          return box.getBoundingClientRect().left >= item.right ? 'right' : 'left';
        })"""
    )
    assert sides == ["right", "left"]


@on_phone
def test_nothing_jumps_while_the_list_loads(listed: Page) -> None:
    listed.add_init_script(f"({LAYOUT_SHIFT})()")
    listed.reload()
    expect(rows(listed)).to_have_count(3)
    expect(listed.get_by_role("list", name="Tags")).to_be_visible()
    assert listed.evaluate("window.shift ?? 0") < 0.02


def tries_imports_again(page: Page) -> bool:
    """Return True if the browser retries a failed module import; where it does not, the page is reloaded."""
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        if len(asked) == 1:
            route.abort()
        else:
            route.fulfill(content_type="text/javascript", body="export {}")

    page.route("**/once-missing.js", answer)
    for _ in range(2):
        page.evaluate("import('/once-missing.js').catch(() => undefined)")
    return len(asked) == 2
