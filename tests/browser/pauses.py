"""The page's pauses before automatic retries, which double with each failure."""

from __future__ import annotations

from playwright.sync_api import Page, Request

from tests.stack.eventually import eventually

# After so many failures the next pause is long enough that a retry by hand comes first on any machine.
FAILURES = 5
# Short enough that the page does not take it for a quiet time, after which its pauses start over.
STEP_MILLISECONDS = 10_000


def let_fail_often(page: Page, path: str) -> None:
    """Let requests to this path fail until the next retry is far away; advances the page's clock."""
    waiting: list[Request] = []
    failed: list[Request] = []

    def end(request: Request) -> None:
        # The first may have been sent before this listened; another may be aborted, because the page's clock runs fast.
        if request in waiting:
            waiting.remove(request)
            failed.append(request)

    page.on("request", lambda request: waiting.append(request) if path in request.url else None)
    page.on("requestfinished", end)
    page.on("requestfailed", end)
    while len(failed) < FAILURES:
        page.clock.run_for(STEP_MILLISECONDS)
        eventually(lambda: page.evaluate("true") and not waiting)
