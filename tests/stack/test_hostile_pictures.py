"""Damaged, mislabelled or huge pictures, which end `ready` or `rejected` with a reason and harm no later upload."""

from __future__ import annotations

import pytest
from PIL import Image

from local.client import Api
from local.stack import Stack
from ship.account import Account
from tests.stack.eventually import eventually
from tests.support import sample_images

NOISE = sample_images.noise("JPEG")
REJECTED = {
    "truncated": ("image/jpeg", NOISE[: len(NOISE) // 2], "The picture is damaged or incomplete."),
    "empty": ("image/jpeg", b"", "The file is empty."),
    "mislabelled": ("image/gif", NOISE, "This is not a GIF picture."),
    "an SVG named .png": ("image/png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "This is not a PNG picture."),
    "a ZIP with a JPEG header": ("image/jpeg", sample_images.zip_behind_a_jpeg_header(), "The picture is damaged"),
    "larger than it may be": ("image/png", sample_images.png_that_only_declares(20_000, 10_000), "The picture has 200"),
    "a few bytes that ask for gigabytes": (
        "image/webp",
        sample_images.webp_that_only_declares(10_000, 10_000),
        "The picture has 100 megapixels; at most 67",
    ),
    "many scans": ("image/jpeg", sample_images.jpeg_of_many_scans(), "The picture is stored in too many parts."),
}
READY = {
    "CMYK": ("image/jpeg", sample_images.encoded(Image.new("CMYK", (64, 48), (0, 200, 200, 20)), "JPEG")),
    "16 bits": ("image/png", sample_images.grey_ramp_of_16_bits()),
    "animated": ("image/gif", sample_images.animation("GIF")),
    "100 megapixels": ("image/png", sample_images.flat_png(10_000, 10_000)),
    "no end marker": ("image/jpeg", NOISE[:-2]),
    "palette": ("image/png", sample_images.half_transparent_palette()),
}


@pytest.fixture(scope="module", autouse=True)
def nothing_is_left(alice: Api, account: Account, stack: Stack) -> object:
    """Check after all of these tests that no rejected bytes are left, and that the service accepts the next upload."""
    yield
    used = alice.expect(200, "GET", "/me")["usage"]
    files = alice.expect(200, "GET", "/files?limit=100")["items"]
    ready = [file for file in files if file["status"] == "ready"]
    assert used == {"notes": 0, "files": len(ready), "bytes": sum(file["size"] for file in ready)}
    rejected = {file["id"] for file in files if file["status"] == "rejected"}

    def gone() -> bool:
        keys = [one["Key"] for one in account.s3.list_objects_v2(Bucket=stack.media_bucket)["Contents"]]
        return not any(key.split("/")[2] in rejected for key in keys if key.count("/") > 1)

    eventually(gone)
    assert alice.upload("after.jpg", "image/jpeg", sample_images.photo())["status"] == "ready"


@pytest.mark.parametrize("name", REJECTED)
def test_it_is_rejected_with_a_reason(alice: Api, name: str) -> None:
    content_type, data, reason = REJECTED[name]
    file = alice.upload(name, content_type, data)
    assert file["status"] == "rejected"
    assert file["reason"].startswith(reason)
    assert file["urls"] is None


@pytest.mark.parametrize("name", READY)
def test_it_gets_its_previews(alice: Api, name: str) -> None:
    content_type, data = READY[name]
    file = alice.upload(name, content_type, data)
    assert (file["status"], file["reason"]) == ("ready", None)
    assert file["urls"]["previews"]
