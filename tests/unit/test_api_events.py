"""What happens after a request: uploads arrive, and the table tells of its changes."""

from __future__ import annotations

import pytest

import app as skynotes
from chalicelib.repositories.keys import item
from tests.unit import pictures
from tests.unit.api import Api, Cloud
from tests.unit.calls import CONTEXT
from tests.unit.making import ANN


class TestEvents:
    def test_an_uploaded_photo_is_shown_upright(self, ann: Api, cloud: Cloud) -> None:
        photo = pictures.photo(orientation=6)
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

    @pytest.mark.filterwarnings("ignore:datetime.datetime.utc:DeprecationWarning")
    def test_a_file_that_is_gone_leaves_no_objects(self, ann: Api, cloud: Cloud) -> None:
        made = ann.declare()
        stores, objects = cloud
        objects.arrive(ANN, made["id"], b"bytes")
        image = stores.table.get(ANN, item("file", made["id"])) or {}
        stores.lose(ANN, "file", made["id"])
        images = {"Keys": {name: image[name] for name in ("pk", "sk")}, "OldImage": image}
        stream = {"StreamViewType": "NEW_AND_OLD_IMAGES", "SequenceNumber": "1", "SizeBytes": 1}
        record = {"eventID": "1", "eventName": "REMOVE", "awsRegion": "eu-central-1", "eventSourceARN": "arn:"}
        told = {"ApproximateCreationDateTime": 1772366400, **stream, **images}
        skynotes.on_change({"Records": [record | {"dynamodb": told}]}, CONTEXT)
        assert objects.places() == set()
        assert ann("GET", "/me").body["usage"] == {"notes": 0, "files": 0, "bytes": 0}
