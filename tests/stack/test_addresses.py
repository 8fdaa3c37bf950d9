"""Unusual paths, methods and headers: none gives access to another user's data."""

from __future__ import annotations

import json
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

import pytest

from local.client import Api
from local.stack import Stack
from tests.stack import routes

SOME_ID = "01ARZ3NDEKTSV4RRFFQ69G5FAV"
# Spellings of a note's path. Some lead to it, some nowhere: routers do not agree on any of them.
SPELLINGS = (
    *("/notes/{}", "/notes/{}/", "/notes//{}", "//notes/{}", "/%6eotes/{}", "/NOTES/{}", "/notes/{}%2f", "/notes%2f{}"),
    *(
        "/notes/{}%00",
        "/notes/{}%20",
        "/notes/{};x=1",
        "/notes/{}.json",
        "/notes/{}%3fx=1",
        "/notes/{}%23",
        "/notes/./{}",
    ),
    *(
        "/notes/%2e/{}",
        "/files/../notes/{}",
        "/files/%2e%2e/notes/{}",
        "/health/../notes/{}",
        "/health/%2e%2e/notes/{}",
    ),
    *("/health/..%2fnotes/{}", "/health%2f..%2fnotes%2f{}", "/openapi.json/../notes/{}", "/../api/notes/{}"),
)
# Headers that some proxies and frameworks trust instead of the request itself.
OVERRIDES = ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override")
ELSEWHERE = {"X-Original-URL": "/health", "X-Rewrite-URL": "/health", "X-Forwarded-For": "127.0.0.1", "X-User-Id": "me"}


@pytest.mark.parametrize(("method", "path"), routes.all_methods())
def test_no_method_of_a_private_address_answers_nobody(nobody: Api, method: str, path: str) -> None:
    address = path.replace("{note_id}", SOME_ID).replace("{file_id}", SOME_ID)
    expected = (200 if method in ("GET", "HEAD") else 405) if ("GET", path) in routes.PUBLIC else 401
    assert nobody.request(method, address).status_code == expected


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PROPFIND", "QUERY"])
def test_a_method_that_no_address_has_leads_nowhere(stack: Stack, alice: Api, method: str) -> None:
    for path in ("/health", "/notes"):
        assert _asked(stack, method, path, alice.token)[0] in (403, 404, 405)


def test_another_method_is_refused_alike_to_whoever_has_signed_in(alice: Api, bob: Api, hers: str) -> None:
    responses = [person.request("PUT", f"/notes/{one}") for person in (alice, bob) for one in (hers, SOME_ID)]
    assert {answer.status_code for answer in responses} == {405}
    assert {answer.headers["Allow"] for answer in responses} == {"DELETE, GET, HEAD, PATCH"}
    assert {answer.json()["detail"] for answer in responses} == {"This URL supports only DELETE, GET, HEAD, PATCH."}


def test_head_tells_the_owner_the_version_and_anybody_else_nothing(alice: Api, bob: Api, hers: str) -> None:
    own = alice.request("HEAD", f"/notes/{hers}")
    assert (own.status_code, own.headers["ETag"], own.content) == (200, '"1"', b"")
    for path in (f"/notes/{hers}", f"/notes/{SOME_ID}"):
        others = bob.request("HEAD", path)
        assert (others.status_code, others.content, "ETag" in others.headers) == (404, b"", False)


def test_what_a_browser_asks_first_is_answered_alike_whether_a_thing_is_there_or_not(nobody: Api, hers: str) -> None:
    asking = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "DELETE"}
    responses = [nobody.request("OPTIONS", f"/notes/{one}", headers=asking) for one in (hers, SOME_ID)]
    assert {(answer.status_code, answer.text) for answer in responses} == {(200, "{}")}
    assert {answer.headers.get("Access-Control-Allow-Origin") for answer in responses}.isdisjoint(
        {"*", asking["Origin"]}
    )


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_no_spelling_of_an_address_leads_to_what_is_anothers(
    stack: Stack, alice: Api, bob: Api, hers: str, spelling: str
) -> None:
    for method in ("GET", "DELETE"):
        assert _asked(stack, method, spelling.format(hers))[0] in (401, 403, 404)
        status, said = _asked(stack, method, spelling.format(hers), bob.token)
        assert status in (403, 404), said
        assert b"secret" not in said
    status, said = _asked(stack, "GET", f"/notes/{hers}", alice.token)
    assert (status, json.loads(said)["title"], json.loads(said)["state"]) == (200, "secret", "active")


def test_an_address_as_long_as_can_be_leads_nowhere(stack: Stack, alice: Api) -> None:
    assert _asked(stack, "GET", f"/notes/{SOME_ID * 300}", alice.token)[0] == 404
    assert _asked(stack, "GET", f"/notes/{SOME_ID * 300}")[0] == 401


@pytest.mark.parametrize("header", OVERRIDES)
def test_no_header_makes_another_method_of_a_request(alice: Api, hers: str, header: str) -> None:
    alice.expect(405, "POST", f"/notes/{hers}", headers={header: "DELETE"})
    assert alice.expect(200, "GET", f"/notes/{hers}", headers={header: "DELETE"})["state"] == "active"


def test_no_header_makes_another_address_or_person_of_a_request(nobody: Api, bob: Api, hers: str) -> None:
    nobody.expect(401, "GET", f"/notes/{hers}", headers=ELSEWHERE)
    bob.expect(404, "GET", f"/notes/{hers}", headers=ELSEWHERE)


@pytest.fixture(scope="module")
def hers(alice: Api) -> str:
    """Return the id of a note of Alice's."""
    note: dict[str, Any] = alice.expect(201, "POST", "/notes", json={"title": "secret"})
    return str(note["id"])


def _asked(stack: Stack, method: str, path: str, token: str | None = None) -> tuple[int, bytes]:
    """Request exactly this path, in which other clients would resolve dots and decode; return status and body."""
    url = urlsplit(stack.api_url)
    connection = HTTPConnection(str(url.hostname), url.port, timeout=30)
    try:
        connection.request(method, url.path + path, headers={"Authorization": f"Bearer {token}"} if token else {})
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()
