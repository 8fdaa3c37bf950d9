"""The contract of an object store, for the fake and for S3, and the properties of S3's URLs."""

from __future__ import annotations

import base64
import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from botocore.exceptions import ClientError

from chalicelib import telemetry
from chalicelib.domain.clock import timestamp
from chalicelib.domain.repository_errors import NothingArrived
from chalicelib.repositories.s3.object_keys import incoming, original, uploaded_file
from chalicelib.repositories.s3.objects import S3Objects
from chalicelib.repositories.s3.stored_objects import S3StoredObjects
from chalicelib.services.ports import FileUrls
from tests.support.factories import ANN, BOB, file, file_id
from tests.support.fakes import Clock
from tests.support.moto_resources import BUCKET
from tests.support.store_backends import Objects, ObjectsOnS3

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client

FILE = file_id(1)


class TestObjectStore:
    def test_what_arrived_is_read_as_it_came(self, objects: Objects) -> None:
        objects.arrive(ANN, FILE, b"\0\xff bytes")
        assert objects.store.uploaded(ANN, FILE) == b"\0\xff bytes"

    @pytest.mark.parametrize(("owner", "identifier"), [(ANN, file_id(2)), (BOB, FILE)])
    def test_what_did_not_arrive_is_neither_read_nor_kept(self, objects: Objects, owner: str, identifier: str) -> None:
        objects.arrive(ANN, FILE, b"bytes")
        with pytest.raises(NothingArrived):
            objects.store.uploaded(owner, identifier)
        with pytest.raises(NothingArrived):
            objects.store.keep(owner, identifier)
        assert objects.places() == {f"{ANN} {FILE} upload"}

    def test_what_arrived_is_kept_until_it_is_discarded(self, objects: Objects) -> None:
        objects.arrive(ANN, FILE, b"bytes")
        objects.store.keep(ANN, FILE)
        assert objects.places() == {f"{ANN} {FILE} upload", f"{ANN} {FILE} original"}
        objects.store.discard_upload(ANN, FILE)
        assert objects.places() == {f"{ANN} {FILE} original"}

    def test_previews_stand_by_their_edge(self, objects: Objects) -> None:
        objects.store.keep_preview(ANN, FILE, 320, b"small")
        objects.store.keep_preview(ANN, FILE, 960, b"large")
        objects.store.keep_preview(ANN, FILE, 960, b"large")
        assert objects.places() == {f"{ANN} {FILE} 320", f"{ANN} {FILE} 960"}

    def test_all_of_a_file_is_removed_and_nothing_else(self, objects: Objects) -> None:
        for owner, identifier in ((ANN, FILE), (ANN, file_id(2)), (BOB, FILE)):
            objects.arrive(owner, identifier, b"bytes")
            objects.store.keep(owner, identifier)
            for edge in (320, 960, 1920):
                objects.store.keep_preview(owner, identifier, edge, b"preview")
        objects.store.remove(ANN, FILE)
        assert len(objects.places()) == 10
        assert not any(place.startswith(f"{ANN} {FILE}") for place in objects.places())

    def test_removing_and_discarding_again_does_no_harm(self, objects: Objects) -> None:
        objects.store.remove(ANN, FILE)
        objects.store.discard_upload(ANN, FILE)
        assert objects.places() == set()

    def test_a_picture_has_urls_of_its_previews_smallest_first(self, objects: Objects) -> None:
        urls = objects.urls.of_file(ANN, file(width=1500, height=3000))
        assert [(preview.width, preview.height) for preview in urls.previews] == [(160, 320), (480, 960), (960, 1920)]
        assert len({urls.original, *(preview.url for preview in urls.previews)}) == 4

    @pytest.mark.parametrize(("edge", "sizes"), [(200, [200]), (320, [320]), (640, [320, 640]), (960, [320, 960])])
    def test_no_preview_is_larger_than_the_picture(self, objects: Objects, edge: int, sizes: list[int]) -> None:
        urls = objects.urls.of_file(ANN, file(width=edge, height=edge))
        assert [preview.width for preview in urls.previews] == sizes

    def test_what_is_no_picture_has_no_previews(self, objects: Objects) -> None:
        assert objects.urls.of_file(ANN, file(kind="other")).previews == []

    def test_an_upload_is_put(self, objects: Objects) -> None:
        assert objects.urls.of_upload(ANN, file()).method == "PUT"


