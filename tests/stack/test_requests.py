"""Bodies, errors and headers, as the contract says."""

from __future__ import annotations

import pytest

from local.client import Api

JSON = {"Content-Type": "application/json"}


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
        b"[" * 100_000,
        b'{"title":' * 50_000,
    ],
)
def test_a_body_that_is_not_the_json_asked_for_is_a_400(alice: Api, body: bytes) -> None:
    problem = alice.expect(400, "POST", "/notes", data=body, headers=JSON)
    assert problem["errors"]


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


def test_me_says_who_i_am_and_what_i_may_use(bob: Api) -> None:
    me = bob.expect(200, "GET", "/me")
    assert me["email"].endswith("@skynotes.example")
    assert me["usage"] == {"notes": 0, "files": 0, "bytes": 0}
    assert me["limits"] == {"bytes": 5 * 1024**3, "image_bytes": 25 * 1024**2, "file_bytes": 100 * 1024**2}
