"""Pictures, and the ways to add them to the page."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import ExifTags, Image, ImageDraw
from playwright.sync_api import FilePayload, Locator, Page

from local.photos import Scene, photo

SKY = ((126, 168, 214), (250, 214, 165))
HILLS = (88, 122, 112)
JUNE = datetime(2026, 6, 20, 12, tzinfo=UTC)
# Milliseconds that some of them may take to upload, with all their previews.
UPLOADING = 60_000


@cache
def landscape(name: str = "hills.jpg", taken_at: datetime = JUNE, size: tuple[int, int] = (600, 400)) -> bytes:
    """Return a small JPEG with the metadata of a camera."""
    return photo(Scene(name, "", SKY, HILLS, taken_at, 46.5763, 7.9904, size=size))


def chosen(count: int, first: datetime = JUNE) -> list[FilePayload]:
    """Return files as the file picker delivers them, eight days apart, the newest first."""
    return [given(f"walk-{at}.jpg", landscape(taken_at=first - timedelta(days=8 * at))) for at in range(count)]


def given(name: str, data: bytes, content_type: str = "image/jpeg") -> FilePayload:
    """Return a file as the file picker delivers it."""
    return {"name": name, "mimeType": content_type, "buffer": data}


def bring(page: Page, kind: str, files: list[FilePayload]) -> None:
    """Drop files on the page, or paste them."""
    told = [[file["name"], file["mimeType"], base64.b64encode(file["buffer"]).decode()] for file in files]
    page.evaluate(
        """([kind, files]) => {
            const data = new DataTransfer();
            for (const [name, type, text] of files) {
                data.items.add(new File([Uint8Array.from(atob(text), (one) => one.charCodeAt(0))], name, { type }));
            }
            const more = { bubbles: true, cancelable: true };
            const events = kind === 'paste'
                ? [new ClipboardEvent('paste', { clipboardData: data, ...more })]
                : ['dragover', 'drop'].map((one) => new DragEvent(one, { dataTransfer: data, ...more }));
            for (const event of events) document.body.dispatchEvent(event);
        }""",
        [kind, told],
    )


def pick(page: Page, files: list[FilePayload] | list[Path]) -> None:
    """Choose files in the file picker of "Add photos"."""
    with page.expect_file_chooser() as choosing:
        page.get_by_role("button", name="Add photos").click()
    assert choosing.value.is_multiple()
    choosing.value.set_files(files)


def turned_webp(orientation: int) -> bytes:
    """Return a WebP stored in this EXIF orientation, with a different colour in each corner."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    corners = Image.new("RGB", (2, 2))
    corners.putdata([(220, 30, 30), (30, 160, 60), (40, 90, 200), (240, 200, 40)])
    return _saved(corners.resize((1600, 1200), Image.Resampling.NEAREST), "WEBP", exif=exif.tobytes())


def moving(form: str) -> bytes:
    """Return an animation that repeats for ever."""
    shades = [Image.new("RGB", (200, 150), (shade, 60, 200 - shade)) for shade in range(0, 200, 25)]
    return _saved(shades[0], form, save_all=True, append_images=shades[1:], duration=80, loop=0)


def one_pixel_wide() -> bytes:
    """Return a picture one pixel wide and three thousand pixels high."""
    return _saved(Image.new("RGB", (1, 3000), (220, 30, 30)), "JPEG")


def black_on_nothing() -> bytes:
    """Return ink on a transparent ground."""
    ink = Image.new("RGBA", (300, 200), (0, 0, 0, 0))
    ImageDraw.Draw(ink).rectangle((100, 80, 200, 120), fill=(0, 0, 0, 255))
    return _saved(ink, "PNG")


def seen(locator: Locator) -> Image.Image:
    """Return a screenshot of the element."""
    return Image.open(BytesIO(locator.screenshot())).convert("RGB")


def _saved(image: Image.Image, form: str, **options: object) -> bytes:
    output = BytesIO()
    image.save(output, form, **options)
    return output.getvalue()
