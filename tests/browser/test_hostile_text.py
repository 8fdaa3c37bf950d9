"""Hostile text, which must run nothing and load nothing from elsewhere."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import ConsoleMessage, Dialog, Page, Request, expect

from local.stack import Stack
from tests.browser.conftest import EXPECTED_WORDS
from tests.browser.notes.steps import compare, open_note, saved
from tests.browser.people import Person, come_back, tell_nothing
from tests.browser.screens import on_desktop

# The desktop shows the text and its preview at the same time.
pytestmark = on_desktop

ELSEWHERE = "https://elsewhere.example"

PAYLOADS = {
    "script": "<script>window.hit = 1</script><script src='https://elsewhere.example/x.js'></script>",
    "handlers": "<img src=x onerror=alert(1)><body onload=alert(1)><details open ontoggle=alert(1)>"
    "<input autofocus onfocus=alert(1)>",
    "links": "[a](javascript:alert(1)) [b](JaVa&#x09;ScRiPt:alert(1)) [c](data:text/html,<script>alert(1)</script>) "
    "[d](vbscript:x) <javascript:alert(1)> [e]( javascript:alert(1)) [f](\x01javascript:alert(1))",
    "reference": '[a][1] ![b][1]\n\n[1]: javascript:alert(1) "x" onmouseover=alert(1)',
    "base": "<base href='https://elsewhere.example/'><link rel=stylesheet href=https://elsewhere.example/x.css>"
    "<meta http-equiv=refresh content='0;url=https://elsewhere.example/'>",
    "style": "<style>@import 'https://elsewhere.example/x.css'; * {background: url(https://elsewhere.example/y)}</style>"
    "<p style='background:url(https://elsewhere.example/z)'>x</p>",
    "svg": "<svg onload=alert(1)><image href=https://elsewhere.example/x.png />"
    "<animate onbegin=alert(1) attributeName=x /></svg>",
    "mathml": "<math><maction actiontype=statusline xlink:href='javascript:alert(1)'>x</maction></math>",
    "frames": "<iframe src=https://elsewhere.example></iframe><iframe srcdoc='<script>alert(1)</script>'></iframe>"
    "<object data=https://elsewhere.example></object><embed src=https://elsewhere.example>",
    "media": "![x](https://elsewhere.example/x.png) <img src=https://elsewhere.example/y.png> "
    "<video autoplay src=https://elsewhere.example/z.mp4></video><audio src=https://elsewhere.example/a.mp3>",
    "mutation-1": "<math><mtext><table><mglyph><style><!--</style>"
    '<img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    "mutation-2": "<form><math><mtext></form><form><mglyph><svg><mtext><style>"
    '<path id="</style><img onerror=alert(1) src>">',
    "mutation-3": '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
    "mutation-4": '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "attribute": "\"><img src=x onerror=alert(1)> ' onmouseover='alert(1) "
    '[a](https://x.example/"onmouseover="alert(1))',
    "task": '- [ ] "><img src=x onerror=alert(1)>\n- [x] <svg onload=alert(1)>',
    "table": "| <img src=x onerror=alert(1)> | b |\n|:-:|--:|\n"
    "| <script>alert(1)</script> | [x](javascript:alert(1)) |",
    "code": '```"><script>alert(1)</script>\n</code></pre><img src=x onerror=alert(1)>\n```\n'
    "`<img src=x onerror=alert(1)>`",
    "template": "{{constructor.constructor('alert(1)')()}} ${alert(1)} <template><script>alert(1)</script></template>",
}


class Watch:
    """A watch for everything that hostile text could achieve."""

    def __init__(self, page: Page, stack: Stack) -> None:
        self.happened: list[str] = []
        self._own = {urlsplit(stack.web_url).netloc, urlsplit(stack.endpoint_url).netloc}
        page.on("dialog", self._dialog)
        page.on("request", self._request)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.happened.append(f"error: {error}"))
        page.on("popup", lambda popup: self.happened.append(f"popup: {popup.url}"))
        # An attempt that the Content Security Policy blocks is already a failure.
        page.add_init_script(
            "addEventListener('securitypolicyviolation', (e) => console.error('policy: ' + e.violatedDirective))"
        )
        self._page = page

    def _dialog(self, dialog: Dialog) -> None:
        self.happened.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(EXPECTED_WORDS):
            self.happened.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        if request.url.startswith("http") and urlsplit(request.url).netloc not in self._own:
            self.happened.append(f"request: {request.url}")

    def sees_nothing(self) -> None:
        """Assert that nothing has happened so far; the next call catches what was only just triggered."""
        assert self._page.evaluate("window.hit ?? null") is None
        assert self.happened == []

    def has_seen_nothing(self) -> None:
        """Assert that nothing has happened at all, including the effects of what was triggered last."""
        # The last request is answered last, and all work in between has been done by then.
        self._page.evaluate("fetch('/config.json').then(() => new Promise(requestIdleCallback)).then(() => null)")
        self.sees_nothing()


@pytest.fixture
def watch(page: Page, stack: Stack) -> Iterator[Watch]:
    """Watch the page from before the user signs in, and check at the end."""
    watch = Watch(page, stack)
    yield watch
    watch.has_seen_nothing()


def test_as_title_text_and_tag(page: Page, watch: Watch, person: Person) -> None:
    ids = []
    for payload in PAYLOADS.values():
        # The service accepts no control characters and no invisible formatting in tags.
        tag = "".join(one for one in payload[:50] if unicodedata.category(one) not in ("Cc", "Cf"))
        body = {"title": payload[:200].replace("\n", " "), "text": payload, "tags": [tag, "hostile"]}
        ids.append(person.api.expect(201, "POST", "/notes", json=body)["id"])

    come_back(page, person)
    rows = page.get_by_role("list", name="Notes").locator("a")
    expect(rows.first).to_have_attribute("href", f"/notes/{ids[-1]}")
    page.get_by_role("searchbox").fill("<img")
    expect(rows.first).not_to_have_attribute("href", f"/notes/{ids[-1]}")
    watch.sees_nothing()
    page.get_by_role("searchbox").press("Escape")
    expect(rows.first).to_have_attribute("href", f"/notes/{ids[-1]}")
    page.get_by_role("searchbox").press("Escape")

    # One after the other, the newest first, without a reload of the page, so that no effect is lost.
    for note in reversed(ids):
        if note == ids[-1]:
            page.keyboard.press("j")
            expect(rows.first).to_be_focused()
            page.keyboard.press("Enter")
        else:
            page.get_by_role("button", name="Next note").click()
        expect(page).to_have_url(f"/notes/{note}")
        preview = page.get_by_role("region", name="Preview")
        expect(preview.locator(".reading > *").first).to_be_attached()
        harmless(preview.locator("*").evaluate_all(ELEMENTS))
        for target, rel, href in preview.locator("a[href]").evaluate_all(LINKS):
            assert (target, rel) == ("_blank", "noopener noreferrer")
            assert urlsplit(href).scheme in {"http", "https", "mailto"}
        preview.locator("*").evaluate_all("found => found.forEach(one => one.dispatchEvent(new Event('mouseover')))")
        watch.sees_nothing()


LINKS = "links => links.map(link => ['target', 'rel', 'href'].map(name => link.getAttribute(name)))"
# Name and attributes of each element of a preview.
ELEMENTS = "found => found.map(one => [one.localName, [...one.attributes].map(attribute => attribute.name)])"
FORBIDDEN = {"script", "style", "base", "link", "meta", "svg", "math", "img", "iframe", "object", "embed", "form"}


def harmless(elements: list[tuple[str, list[str]]]) -> None:
    for name, attributes in elements:
        assert name not in FORBIDDEN
        assert not [each for each in attributes if each.startswith("on") or each in {"style", "src", "srcset", "id"}]


def test_as_it_is_typed(page: Page, watch: Watch, person: Person) -> None:
    note = person.api.expect(201, "POST", "/notes", json={"title": "typed"})["id"]
    come_back(page, person)
    page.goto(f"/notes/{note}")
    preview = page.get_by_role("region", name="Preview")
    for name, payload in PAYLOADS.items():
        page.get_by_label("Title", exact=True).fill(payload[:200])
        page.get_by_label("Text", exact=True).fill(f"{payload}\n\nso much for {name}")
        page.get_by_label("Add a tag").fill(payload[:50].replace(",", ""))
        expect(preview).to_contain_text(f"so much for {name}")
        harmless(preview.locator("*").evaluate_all(ELEMENTS))
        watch.sees_nothing()


def test_in_a_conflict_and_in_the_trash(page: Page, watch: Watch, person: Person) -> None:
    payload = "\n\n".join(PAYLOADS.values()).replace("\x01", "")
    note = person.api.expect(201, "POST", "/notes", json={"title": "<img src=x onerror=alert(1)>", "text": "mine"})
    reads = tell_nothing(page)
    open_note(page, person, note["id"])
    saved(page)
    reads.finish()
    change = {"text": payload, "title": "<svg onload=alert(1)>"}
    person.api.expect(200, "PATCH", f"/notes/{note['id']}", json=change, headers={"If-Match": '"1"'})
    page.get_by_label("Text", exact=True).fill("yours " + payload)
    compare(page)
    watch.sees_nothing()
    page.get_by_role("button", name="Use other version").click()
    page.get_by_role("button", name="Move to trash").click()
    page.goto(f"/notes/{note['id']}")
    expect(page.get_by_role("button", name="Restore")).to_be_visible()
    expect(page.locator(".reading > *").first).to_be_attached()
    harmless(page.locator(".reading *").evaluate_all(ELEMENTS))
    watch.sees_nothing()


def test_a_link_leads_away_without_telling_from_where(page: Page, watch: Watch, person: Person) -> None:
    text = f"[away]({ELSEWHERE}/page)"
    note = person.api.expect(201, "POST", "/notes", json={"title": "link", "text": text})["id"]
    come_back(page, person)
    page.goto(f"/notes/{note}")
    link = page.get_by_role("link", name="away")
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    expect(link).to_have_attribute("target", "_blank")
    expect(link).to_have_attribute("href", f"{ELSEWHERE}/page")
