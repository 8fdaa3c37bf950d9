"""The event handlers, for uploads and for changes of the table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import app as skynotes
from chalicelib.repositories.dynamodb.keys import item
from tests.support import sample_images
from tests.support.api_client import Api, Cloud
from tests.support.factories import ANN, file_id
from tests.support.gateway_calls import CONTEXT
from tests.support.stream_items import record


class TestEvents:
    def test_an_uploaded_photo_is_shown_upright(self, ann: Api, cloud: Cloud) -> None:
        photo = sample_images.photo(orientation=6)
        made = ann.declare(size=len(photo))
        _, objects = cloud
        objects.arrive(ANN, made["id"], photo)
        skynotes.on_upload({"Records": [{"s3": {"object": {"key": f"incoming/{ANN}/{made['id']}"}}}]}, CONTEXT)
        read = ann("GET", f"/files/{made['id']}").body
        assert (read["status"], read["width"], read["height"]) == ("ready", 64, 48)
        assert [(preview["width"], preview["height"]) for preview in read["urls"]["previews"]] == [(64, 48)]
        assert objects.places() == {f"{ANN} {made['id']} original", f"{ANN} {made['id']} 320"}

    def test_an_upload_makes_its_file_ready(self, ann: Api, cloud: Cloud) -> None:
        made = ann.declare(content_type="application/pdf")
        _, objects = cloud
        objects.arrive(ANN, made["id"], b"%PDF")
        key = {"key": f"incoming/{ANN}/{made['id']}"}
        skynotes.on_upload({"Records": [{"s3": {"object": key}}]}, CONTEXT)
        read = ann("GET", f"/files/{made['id']}").body
        assert (read["status"], read["urls"]["previews"]) == ("ready", [])
        assert objects.places() == {f"{ANN} {made['id']} original"}

    def test_a_file_that_is_gone_leaves_no_objects_and_others_hear_of_it(
        self, ann: Api, cloud: Cloud, heard: Callable[[], list[Any]]
    ) -> None:
        made = ann.declare()
        stores, objects = cloud
        objects.arrive(ANN, made["id"], b"bytes")
        image = stores.table.get(ANN, item("file", made["id"])) or {}
        stores.lose(ANN, "file", made["id"])
        stream_record = record(item("file", made["id"]), {}, None)
        stream_record["dynamodb"]["OldImage"] = image | {"status": {"S": "ready"}}
        assert skynotes.on_change({"Records": [stream_record]}, CONTEXT) == {"batchItemFailures": []}
        assert objects.places() == set()
        assert ann("GET", "/me").body["usage"] == {"notes": 0, "files": 0, "bytes": 0}
        (event,) = heard()
        assert (event["type"], event["data"]["id"], event["data"]["user"]) == ("file.deleted", made["id"], ANN)
        assert event["source"] == "urn:skynotes:skynotes-test"

    @pytest.mark.usefixtures("cloud")
    def test_what_failed_for_long_is_kept_for_the_operator(self, dead_letters: Callable[[], list[Any]]) -> None:
        stream_record = record(item("file", file_id(1)), {"name": "a file without anything else"}, None)
        assert skynotes.on_change({"Records": [stream_record]}, CONTEXT) == {"batchItemFailures": []}
        (dead_letter,) = dead_letters()
        assert dead_letter["record"]["dynamodb"]["Keys"] == stream_record["dynamodb"]["Keys"]
