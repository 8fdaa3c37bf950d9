"""Bodies, errors and headers according to the API's contract."""

from __future__ import annotations

import pytest

from local.client import Api

JSON = {"Content-Type": "application/json"}
# Fields of every item that no client may send.
KEPT = ("id", "version", "created_at", "updated_at", "owner", "pk", "sk", "expires_at", "__proto__")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"text"',
        b'{"title": "a", "title": "b"}',
        b'{"title": NaN}',
        b'{"title": "\\ud800"}',
        b'{"title": "\\u0000"}',
        b'{"title": 1}',
        b'{"pinned": "true"}',
        b'{"pinned": 1}',
        b'{"tags": "a"}',
        b'{"tags": [null]}',
        b"{'title': 'a'}",
        b"/**/{}",
        b"{} {}",
        b"\xef\xbb\xbf{}",
        b"[" * 100_000,
        b'{"title":' * 50_000,
    ],
)
def test_a_body_that_is_not_the_json_asked_for_is_a_400(alice: Api, body: bytes) -> None:
    problem = alice.expect(400, "POST", "/notes", data=body, headers=JSON)
    assert problem["errors"]


@pytest.mark.parametrize("member", [*KEPT, "file_ids", "state", "text_bytes", "listed_sk"])
def test_nobody_writes_into_a_note_what_is_the_services_to_write(alice: Api, member: str) -> None:
    assert _refused_field(alice, "POST", "/notes", {member: "x"}) == f"/{member}"
    note = alice.expect(201, "POST", "/notes", json={})["id"]
    assert _refused_field(alice, "PATCH", f"/notes/{note}", {member: "trashed"}) == f"/{member}"


@pytest.mark.parametrize("member", [*KEPT, "status", "kind", "state", "width", "reason", "uploads_sk"])
def test_nor_into_a_file(alice: Api, member: str) -> None:
    new = {"name": "a.txt", "content_type": "text/plain", "size": 1, "sha256": "0" * 64}
    assert _refused_field(alice, "POST", "/files", new | {member: "x"}) == f"/{member}"
    file = alice.expect(201, "POST", "/files", json=new)["file"]["id"]
    for kept in (member, "size", "sha256", "content_type"):
        assert _refused_field(alice, "PATCH", f"/files/{file}", {kept: "x"}) == f"/{kept}"


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("limit=1&limit=2", "/limit"),
        ("state=active&state=trashed", "/state"),
        ("limit[]=1", "/limit[]"),
        ("Limit=1", "/Limit"),
        ("tag=%00", "/tag"),
        ("owner=somebody", "/owner"),
        ("user=somebody", "/user"),
    ],
)
def test_a_parameter_appears_once_and_by_its_name(alice: Api, query: str, field: str) -> None:
    problem = alice.expect(400, "GET", f"/notes?{query}")
    assert [error["field"] for error in problem["errors"]] == [field]


def test_a_body_of_two_mebibytes_is_read_and_a_larger_one_is_a_413(alice: Api) -> None:
    room = 2 * 1024 * 1024 - len(b'{"title": ""}')
    alice.expect(400, "POST", "/notes", data=b'{"title": "' + b"x" * room + b'"}', headers=JSON)
    alice.expect(413, "POST", "/notes", data=b'{"title": "' + b"x" * (room + 1) + b'"}', headers=JSON)


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "application/xml", ""])
def test_a_body_that_says_that_it_is_not_json_is_a_415(alice: Api, content_type: str) -> None:
    alice.expect(415, "POST", "/notes", data=b"{}", headers={"Content-Type": content_type})


@pytest.mark.parametrize(
    ("status", "method", "path"),
    [(400, "GET", "/notes?limit=0"), (404, "GET", "/notes/x"), (428, "PATCH", "/notes/x"), (415, "POST", "/notes")],
)
def test_every_error_is_a_problem_document(alice: Api, status: int, method: str, path: str) -> None:
    response = alice.request(method, path)
    problem = response.json()
    assert response.status_code == problem["status"] == status
    assert response.headers["Content-Type"] == "application/problem+json"
    assert {"type", "title", "status", "detail", "request_id"} <= problem.keys()
    assert problem["request_id"]


def test_another_origin_is_not_let_in(alice: Api) -> None:
    response = alice.request("GET", "/me", headers={"Origin": "https://elsewhere.example"})
    assert response.headers["Access-Control-Allow-Origin"] not in ("*", "https://elsewhere.example")


def test_no_answer_is_stored_on_the_way(alice: Api) -> None:
    assert alice.request("GET", "/me").headers["Cache-Control"] == "no-store"


def test_a_known_note_is_a_304_until_it_changes(alice: Api, bob: Api) -> None:
    path = f"/notes/{alice.expect(201, 'POST', '/notes', json={'title': 'Bread'})['id']}"
    first = alice.request("GET", path)
    known = {"If-None-Match": first.headers["ETag"]}
    for header in (first.headers["ETag"], f"W/{first.headers['ETag']}", f'"9", {first.headers["ETag"]}'):
        again = alice.request("GET", path, headers={"If-None-Match": header})
        assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", first.headers["ETag"])
    bob.expect(404, "GET", path, headers=known)
    alice.expect(200, "PATCH", path, json={"title": "Rye"}, headers={"If-Match": "*"})
    assert alice.expect(200, "GET", path, headers=known)["title"] == "Rye"


def test_a_known_reference_is_a_304(nobody: Api) -> None:
    first = nobody.request("GET", "/openapi.json")
    again = nobody.request("GET", "/openapi.json", headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    nobody.expect(200, "GET", "/openapi.json", headers={"If-None-Match": '"another"'})


def test_me_says_who_i_am_and_what_i_may_use(bob: Api) -> None:
    me = bob.expect(200, "GET", "/me")
    assert me["email"].endswith("@skynotes.example")
    assert me["usage"] == {"notes": 0, "files": 0, "bytes": 0}
    many = {"notes": 100_000, "files": 100_000, "bytes": 5 * 1024**3}
    assert me["limits"] == many | {"image_bytes": 25 * 1024**2, "file_bytes": 100 * 1024**2}


def _refused_field(person: Api, method: str, path: str, body: dict[str, object]) -> str:
    """Send a body that must be refused; return the JSON pointer of the invalid field."""
    headers = {"If-Match": "*"} if method == "PATCH" else {}
    (error,) = person.expect(400, method, path, json=body, headers=headers)["errors"]
    field: str = error["field"]
    return field
