"""The page's reads of notes and files, which may still be under way when it shows them."""

from __future__ import annotations

import re

from playwright.sync_api import Page, Request

from tests.stack.eventually import eventually

_ITEMS = re.compile(r"/api/(notes|files)\b")


class Reads:
    """The reads of a page, from now on."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._under_way: set[Request] = set()
        page.on("request", self._begin)
        page.on("requestfinished", self._end)
        page.on("requestfailed", self._end)

    def finish(self) -> None:
        """Wait until all are answered: one that the service has not answered yet would contain a later change."""
        # Requests are observed while the page is asked something.
        eventually(lambda: self._page.evaluate("true") and not self._under_way)

    def _begin(self, request: Request) -> None:
        if request.method == "GET" and _ITEMS.search(request.url):
            self._under_way.add(request)

    def _end(self, request: Request) -> None:
        self._under_way.discard(request)
