"""Navigation of a page by the Tab key alone."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import Page


def walk(page: Page, start: str = "h1") -> list[str]:
    """Press Tab from there until the focus comes round, then Shift+Tab; only at the end does it go to the body."""
    page.mouse.move(5, 5)
    page.locator(start).focus()
    there = list(presses(page, "Tab"))
    # Some of the elements on the way are gone: a row shows its tools when its link gets the focus.
    page.evaluate("[...walked].filter((it) => it.isConnected).at(-1).focus()")
    assert there[0] in list(presses(page, "Shift+Tab"))
    return there


def tab_to(page: Page, name: str, start: str = "h1") -> None:
    """Press Tab from there until the element of this name has the focus."""
    page.locator(start).focus()
    assert name in presses(page, "Tab")


def presses(page: Page, key: str) -> Iterator[str]:
    """Press the key until the focus comes round; yield the name of the focused element after each press."""
    page.evaluate("window.walked = new Set()")
    for _ in range(60):
        page.keyboard.press(key)
        # The effect of the press is rendered by then.
        page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
        name: str | None = page.evaluate(
            """async () => {
              const { body } = document;
              // The focused element may be rendered again; the focus follows in a moment.
              for (let look = 0; look < 5 && document.activeElement === body; look += 1)
                await new Promise((done) => setTimeout(done, 20));
              const it = document.activeElement;
              if (it === body || walked.has(it)) return null;
              walked.add(it);
              return it.getAttribute('aria-label') ?? it.textContent.trim().slice(0, 20);
            }"""
        )
        if name is None:
            return
        yield name
