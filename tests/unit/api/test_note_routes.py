"""The note routes, from request to response."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.support.api_client import Api


class TestNotes:
    def test_a_note_is_written_read_changed_and_listed(self, ann: Api) -> None:
        written = ann("POST", "/notes", {"title": "Sea", "text": "Salt\r\n \u2028𝄞", "tags": ["a"]})
        path = f"/notes/{written.body['id']}"
        assert (written.status, written.headers["ETag"]) == (201, '"1"')
        read = ann("GET", path)
        assert (read.status, read.headers["ETag"], read.body) == (200, '"1"', written.body)
        assert read.body["text"] == "Salt\r\n \u2028𝄞"
        changed = ann("PATCH", path, {"tags": None}, if_match='"1"')
        assert (changed.status, changed.headers["ETag"], changed.body["tags"]) == (200, '"2"', [])
        (summary,) = ann("GET", "/notes").body["items"]
        assert (summary["excerpt"], summary["version"], "text" in summary) == ("Salt\r\n \u2028𝄞", 2, False)

    def test_the_members_of_a_note_are_those_of_the_contract(self, ann: Api) -> None:
        shared = {"id", "title", "tags", "pinned", "state", "file_ids", "version"}
        shared |= {"created_at", "edited_at", "updated_at"}
        assert set(ann.write()) == shared | {"text"}
        assert set(ann("GET", "/notes").body["items"][0]) == shared | {"excerpt"}

    @pytest.mark.parametrize(
        ("if_match", "status"),
        [
            ("none", 428),
            ('"2"', 412),
            ('W/"1"', 412),
            ("1", 412),
            ("", 412),
            ("garbage", 412),
            ('"1"', 200),
            ("*", 200),
            ('"7", "1"', 200),
            (", ".join(f'"{version}"' for version in range(1, 101)), 200),
            (", ".join(f'"{version}"' for version in range(1, 102)), 400),
        ],
    )
    def test_a_change_needs_the_version_it_changes(self, ann: Api, if_match: str, status: int) -> None:
        path = f"/notes/{ann.write()['id']}"
        answer = ann("PATCH", path, {"title": "Sea"}, if_match=if_match)
        assert answer.status == status
        assert ann("GET", path).body["version"] == (2 if status == 200 else 1)

    def test_a_key_makes_one_note(self, ann: Api) -> None:
        first, second = (ann("POST", "/notes", {"title": "Sea"}, idempotency_key="k") for _ in range(2))
        assert (second.status, second.body) == (201, first.body)
        assert ann("POST", "/notes", {"title": "Land"}, idempotency_key="k").status == 422
        assert len(ann("GET", "/notes").body["items"]) == 1

    def test_a_note_goes_into_the_trash_out_of_it_and_for_good(self, ann: Api) -> None:
        path = f"/notes/{ann.write()['id']}"
        assert ann("DELETE", path, query={"permanently": "true"}).status == 409
        for _ in range(2):
            assert (ann("DELETE", path).status, ann("DELETE", path).text) == (204, "")
        assert ann("PATCH", path, {"title": "Sea"}, if_match="*").status == 409
        assert ann("GET", "/notes", query={"state": "trashed"}).body["items"][0]["state"] == "trashed"
        restored = ann("POST", f"{path}/restore")
        assert (restored.status, restored.body["state"], restored.headers["ETag"]) == (200, "active", '"3"')
        assert ann("DELETE", path).status == 204
        assert ann("DELETE", path, query={"permanently": "true"}).status == 204
        assert ann("GET", path).status == 404

    def test_pages_lead_on_and_their_cursors_are_checked(self, ann: Api, bob: Api) -> None:
        written = [ann.write()["id"] for _ in range(3)]
        first = ann("GET", "/notes", query={"limit": "2"}).body
        rest = ann("GET", "/notes", query={"limit": "2", "cursor": first["cursor"]}).body
        assert [each["id"] for each in first["items"] + rest["items"]] == written[::-1]
        assert rest["cursor"] is None
        for api, cursor in ((bob, first["cursor"]), (ann, "x"), (ann, first["cursor"][:-1] + "é")):
            answer = api("GET", "/notes", query={"cursor": cursor})
            assert (answer.status, answer.body["errors"][0]["field"]) == (400, "/cursor")

    @pytest.mark.parametrize("query", [{"limit": "0"}, {"limit": "101"}, {"limit": "ten"}, {"state": "gone"}])
    def test_a_list_refuses_what_it_cannot_do(self, ann: Api, query: dict[str, Any]) -> None:
        answer = ann("GET", "/notes", query=query)
        assert (answer.status, answer.body["errors"][0]["field"]) == (400, f"/{next(iter(query))}")

    def test_a_request_body_has_its_limits(self, ann: Api) -> None:
        assert ann("POST", "/notes", {"text": "a" * 256 * 1024}).status == 201
        assert ann("POST", "/notes", {"text": "a" * (256 * 1024 + 1)}).status == 400
        assert ann("POST", "/notes", b" " * (2 * 1024 * 1024) + b"{}").status == 413
        assert ann("POST", "/notes", {}, content_type="text/plain").status == 415
        assert ann("POST", "/notes", b"[" * 100_000).status == 400


def test_every_text_comes_back_byte_for_byte(ann: Api) -> None:
    text = "".join(map(chr, [*range(1, 0x300), 0xFEFF, 0xFFFD, 0xFFFF, 0x10FFFF, 0x202E])) + "\r\n"
    for body in (json.dumps({"text": text}).encode(), json.dumps({"text": text}, ensure_ascii=False).encode()):
        written = ann("POST", "/notes", body).body
        assert ann("GET", f"/notes/{written['id']}").body["text"] == text
