"""Times, tags, limits and repeated requests, end to end."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from typing import Any

import pytest
from PIL import ExifTags, Image

from local.client import Api, put

OLD = {"created_at": "2019-05-05T12:00:00+02:00", "edited_at": "2020-01-01T00:00:00Z"}


@pytest.fixture
def api(newcomer: Callable[[], Api]) -> Api:
    return newcomer()


def picture(when: str, colour: str = "red") -> bytes:
    image, data = Image.new("RGB", (64, 48), colour), io.BytesIO()
    exif = Image.Exif()
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = when
    image.save(data, "JPEG", exif=exif)
    return data.getvalue()


def declaration(data: bytes, **fields: Any) -> dict[str, Any]:
    known = {"name": "a.jpg", "content_type": "image/jpeg", "size": len(data)}
    return known | {"sha256": hashlib.sha256(data).hexdigest()} | fields


def listed(api: Api, path: str, **query: str) -> list[str]:
    return [one["id"] for one in api.expect(200, "GET", path, params=query)["items"]]


def test_an_imported_note_keeps_its_times_and_only_an_edit_moves_it(api: Api) -> None:
    old = api.expect(201, "POST", "/notes", json={"title": "Old"} | OLD)
    assert (old["created_at"], old["edited_at"]) == ("2019-05-05T10:00:00.000Z", "2020-01-01T00:00:00.000Z")
    fresh = api.expect(201, "POST", "/notes", json={"title": "Fresh"})["id"]
    change = {"headers": {"If-Match": "*"}}
    changed = api.expect(200, "PATCH", f"/notes/{old['id']}", json={"pinned": True, "tags": ["cafe\u0301 "]}, **change)
    assert (changed["edited_at"], changed["tags"]) == (old["edited_at"], ["café"])
    assert changed["updated_at"] > old["updated_at"]
    assert listed(api, "/notes", tag=" cafe\u0301") == [old["id"]]
    for state in ("archived", "active"):
        api.expect(200, "PATCH", f"/notes/{old['id']}", json={"state": state}, **change)
    api.expect(204, "DELETE", f"/notes/{old['id']}")
    api.expect(200, "POST", f"/notes/{old['id']}/restore")
    assert listed(api, "/notes")[-1] == old["id"]
    api.expect(200, "PATCH", f"/notes/{old['id']}", json={"text": "New"}, **change)
    assert listed(api, "/notes")[:2] == [old["id"], fresh]


def test_a_photo_stands_where_the_clock_of_its_place_puts_it_and_can_be_corrected(api: Api) -> None:
    data = picture("2023:12:31 23:30:00")
    given = api.expect(201, "POST", "/files", json=declaration(data, taken_at="2024-06-01T12:00:00", taken_offset="Z"))
    put(given["upload"], data).raise_for_status()
    file_id, earlier = given["file"]["id"], api.upload("b.jpg", "image/jpeg", picture("2024:03:01 08:00:00"))["id"]
    found = api.processed(file_id)
    assert (found["taken_at"], found["taken_offset"]) == ("2024-06-01T12:00:00", "+00:00")
    assert listed(api, "/files", kind="media") == [file_id, earlier]
    back = {"taken_at": None, "taken_offset": None}
    changed = api.expect(200, "PATCH", f"/files/{file_id}", json=back, headers={"If-Match": f'"{found["version"]}"'})
    assert changed["taken_at"][:19] == "2023-12-31T23:30:00"
    for kind in ("media", "image"):
        assert listed(api, "/files", kind=kind) == [earlier, file_id]


def test_a_declaration_that_is_sent_twice_is_one_file_until_its_bytes_are_there(api: Api) -> None:
    data = picture("2024:01:01 00:00:00", "blue")
    key = {"Idempotency-Key": "one-upload"}
    first = api.expect(201, "POST", "/files", json=declaration(data), headers=key)
    again = api.expect(201, "POST", "/files", json=declaration(data), headers=key)
    assert again["file"] == first["file"]
    api.expect(422, "POST", "/files", json=declaration(data, name="b.jpg"), headers=key)
    api.expect(422, "POST", "/notes", json={"title": "Another"}, headers=key)
    file_id = first["file"]["id"]
    put(api.expect(200, "POST", f"/files/{file_id}/upload"), data).raise_for_status()
    api.processed(file_id)
    assert api.expect(201, "POST", "/files", json=declaration(data), headers=key)["upload"] is None
    api.expect(409, "POST", f"/files/{file_id}/upload")
    assert listed(api, "/files") == [file_id]
    for query in ({}, {"permanently": "true"}):
        api.expect(204, "DELETE", f"/files/{file_id}", params=query)
    api.expect(409, "POST", "/files", json=declaration(data), headers=key)


@pytest.mark.parametrize("path", ["/notes", "/files", "/changes", "/me", "/notes/01KJP6V8Q4T7M2ZC9R5XW3HB1D"])
@pytest.mark.parametrize("name", ["cursor", "limit", "state", "nothing"])
def test_an_empty_parameter_is_refused_wherever_it_is_sent(api: Api, path: str, name: str) -> None:
    api.expect(400, "GET", path, params={name: ""})
