"""Uploads: refusals by S3 itself, and the results of accepted ones."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
import requests
from botocore.config import Config
from PIL import Image

from chalicelib.domain.clock import utc_now
from chalicelib.domain.files import File
from chalicelib.repositories import clients
from chalicelib.repositories.s3.signing import DownloadSigner, bucket_url
from chalicelib.repositories.s3.urls import S3Urls
from local.client import Api, put
from local.photos import DUSK, Scene, photo
from local.stack import Stack
from ship.account import Account
from tests.stack.eventually import eventually
from tests.support import sample_images

DATA = b"exactly these bytes"


@pytest.fixture
def declared(alice: Api) -> Any:
    """Declare a file that waits for its bytes."""
    return alice.declare("a.txt", "text/plain", DATA)


def test_the_bytes_that_were_declared_are_taken_and_come_back(alice: Api, declared: Any) -> None:
    assert put(declared["upload"], DATA).status_code == 200
    file = alice.processed(declared["file"]["id"])
    download = requests.get(file["urls"]["original"], timeout=10)
    assert file["status"] == "ready"
    assert download.content == DATA
    assert download.headers["Content-Type"] == "text/plain"
    assert download.headers["Content-Disposition"] == "attachment; filename*=UTF-8''a.txt"


def test_the_headers_to_send_are_all_there(declared: Any) -> None:
    assert declared["upload"]["method"] == "PUT"
    assert {name.lower() for name in declared["upload"]["headers"]} == {
        "content-type",
        "x-amz-checksum-sha256",
        "if-none-match",
    }


@pytest.mark.parametrize(
    ("change", "data", "status"),
    [
        ({}, DATA + b"!", 403),
        ({}, DATA[:-1], 403),
        ({}, DATA.replace(b"exactly", b"EXACTLY"), 400),
        ({"Content-Type": "text/html"}, DATA, 403),
        ({"Content-Type": None}, DATA, 403),
        ({"If-None-Match": None}, DATA, 403),
        ({"x-amz-checksum-sha256": None}, DATA, 403),
        ({"x-amz-checksum-sha256": "A" * 43 + "="}, DATA, 403),
    ],
)
def test_the_store_refuses_anything_else(
    alice: Api, declared: Any, change: dict[str, str | None], data: bytes, status: int
) -> None:
    headers = {name: value for name, value in (declared["upload"]["headers"] | change).items() if value is not None}
    response = put(declared["upload"] | {"headers": headers}, data)
    assert response.status_code == status
    assert alice.expect(200, "GET", f"/files/{declared['file']['id']}")["status"] == "pending"


def test_a_second_upload_is_refused_while_the_first_is_processed_and_changes_nothing_after_it(
    alice: Api, account: Account, stack: Stack
) -> None:
    slow = sample_images.flat_png(8000, 8000)
    declared = alice.declare("slow.png", "image/png", slow)
    assert [put(declared["upload"], slow).status_code for _ in range(2)] == [200, 412]
    ready = alice.processed(declared["file"]["id"])
    put(declared["upload"], slow)
    eventually(lambda: not _keys(account, stack, "incoming/", declared["file"]["id"]))
    assert alice.processed(ready["id"])["version"] == ready["version"]


@pytest.mark.parametrize(("content_type", "end"), [("text/plain", "ready"), ("image/jpeg", "rejected")])
def test_no_version_of_an_upload_stays_however_often_its_url_is_replayed(
    newcomer: Callable[[], Api], account: Account, stack: Stack, content_type: str, end: str
) -> None:
    person = newcomer()
    declared = person.declare("a", content_type, DATA)
    file_id = declared["file"]["id"]
    put(declared["upload"], DATA).raise_for_status()
    settled = person.processed(file_id)
    eventually(lambda: not _versions(account, stack, "incoming/", file_id))
    kept = _versions(account, stack, "", file_id)
    for _ in range(3):
        eventually(lambda: put(declared["upload"], DATA).status_code == 200)
    eventually(lambda: not _versions(account, stack, "incoming/", file_id))
    assert _versions(account, stack, "", file_id) == kept
    after = person.expect(200, "GET", f"/files/{file_id}")
    assert (settled["status"], after["version"], after["updated_at"]) == (
        end,
        settled["version"],
        settled["updated_at"],
    )


def test_nor_when_the_file_is_gone(newcomer: Callable[[], Api], account: Account, stack: Stack) -> None:
    person = newcomer()
    declared = person.declare("a.txt", "text/plain", DATA)
    file_id = declared["file"]["id"]
    person.expect(204, "DELETE", f"/files/{file_id}")
    person.expect(204, "DELETE", f"/files/{file_id}?permanently=true")
    put(declared["upload"], DATA).raise_for_status()
    eventually(lambda: not _versions(account, stack, "", file_id))


def test_a_tampered_or_expired_url_is_refused(declared: Any) -> None:
    upload = declared["upload"]
    for old, new in (
        (declared["file"]["id"], "01ARZ3NDEKTSV4RRFFQ69G5FAV"),
        ("X-Amz-Expires=600", "X-Amz-Expires=6000"),
        ("X-Amz-Signature=", "X-Amz-Signature=0"),
        ("if-none-match", "x-none-match"),
    ):
        assert old in upload["url"]
        assert put(upload | {"url": upload["url"].replace(old, new)}, DATA).status_code == 403


def test_a_url_past_its_time_is_refused(declared: Any, stack: Stack, account: Account) -> None:
    s3 = account.session.client("s3", endpoint_url=stack.endpoint_url, config=Config(signature_version="s3v4"))
    place = bucket_url(stack.media_bucket, account.region, stack.endpoint_url)
    signer = DownloadSigner(place, account.region, clients.credentials, utc_now)
    urls = S3Urls(lambda: s3, signer, stack.media_bucket, utc_now, upload_url_period=timedelta(seconds=1))
    file = msgspec.convert(declared["file"], File)
    upload = msgspec.to_builtins(urls.of_upload("somebody", file))
    time.sleep(2.1)
    assert put(upload, DATA).status_code == 403


def test_a_photo_becomes_upright_previews_that_do_not_tell_where_it_was_taken(alice: Api) -> None:
    scene = Scene("", "", DUSK, (70, 64, 96), datetime(2026, 6, 23, 20, 48, tzinfo=UTC), 46.5, 8.0, 6, (1600, 2400))
    file = alice.upload("photo.jpg", "image/jpeg", photo(scene))
    assert (file["status"], file["width"], file["height"]) == ("ready", 1600, 2400)
    assert (file["taken_at"], file["camera"]) == ("2026-06-23T20:48:00", "Aperture Field 2")
    assert file["placeholder"].startswith("data:image/webp;base64,")
    assert [(one["width"], one["height"]) for one in file["urls"]["previews"]] == [(213, 320), (640, 960), (1280, 1920)]
    for described in file["urls"]["previews"]:
        response = requests.get(described["url"], timeout=10)
        assert response.headers["Content-Type"] == "image/webp"
        preview = Image.open(io.BytesIO(response.content))
        assert preview.size == (described["width"], described["height"])
        assert not preview.getexif()
        assert not preview.info.keys() & {"exif", "xmp", "comment", "icc_profile"}
        # The sky is above the hills, so the picture is upright.
        assert _blue(preview, 0.05) > _blue(preview, 0.95)


def test_the_library_shows_photos_by_the_time_they_were_taken(bob: Api) -> None:
    def taken(year: int) -> str:
        scene = Scene("", "", DUSK, (70, 64, 96), datetime(year, 1, 1, tzinfo=UTC), 0, 0, 1, (60, 40))
        return str(bob.upload(f"{year}.jpg", "image/jpeg", photo(scene))["id"])

    older, newer, oldest = taken(2015), taken(2020), taken(2001)
    undated = bob.upload("new.png", "image/png", sample_images.flat_png(100, 100))["id"]
    bob.upload("not-a-photo.txt", "text/plain", b"text")
    listed = bob.expect(200, "GET", "/files?kind=image&urls=true")["items"]
    assert [file["id"] for file in listed] == [undated, newer, older, oldest]
    for file in listed:
        assert requests.get(file["urls"]["previews"][0]["url"], timeout=10).status_code == 200
    assert "urls" not in bob.expect(200, "GET", "/files?kind=image")["items"][0]


def _blue(image: Image.Image, height: float) -> int:
    pixel = image.convert("RGB").getpixel((image.width // 2, int(image.height * height)))
    assert isinstance(pixel, tuple)
    return int(pixel[2])


def _versions(account: Account, stack: Stack, prefix: str, file_id: str) -> list[tuple[str, str]]:
    """Return keys and ids of all versions and delete markers."""
    found: Any = account.s3.list_object_versions(Bucket=stack.media_bucket, Prefix=prefix)
    versions = [*found.get("Versions", []), *found.get("DeleteMarkers", [])]
    return sorted((one["Key"], one["VersionId"]) for one in versions if file_id in one["Key"])


def _keys(account: Account, stack: Stack, prefix: str, file_id: str) -> list[str]:
    listed = account.s3.list_objects_v2(Bucket=stack.media_bucket, Prefix=prefix)
    return [one["Key"] for one in listed.get("Contents", []) if file_id in one["Key"]]
