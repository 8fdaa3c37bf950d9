"""Rules for every route, over emulated DynamoDB and S3."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest

import app as skynotes
from tests.support.api_client import NEW_FILE, PRIVATE, ROUTES, Api, Route
from tests.support.factories import note_id
from tests.support.gateway_calls import call

SITE = "https://notes.example"
OF_ONE = [(method, path) for method, path in PRIVATE if "{" in path]


def test_health_answers_anyone() -> None:
    answer = call(skynotes.app, "GET", "/health", owner=None)
    assert (answer.status, answer.body["status"]) == (200, "ok")
    assert set(answer.body) == {"status", "version"}


@pytest.mark.parametrize(("method", "path"), PRIVATE)
def test_every_other_route_requires_a_valid_token(method: str, path: str) -> None:
    answer = call(skynotes.app, method, path, {}, owner=None, if_match="*")
    assert (answer.status, answer.headers["Content-Type"]) == (401, "application/problem+json")


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_unknown_parameters_are_refused_everywhere(method: str, path: str) -> None:
    answer = call(skynotes.app, method, path, {}, query={"colour": "red"}, if_match="*")
    assert (answer.status, answer.body["errors"][0]["field"]) == (400, "/colour")


@pytest.mark.parametrize("route", OF_ONE, ids=" ".join)
def test_an_id_that_is_malformed_unknown_or_anothers_is_the_same_404(ann: Api, bob: Api, route: Route) -> None:
    theirs = bob.write(title="Secret")["id"] if "note" in route[1] else bob.declare()["id"]
    answers = [ann.on(route, identifier) for identifier in (theirs, note_id(9), "x", "usage", "a%20b", "é" * 300)]
    assert {(answer.status, answer.text) for answer in answers} == {(404, answers[0].text)}
    assert {str(sorted(answer.headers.items())) for answer in answers} == {str(sorted(answers[0].headers.items()))}


@pytest.mark.parametrize("method", ["POST", "PATCH"])
def test_so_is_that_of_a_note_to_attach_a_file_to(ann: Api, bob: Api, method: str) -> None:
    theirs = bob.write()["id"]
    path = "/files" if method == "POST" else f"/files/{ann.declare()['id']}"
    body = NEW_FILE if method == "POST" else {}
    answers = [ann(method, path, body | {"note_id": each}, if_match="*") for each in (theirs, note_id(9), "x")]
    assert {(answer.status, answer.text) for answer in answers} == {(404, answers[0].text)}


@pytest.mark.parametrize(("path", "body"), [("/notes", {}), ("/files", NEW_FILE)])
def test_what_was_made_says_where_it_is(ann: Api, path: str, body: object) -> None:
    made = ann("POST", path, body)
    place = urljoin(f"{SITE}/api{path}", made.headers["Location"]).removeprefix(f"{SITE}/api")
    assert ann("GET", place).body["id"] == made.body.get("file", made.body)["id"]


def test_what_was_there_already_does_not_say_so(ann: Api) -> None:
    note = ann.write()
    assert "Location" not in ann("PATCH", f"/notes/{note['id']}", {"title": "Sea"}, if_match="*").headers
