"""The pauses that the page makes before it asks again by itself: they double with each failure."""

from __future__ import annotations

from playwright.sync_api import Page, Request

from tests.stack.eventually import eventually

# After so many failures the next pause is half a minute at least: long enough to be quicker by hand on any machine.
FAILURES = 5
# Small enough for the page not to take the time until it asks for a quiet one, after which it begins anew.
STEP_MILLISECONDS = 10_000


def let_fail_often(page: Page, path: str) -> None:
    """Let what fails at this path fail so often that it will not be asked for again for a while; turns the clock."""
    waiting: list[Request] = []
    failed: list[Request] = []

    def end(request: Request) -> None:
        # The first may have been asked before this began to listen; another be given up, for its time goes quickly.
        if request in waiting:
            waiting.remove(request)
            failed.append(request)

    page.on("request", lambda request: waiting.append(request) if path in request.url else None)
    page.on("requestfinished", end)
    page.on("requestfailed", end)
    while len(failed) < FAILURES:
        page.clock.run_for(STEP_MILLISECONDS)
        eventually(lambda: page.evaluate("true") and not waiting)
