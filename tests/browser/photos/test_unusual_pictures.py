"""Unusual pictures: rotated, animated, very thin, or transparent."""

from __future__ import annotations

from typing import Any

import pytest
from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import Page, expect

from tests.browser.people import Person
from tests.browser.photos.pictures import black_on_nothing, moving, one_pixel_wide, seen, turned_webp
from tests.browser.photos.steps import viewer
from tests.browser.screens import on_desktop
from tests.stack.eventually import eventually


@on_desktop
@pytest.mark.parametrize("orientation", [3, 6])
def test_a_turned_webp_is_upright_at_every_zoom(signed_in: Page, person: Person, orientation: int) -> None:
    """Check that the original looks like the preview beneath it, although browsers do not rotate it."""
    _open(signed_in, person.api.upload("turned.webp", "image/webp", turned_webp(orientation)))
    for _ in range(3):
        signed_in.keyboard.press("+")
    original = signed_in.locator(".stage-shown")
    expect(original).to_be_visible()
    close = seen(signed_in.locator(".stage"))
    original.evaluate("image => { image.style.visibility = 'hidden'; }")
    assert _difference(close, seen(signed_in.locator(".stage"))) < 3


@on_desktop
@pytest.mark.parametrize("form", ["WEBP", "AVIF"])
def test_what_moves_moves(signed_in: Page, person: Person, form: str) -> None:
    """Check that an animation plays by itself, or on request where the user prefers reduced motion."""
    stage = signed_in.locator(".stage")
    _open(signed_in, person.api.upload(f"moving.{form.lower()}", f"image/{form.lower()}", moving(form)))
    expect(viewer(signed_in).get_by_role("button", name="Play")).to_be_visible()
    expect(signed_in.locator(".stage-original")).to_have_count(0)
    still = seen(stage)
    assert _difference(still, seen(stage)) == 0
    viewer(signed_in).get_by_role("button", name="Play").click()
    eventually(lambda: _difference(still, seen(stage)) > 0)

    signed_in.emulate_media(reduced_motion="no-preference")
    signed_in.reload()
    expect(viewer(signed_in).get_by_role("button", name="Pause")).to_be_visible()
    first = seen(stage)
    eventually(lambda: _difference(first, seen(stage)) > 0)


@on_desktop
def test_one_pixel_wide(signed_in: Page, person: Person) -> None:
    """Check that it is visible in the grid and in the viewer, and that a double click fills the window with it."""
    _open(signed_in, person.api.upload("thin.jpg", "image/jpeg", one_pixel_wide()))
    stage = signed_in.locator(".stage")
    assert _share_of_red(seen(stage)) > 0
    stage.dblclick()
    eventually(lambda: _share_of_red(seen(stage)) > 0.9)
    signed_in.keyboard.press("Escape")
    expect(signed_in.locator(".tile-loaded")).to_be_visible()
    # The focus indicator is around it.
    assert _share_of_red(seen(signed_in.locator(".tile"))) > 0.7


@on_desktop
def test_ink_on_nothing_can_be_seen(signed_in: Page, person: Person) -> None:
    """Check that the ground is the same in the grid and in the viewer, in light and in dark mode."""
    file = person.api.upload("ink.png", "image/png", black_on_nothing())
    for scheme in ("light", "dark"):
        signed_in.emulate_media(color_scheme=scheme)
        _open(signed_in, file)
        assert _ink_and_ground(seen(signed_in.locator(".stage-picture"))) == {"ink", "ground"}
        signed_in.keyboard.press("Escape")
        expect(signed_in.locator(".tile-loaded")).to_be_visible()
        eventually(lambda: _ink_and_ground(seen(signed_in.locator(".tile-background"))) == {"ink", "ground"})


def _open(page: Page, file: dict[str, object]) -> None:
    page.goto(f"/photos/{file['id']}")
    expect(page.locator(".stage-loaded").first).to_be_visible()
    eventually(lambda: page.locator(".stage-loaded").first.evaluate("image => getComputedStyle(image).opacity") == "1")


def _difference(one: Image.Image, other: Image.Image) -> float:
    return max(ImageStat.Stat(ImageChops.difference(one, other)).mean)


def _share_of_red(image: Image.Image) -> float:
    colours: Any = image.getcolors(maxcolors=2**24)
    red_pixels: int = sum(count for count, (red, green, _) in colours if red > 150 and green < 90)
    return red_pixels / (image.width * image.height)


def _ink_and_ground(image: Image.Image) -> set[str]:
    """Classify the colours that cover most of the middle: near black is ink, a clear contrast to it is ground."""
    width, height = image.size
    # The focus indicator is around it.
    middle = image.crop((width // 4, height // 4, width * 3 // 4, height * 3 // 4))
    colours: Any = middle.getcolors(maxcolors=2**24)
    many = [colour for count, colour in colours if count > middle.width * middle.height / 50]
    return {"ink" if max(colour) < 30 else "ground" if min(colour) > 100 else "neither" for colour in many}
