"""A scroll benchmark of the page with 10,000 photos and 5,000 notes: `python -m bench.scroll`.

The built page runs in Chromium; the service's responses are faked, because putting so much into it takes long and shows
nothing about the page. It prints the longest task of the page's main thread, in processor time (which excludes other
programs) and in wall-clock time, and the sum of layout shifts; on this machine, and with its processor throttled to a
phone's speed.
"""

from __future__ import annotations

import base64
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from PIL import Image
from playwright.sync_api import Browser, Page, Route, sync_playwright

from ship import command_line
from ship import page as web
from tests.browser.chromium import FLAGS, executable

ORIGIN = "http://skynotes.localhost"
MEDIA = "http://media.localhost"
PHOTOS, NOTES = 10_000, 5_000
LONGEST_ALLOWED = 100
SHAPES = [(4000, 3000), (3000, 4000), (4000, 2250), (3000, 3000), (4032, 3024), (5000, 2000)]
NEWEST = datetime(2026, 6, 20, 12, tzinfo=UTC)
# As long as in URLs presigned with a function's role.
SIGNATURE = "X-Amz-Signature=" + "0123456789abcdef" * 75
SCREENS = {
    "desktop": ({"width": 1280, "height": 800}, 1),
    "phone, processor 4 times slower": ({"width": 390, "height": 844}, 4),
}

WATCH = """
window.shifts = 0;
new PerformanceObserver((list) => {
  for (const { value } of list.getEntries()) window.shifts += value;
}).observe({ type: 'layout-shift' });
"""

# Scrolls down to the very end as fast as it loads, to places in between as by the scrollbar, and up again.
SCROLL = """
async (step) => {
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const pause = (time) => new Promise((done) => setTimeout(done, time));
  for (let moved = performance.now(); performance.now() - moved < 4000; ) {
    const before = scrollY;
    scrollBy(0, step);
    await frame();
    if (scrollY !== before) moved = performance.now();
  }
  const height = scrollY;
  for (const part of [0.5, 0.1, 0.9, 0.33, 0.75]) {
    scrollTo(0, height * part);
    await pause(300);
    for (let frames = 0; frames < 20; frames += 1) {
      scrollBy(0, 60);
      await frame();
    }
  }
  while (scrollY > 0) {
    scrollBy(0, -step * 3);
    await frame();
  }
  await pause(500);
  return height;
}
"""


def photo(number: int) -> dict[str, Any]:
    """Return a photo of the library; they are two hours apart."""
    taken_at = (NEWEST - timedelta(hours=2 * number)).isoformat().replace("+00:00", ".000Z")
    width, height = SHAPES[number * 7 % len(SHAPES)]
    previews = [
        {"width": round(width * scale), "height": round(height * scale), "url": f"{MEDIA}/{number}/{edge}?{SIGNATURE}"}
        for edge in (320, 960, 1920)
        if (scale := edge / max(width, height)) < 1
    ]
    return {
        "id": f"{PHOTOS - number:026}",
        "name": f"photo-{number}.jpg",
        "content_type": "image/jpeg",
        "kind": "image",
        "size": 4_000_000,
        "sha256": "0" * 64,
        "status": "ready",
        "reason": None,
        "state": "active",
        "note_id": None,
        "caption": "",
        "width": width,
        "height": height,
        "taken_at": taken_at[:19],
        "taken_offset": "+00:00",
        "camera": "Aperture Field 2",
        "placeholder": PLACEHOLDER,
        "created_at": taken_at,
        "updated_at": taken_at,
        "version": 1,
        "urls": {"original": f"{MEDIA}/{number}/original?{SIGNATURE}", "previews": previews},
    }


def note(number: int) -> dict[str, Any]:
    """Return a note of the list; some are longer, and some are pinned."""
    changed_at = (NEWEST - timedelta(hours=number)).isoformat().replace("+00:00", ".000Z")
    words = "Four days of sun, one of fog. Train to the valley, over the saddle to the lake, back along the ridge. "
    return {
        "id": f"{NOTES - number:026}",
        "title": f"Note {number}" if number % 3 else "",
        "excerpt": (words * 2)[: 20 + number * 37 % 180],
        "tags": ["travel", "hills"][: number % 3],
        "pinned": number < 4,
        "state": "active",
        "file_ids": [],
        "created_at": changed_at,
        "edited_at": changed_at,
        "updated_at": changed_at,
        "version": 1,
    }


def picture(size: tuple[int, int], **options: int) -> bytes:
    """Return a WebP of a gradient."""
    output = BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(output, "WEBP", **options)
    return output.getvalue()