@pytest.fixture
def store(s3: S3Client) -> S3Objects:
    return S3Objects(s3, BUCKET)


@pytest.fixture
def urls(s3: S3Client, clock: Clock) -> FileUrls:
    return ObjectsOnS3(s3, clock).urls


def query(url: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


def signed_headers(url: str) -> set[str]:
    return set(query(url)["X-Amz-SignedHeaders"].split(";"))


class TestUploadUrls:
    def test_length_type_bytes_and_that_nothing_is_there_are_signed_in(self, urls: FileUrls) -> None:
        upload = urls.of_upload(ANN, file(sha256="ab" * 32))
        pinned = {"content-length", "content-type", "if-none-match", "x-amz-checksum-sha256"}
        assert signed_headers(upload.url) | query(upload.url).keys() >= pinned | {"host"}
        assert pinned - {"content-length"} <= {name.lower() for name in upload.headers}
        assert upload.headers["Content-Type"] == "image/jpeg"
        assert upload.headers["If-None-Match"] == "*"
        assert base64.b64decode(upload.headers["x-amz-checksum-sha256"]).hex() == "ab" * 32

    def test_they_lead_to_the_place_whose_arrivals_are_taken_in(self, urls: FileUrls) -> None:
        path = unquote(urlsplit(urls.of_upload(ANN, file()).url).path)
        assert path.endswith(f"/incoming/{ANN}/{FILE}")
        assert uploaded_file(f"incoming/{ANN}/{FILE}") == (ANN, FILE)

    def test_they_are_good_for_ten_minutes(self, urls: FileUrls, clock: Clock) -> None:
        upload = urls.of_upload(ANN, file())
        assert query(upload.url)["X-Amz-Expires"] == "600"
        assert upload.expires_at == timestamp(clock() + timedelta(minutes=10))


class TestDownloadUrls:
    def test_an_original_is_good_for_five_minutes_and_a_preview_for_fifteen(self, urls: FileUrls) -> None:
        found = urls.of_file(ANN, file(width=640, height=480))
        assert query(found.original)["X-Amz-Expires"] == "300"
        assert {query(preview.url)["X-Amz-Expires"] for preview in found.previews} == {"900"}

    @pytest.mark.parametrize("name", ["sea.jpg", 'a "b"; c=d.html', "é 𝄞 %41.jpg", "'quoted' (1)*.jpg"])
    def test_the_original_is_an_attachment_under_its_own_name(self, urls: FileUrls, name: str) -> None:
        url = urls.of_file(ANN, file(name=name, kind="other", content_type="text/html")).original
        disposition = query(url)["response-content-disposition"]
        prefix = "attachment; filename*=UTF-8''"
        assert disposition.startswith(prefix)
        encoded = disposition.removeprefix(prefix)
        assert unquote(encoded) == name
        assert not set(encoded) & set(" \"'();,/\\*")
        assert query(url)["response-content-type"] == "text/html"


def versions(s3: S3Client, prefix: str = "") -> list[str]:
    """Return the keys of all versions and delete markers."""
    found: Any = s3.list_object_versions(Bucket=BUCKET, Prefix=prefix)
    return sorted(one["Key"] for kind in ("Versions", "DeleteMarkers") for one in found.get(kind, []))


class TestVersions:
    """Object versions, in a bucket that keeps old ones as the template has it."""

    @pytest.fixture(autouse=True)
    def versioned(self, s3: S3Client) -> None:
        s3.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"})

    @pytest.mark.parametrize("removal", ["discard_upload", "remove"])
    def test_an_upload_leaves_none_however_often_it_came(self, store: S3Objects, s3: S3Client, removal: str) -> None:
        key = incoming(ANN, FILE)
        for _ in range(3):
            s3.put_object(Bucket=BUCKET, Key=key, Body=b"bytes")
            s3.delete_object(Bucket=BUCKET, Key=key)
        s3.put_object(Bucket=BUCKET, Key=key, Body=b"bytes")
        getattr(store, removal)(ANN, FILE)
        assert versions(s3) == []

    def test_other_uploads_keep_theirs(self, store: S3Objects, s3: S3Client) -> None:
        others = [f"{incoming(ANN, FILE)}0", incoming(ANN, file_id(2)), incoming(BOB, FILE)]
        for key in others:
            s3.put_object(Bucket=BUCKET, Key=key, Body=b"bytes")
        store.discard_upload(ANN, FILE)
        assert versions(s3) == sorted(others)

    def test_more_versions_than_one_answer_lists_go_too(self, store: S3Objects, s3: S3Client) -> None:
        def two_at_a_time(params: dict[str, Any], **_: Any) -> None:
            params["query_string"]["max-keys"] = "2"

        for _ in range(5):
            s3.put_object(Bucket=BUCKET, Key=incoming(ANN, FILE), Body=b"bytes")
        s3.meta.events.register("before-call.s3.ListObjectVersions", two_at_a_time)
        try:
            store.discard_upload(ANN, FILE)
        finally:
            s3.meta.events.unregister("before-call.s3.ListObjectVersions", two_at_a_time)
        assert versions(s3) == []

    def test_an_original_that_is_removed_can_be_restored(self, store: S3Objects, s3: S3Client) -> None:
        s3.put_object(Bucket=BUCKET, Key=original(ANN, FILE), Body=b"bytes")
        store.remove(ANN, FILE)
        (marker,) = s3.list_object_versions(Bucket=BUCKET)["DeleteMarkers"]
        s3.delete_object(Bucket=BUCKET, Key=original(ANN, FILE), VersionId=marker["VersionId"])
        assert s3.get_object(Bucket=BUCKET, Key=original(ANN, FILE))["Body"].read() == b"bytes"

    def test_removing_what_is_not_there_leaves_no_marker(self, store: S3Objects, s3: S3Client) -> None:
        store.keep_preview(ANN, FILE, 320, b"small")
        store.remove(ANN, FILE)
        before = versions(s3)
        store.remove(ANN, FILE)
        assert versions(s3) == before

    def test_an_upload_that_was_put_more_often_than_a_page_lists_leaves_nothing(
        self, store: S3Objects, s3: S3Client
    ) -> None:
        for _ in range(101):
            s3.put_object(Bucket=BUCKET, Key=incoming(ANN, FILE), Body=b"bytes")
        store.discard_upload(ANN, FILE)
        assert versions(s3) == []

    def test_the_sweep_leaves_none_of_an_upload_either(self, s3: S3Client) -> None:
        for key in (incoming(ANN, FILE), original(ANN, FILE)):
            s3.put_object(Bucket=BUCKET, Key=key, Body=b"bytes")
        S3StoredObjects(s3, BUCKET).discard([incoming(ANN, FILE), original(ANN, FILE)])
        assert versions(s3) == [original(ANN, FILE)] * 2


class TestObjectsOnS3:
    def test_a_preview_says_what_it_is_and_may_be_kept_by_a_browser(self, store: S3Objects, s3: S3Client) -> None:
        store.keep_preview(ANN, FILE, 320, b"small")
        found = s3.get_object(Bucket=BUCKET, Key=f"previews/{ANN}/{FILE}/320.webp")
        assert (found["ContentType"], found["Body"].read()) == ("image/webp", b"small")
        assert "immutable" in found["CacheControl"]
        assert "private" in found["CacheControl"]

    def test_a_deletion_that_s3_refuses_in_its_answer_is_an_error_of_a_kind(
        self, store: S3Objects, s3: S3Client, capsys: pytest.CaptureFixture[str]
    ) -> None:
        def kept(parsed: dict[str, Any], **_: Any) -> None:
            parsed["Errors"] = [{"Key": "a", "Code": "InternalError"}]

        store.keep_preview(ANN, FILE, 320, b"small")
        s3.meta.events.register("after-call.s3.DeleteObjects", kept)
        try:
            with pytest.raises(ClientError, match="InternalError") as refused:
                store.remove(ANN, FILE)
        finally:
            s3.meta.events.unregister("after-call.s3.DeleteObjects", kept)
        telemetry.failure(refused.value, "request", ANN)
        assert json.loads(capsys.readouterr().out)["error"] == "ClientError InternalError from DeleteObjects"
