"""The file routes, from request to response."""

from __future__ import annotations

from tests.support.api_client import NEW_FILE, Api, Cloud
from tests.support.factories import ANN


class TestFiles:
    def test_a_file_is_declared_on_its_note_renamed_and_read(self, ann: Api) -> None:
        on = ann.write()["id"]
        declared = ann("POST", "/files", NEW_FILE | {"note_id": on})
        assert declared.status == 201
        assert set(declared.body["upload"]) == {"method", "url", "headers", "expires_at"}
        made = declared.body["file"]
        assert ann("GET", f"/notes/{on}").body["file_ids"] == [made["id"]]
        renamed = ann("PATCH", f"/files/{made['id']}", {"name": "lake.jpg"}, if_match='"1"')
        assert (renamed.status, renamed.headers["ETag"]) == (200, '"2"')
        read = ann("GET", f"/files/{made['id']}")
        assert (read.body["name"], read.body["urls"], read.headers["ETag"]) == ("lake.jpg", None, '"2"')
        assert ann("PATCH", f"/files/{made['id']}", {"name": "a"}).status == 428
        assert ann("PATCH", f"/files/{made['id']}", {"note_id": None}, if_match='"1"').status == 412

    def test_the_members_of_a_file_are_those_of_the_contract(self, ann: Api) -> None:
        about = {
            "id",
            "name",
            "content_type",
            "kind",
            "size",
            "sha256",
            "status",
            "reason",
            "state",
            "note_id",
            "caption",
        }
        read = {"width", "height", "taken_at", "taken_offset", "camera", "placeholder"}
        times = {"created_at", "updated_at", "version"}
        made = ann.declare()
        assert set(made) == about | read | times
        assert set(ann("GET", f"/files/{made['id']}").body) == about | read | times | {"urls"}
        assert set(ann("GET", "/files").body["items"][0]) == about | read | times

    def test_a_file_goes_into_the_trash_out_of_it_and_for_good(self, ann: Api) -> None:
        path = f"/files/{ann.declare()['id']}"
        assert ann("DELETE", path, query={"permanently": "true"}).status == 409
        assert ann("DELETE", path).status == 204
        assert ann("GET", "/files").body["items"] == []
        assert ann("POST", f"{path}/restore").body["state"] == "active"
        assert ann("DELETE", path).status == ann("DELETE", path, query={"permanently": "true"}).status == 204
        assert ann("GET", path).status == 404

    def test_files_are_listed_by_kind_note_and_state(self, ann: Api) -> None:
        on = ann.write()["id"]
        image, other = ann.declare(note_id=on), ann.declare(content_type="application/pdf")
        for query, expected in (
            ({}, [other, image]),
            ({"kind": "image"}, [image]),
            ({"kind": "other"}, [other]),
            ({"note_id": on}, [image]),
            ({"state": "trashed"}, []),
        ):
            assert [each["id"] for each in ann("GET", "/files", query=query).body["items"]] == [
                each["id"] for each in expected
            ]
        assert ann("GET", "/files", query={"kind": "video"}).status == 400

    def test_a_file_that_does_not_fit_is_a_conflict(self, ann: Api, cloud: Cloud) -> None:
        assert ann("POST", "/files", NEW_FILE | {"size": 26 * 1024 * 1024}).status == 400
        stores, _ = cloud
        full = {"bytes": {"N": str(5 * 1024**3 - 9)}}
        stores.client.put_item(TableName="skynotes", Item=stores.table.key(ANN, "usage") | full)
        assert ann("POST", "/files", NEW_FILE).status == 409

    def test_me_says_who_i_am_and_what_i_use(self, ann: Api) -> None:
        ann.write()
        ann.declare()
        assert ann("GET", "/me").body == {
            "id": ANN,
            "email": "ann@example.com",
            "usage": {"notes": 1, "files": 1, "bytes": 10},
            "limits": {
                "notes": 100_000,
                "files": 100_000,
                "bytes": 5 * 1024**3,
                "image_bytes": 25 * 1024**2,
                "file_bytes": 100 * 1024**2,
            },
        }