PLACEHOLDER = "data:image/webp;base64," + base64.b64encode(picture((16, 12), quality=10)).decode()
PREVIEWS = {edge: picture((edge, edge * 3 // 4), quality=60) for edge in (320, 960, 1920)}


class Service:
    """A fake of everything that the page requests."""

    def __init__(self, files: Path) -> None:
        self._files = files

    def answer(self, route: Route) -> None:
        """Respond from the built page, from the fake service, or from the fake bucket."""
        url = urlsplit(route.request.url)
        if url.netloc == urlsplit(MEDIA).netloc:
            edge = url.path.rsplit("/", 1)[1]
            route.fulfill(body=PREVIEWS[int(edge)], content_type="image/webp")
        elif url.path.startswith("/api/"):
            route.fulfill(json=self._api(url.path.removeprefix("/api"), parse_qs(url.query)))
        elif url.path == "/config.json":
            route.fulfill(
                json={"region": "us-east-1", "userPoolId": POOL, "userPoolClientId": CLIENT, "apiUrl": "/api"}
            )
        else:
            path = self._files / url.path.lstrip("/")
            path = path if path.suffix else self._files / "index.html"
            route.fulfill(body=path.read_bytes(), content_type=web.TYPES[path.suffix])

    def _api(self, path: str, query: dict[str, list[str]]) -> Any:
        begin, limit = int(query.get("cursor", ["0"])[0]), int(query.get("limit", ["50"])[0])
        make, count = (photo, PHOTOS) if path == "/files" else (note, NOTES)
        if path not in ("/files", "/notes") or query.get("state", ["active"]) != ["active"]:
            return {"items": [], "cursor": None}
        end = min(begin + limit, count)
        return {"items": [make(number) for number in range(begin, end)], "cursor": str(end) if end < count else None}


POOL, CLIENT = "us-east-1_000000000", "00000000000000000000000000"


def tokens() -> str:
    """Return a script that makes the page believe that a user is signed in."""

    def part(claims: dict[str, Any]) -> str:
        return base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")

    now = int(time.time())
    claims = {"sub": "somebody", "email": "somebody@skynotes.example", "iat": now, "exp": now + 36_000}
    token = f"{part({'alg': 'RS256'})}.{part(claims)}.AAAA"
    prefix = f"CognitoIdentityServiceProvider.{CLIENT}"
    stored = {f"{prefix}.LastAuthUser": "somebody"}
    stored |= {f"{prefix}.somebody.{kind}Token": token for kind in ("id", "access", "refresh")}
    return f"for (const [key, value] of Object.entries({json.dumps(stored)})) localStorage.setItem(key, value);"


@contextmanager
def opened(browser: Browser, service: Service, screen: str) -> Iterator[Page]:
    """Open a tab for the page, and observe layout shifts from the start."""
    viewport, slower = SCREENS[screen]
    context = browser.new_context(base_url=ORIGIN, viewport=viewport, service_workers="block")  # type: ignore[arg-type]
    context.add_init_script(tokens() + WATCH)
    context.route("**/*", service.answer)
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    yield page
    context.close()


@dataclass(frozen=True)
class Measured:
    """Milliseconds of the longest task, in processor and wall-clock time; layout shifts; pixels scrolled over."""

    work: float
    clock: float
    shifts: float
    height: int


def measure(page: Page, path: str, first: str) -> Measured:
    """Open the view, scroll all over it, and return the measurements."""
    page.goto(path)
    page.wait_for_selector(first)
    page.wait_for_timeout(1000)
    with traced(page) as events:
        height = page.evaluate(SCROLL, 400)
    names = [event for event in events if event["name"] == "thread_name"]
    main = {(one["pid"], one["tid"]) for one in names if one["args"]["name"] == "CrRendererMain"}
    tasks = [one for one in events if one["name"].endswith("RunTask") and (one["pid"], one["tid"]) in main]
    work, clock = (max(one.get(kind, 0) for one in tasks) / 1000 for kind in ("tdur", "dur"))
    return Measured(work, clock, page.evaluate("window.shifts"), height)


def _tells(event: dict[str, Any]) -> bool:
    """Return whether to keep an event: only thread names and tasks over 5 ms, because nearly all tasks are shorter."""
    return event["name"] == "thread_name" or int(event.get("dur", 0)) > 5000


@contextmanager
def traced(page: Page) -> Iterator[list[dict[str, Any]]]:
    """Trace the browser during the block; the list of events is complete when the block is over."""
    events: list[dict[str, Any]] = []
    complete: list[bool] = []
    debugger = page.context.new_cdp_session(page)
    debugger.on("Tracing.dataCollected", lambda data: events.extend(filter(_tells, data["value"])))
    debugger.on("Tracing.tracingComplete", lambda _: complete.append(True))
    categories = {"includedCategories": ["toplevel"]}
    debugger.send("Tracing.start", {"transferMode": "ReportEvents", "traceConfig": categories})
    yield events
    debugger.send("Tracing.end")
    while not complete:
        page.wait_for_timeout(100)


def main() -> None:
    """Print the measurements; fail on any layout shift, and on too long a task with the processor at full speed."""
    command_line.no_arguments("bench.scroll", __doc__)
    too_much = False
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        service = Service(web.build(Path(scratch)))
        browser = playwright.chromium.launch(executable_path=executable(), args=FLAGS)
        for screen in SCREENS:
            for what, path, first in [
                (f"{PHOTOS:,} photos", "/photos", ".tile-loaded"),
                (f"{NOTES:,} notes", "/", "main li a"),
            ]:
                with opened(browser, service, screen) as page:
                    seen = measure(page, path, first)
                print(
                    f"{what}, {screen}: longest task {seen.work:.0f} ms ({seen.clock:.0f} ms by the clock), "
                    f"layout shift {seen.shifts:.4f}, over {seen.height:,.0f} pixels",
                    flush=True,
                )
                too_much |= seen.shifts > 0 or (SCREENS[screen][1] == 1 and seen.work > LONGEST_ALLOWED)
        browser.close()
    sys.exit(too_much)


if __name__ == "__main__":
    main()
