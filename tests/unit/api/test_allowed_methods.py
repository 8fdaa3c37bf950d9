"""Responses to every method of every path, as HTTP prescribes them, and their authentication."""

from __future__ import annotations

import pytest

import app as skynotes
from tests.support.api_client import PRIVATE, ROUTES, Api
from tests.support.factories import note_id
from tests.support.gateway_calls import call

METHODS = {"DELETE", "GET", "HEAD", "PATCH", "POST", "PUT"}
KNOWN = {path: {method for method, of in ROUTES if of == path} for _, path in ROUTES}
ANSWERED = {path: methods | ({"HEAD"} if "GET" in methods else set()) for path, methods in KNOWN.items()}
QUESTIONS = [path for method, path in sorted(ROUTES) if method == "GET" and "{" not in path]


def filled(path: str) -> str:
    return path.replace("{note_id}", note_id(1)).replace("{file_id}", note_id(1))


@pytest.mark.parametrize("path", sorted(KNOWN))
def test_another_method_is_refused_with_a_list_of_the_allowed_ones(path: str) -> None:
    for method in METHODS - ANSWERED[path]:
        answer = call(skynotes.app, method, filled(path), query={"limit": ["1", "2"]})
        assert (answer.status, answer.headers["Content-Type"]) == (405, "application/problem+json")
        assert set(answer.headers["Allow"].split(", ")) == ANSWERED[path]


@pytest.mark.parametrize("path", sorted({path for _, path in PRIVATE}))
def test_allowed_methods_are_not_named_without_a_token(path: str) -> None:
    for method in METHODS - KNOWN[path]:
        assert call(skynotes.app, method, filled(path), owner=None).status == 401


class TestHead:
    def test_it_is_the_same_without_the_content(self, ann: Api) -> None:
        note = ann.write(title="Bread")
        for path in (*QUESTIONS, f"/notes/{note['id']}"):
            asked, known = ann("HEAD", path), ann("GET", path)
            assert (asked.status, asked.text, known.text != "") == (200, "", True)
            assert asked.headers == known.headers

    def test_it_refuses_as_the_question_does(self, ann: Api) -> None:
        answer = ann("HEAD", f"/notes/{note_id(9)}")
        assert (answer.status, answer.text) == (404, "")

    def test_a_known_version_is_a_304(self, ann: Api) -> None:
        path = f"/notes/{ann.write(title='Bread')['id']}"
        assert ann("HEAD", path, if_none_match='"1"').status == 304
