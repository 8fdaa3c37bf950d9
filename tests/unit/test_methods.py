"""Whatever method an address is asked by, it answers as HTTP has it, and somebody guards it."""

from __future__ import annotations

import pytest

import app as skynotes
from tests.unit.api import PRIVATE, ROUTES, Api
from tests.unit.calls import call
from tests.unit.making import note_id

METHODS = {"DELETE", "GET", "HEAD", "PATCH", "POST", "PUT"}
PATHS = sorted({path for _, path in ROUTES})
OTHERS = [(method, path) for path in PATHS for method in sorted(METHODS) if (method, path) not in ROUTES]
REFUSED = [(method, path) for method, path in OTHERS if method != "HEAD" or ("GET", path) not in ROUTES]
QUESTIONS = [path for method, path in sorted(ROUTES) if method == "GET" and "{" not in path]


def filled(path: str) -> str:
    return path.replace("{note_id}", note_id(1)).replace("{file_id}", note_id(1))


@pytest.mark.parametrize(("method", "path"), REFUSED)
def test_another_method_is_refused_and_told_which_there_are(method: str, path: str) -> None:
    answer = call(skynotes.app, method, filled(path), query={"limit": ["1", "2"]})
    assert (answer.status, answer.headers["Content-Type"]) == (405, "application/problem+json")
    asked = {known for known, of in ROUTES if of == path}
    assert set(answer.headers["Allow"].split(", ")) == asked | ({"HEAD"} if "GET" in asked else set())


@pytest.mark.parametrize(("method", "path"), [(method, path) for method, path in OTHERS if ("GET", path) in PRIVATE])
def test_not_even_that_is_told_to_nobody(method: str, path: str) -> None:
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

    def test_who_has_it_is_told_so(self, ann: Api) -> None:
        path = f"/notes/{ann.write(title='Bread')['id']}"
        assert ann("HEAD", path, if_none_match='"1"').status == 304
