"""The screenshot at the top of the README, of the real page with the demo account: `make screenshot`."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops, ImageDraw, ImageFilter
from playwright.sync_api import Browser, expect, sync_playwright

from local import seed
from local.stack import Stack, running
from ship import command_line
from ship.checkout import CHECKOUT
from tests.browser.chromium import FLAGS, executable
from tests.running_service import free_places

PICTURE = CHECKOUT / "docs" / "skynotes.webp"
DESKTOP: dict[str, Any] = {"viewport": {"width": 1180, "height": 740}, "color_scheme": "light"}
PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 720},
    "color_scheme": "dark",
    "is_mobile": True,
    "has_touch": True,
}
CANVAS = (1440, 900)


def main() -> None:
    """Take and compose the picture: a note on a desktop, and the photos on a phone in front of it."""
    command_line.no_arguments("bench.screenshot", __doc__)
    with tempfile.TemporaryDirectory() as scratch, running(free_places(Path(scratch) / "cloud"), print) as stack:
        seed.seed(stack)
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=executable(), args=FLAGS)
            desktop = _shot(chromium, stack, DESKTOP, open_note="A week in the hills")
            phone = _shot(chromium, stack, PHONE, path="/photos")
            chromium.close()
    canvas = Image.new("RGBA", CANVAS)
    _place(canvas, desktop, (40, 60), radius=14)
    _place(canvas, phone, (1040, 140), radius=28)
    canvas.save(PICTURE, quality=82, method=6)
    print(f"{PICTURE.relative_to(CHECKOUT)}: {PICTURE.stat().st_size // 1024} KiB")


def _shot(
    chromium: Browser, stack: Stack, screen: dict[str, Any], path: str = "/", open_note: str | None = None
) -> Image.Image:
    page = chromium.new_page(base_url=stack.web_url, locale="en-GB", reduced_motion="reduce", **screen)
    page.goto(path)
    page.get_by_label("Email address").fill(stack.demo_user)
    page.get_by_label("Password", exact=True).fill(stack.demo_password)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()
    if open_note:
        page.get_by_role("link", name=open_note).click()
    expect(page.locator("main img").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    page.wait_for_function("[...document.images].every((image) => image.complete)")
    # The element that was clicked last should not be highlighted.
    page.evaluate("document.activeElement?.blur()")
    picture = Image.open(io.BytesIO(page.screenshot(animations="disabled")))
    page.close()
    return picture.convert("RGBA")


def _place(canvas: Image.Image, picture: Image.Image, at: tuple[int, int], radius: int) -> None:
    """Paste the picture with round corners and a soft shadow, for a background of any colour."""
    mask = _rounded(picture.size, radius)
    shadow = Image.new("L", canvas.size)
    shadow.paste(mask.point(lambda value: value * 2 // 5), (at[0], at[1] + 12))
    shadow = shadow.filter(ImageFilter.GaussianBlur(18))
    canvas.alpha_composite(Image.merge("RGBA", [*[Image.new("L", canvas.size)] * 3, shadow]))
    picture.putalpha(ImageChops.multiply(picture.getchannel("A"), mask))
    canvas.alpha_composite(picture, at)


def _rounded(size: tuple[int, int], radius: int) -> Image.Image:
    """Return a mask with round corners, drawn four times as large so that its edge is smooth."""
    mask = Image.new("L", (size[0] * 4, size[1] * 4))
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, *mask.size), radius * 4, fill=255)
    return mask.resize(size, Image.Resampling.LANCZOS)


if __name__ == "__main__":
    main()
