"""The description of the API, all of which comes from the code."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

import app as skynotes
from chalicelib import __version__
from chalicelib.openapi import document
from chalicelib.openapi.descriptions import OPERATIONS
from ship.openapi import DOCUMENT as DOCUMENT_FILE
from ship.openapi import changes, written
from tests.support.api_client import PRIVATE, ROUTES
from tests.support.gateway_calls import call

DOCUMENT = document.document(skynotes.app)
SCHEMAS: dict[str, Any] = DOCUMENT["components"]["schemas"]
every_route = pytest.mark.parametrize("route", sorted(ROUTES), ids=" ".join)
every_schema = pytest.mark.parametrize("name", sorted(SCHEMAS))


def operation(route: tuple[str, str]) -> Any:
    method, path = route
    return DOCUMENT["paths"][path][method.lower()]


def test_it_is_of_this_version() -> None:
    assert (DOCUMENT["openapi"], DOCUMENT["info"]["version"]) == ("3.1.0", __version__)


def test_it_knows_every_route_and_no_other() -> None:
    documented = {(method.upper(), path) for path, by in DOCUMENT["paths"].items() for method in by}
    assert documented == set(ROUTES)


@every_route
def test_a_route_has_a_summary_and_a_description(route: tuple[str, str]) -> None:
    assert operation(route)["summary"].endswith(".")
    assert operation(route)["description"].endswith(".")


def test_no_operation_is_described_that_does_not_exist() -> None:
    assert {operation(route)["operationId"] for route in ROUTES} == OPERATIONS.keys()


def test_every_tag_has_a_description_and_is_used() -> None:
    used = {tag for route in ROUTES for tag in operation(route)["tags"]}
    assert {tag["name"] for tag in DOCUMENT["tags"] if tag["description"].endswith(".")} == used


def test_each_route_has_a_name_of_its_own() -> None:
    names = [operation(route)["operationId"] for route in ROUTES]
    assert len(set(names)) == len(names)


@every_route
def test_a_private_route_wants_a_token_and_may_refuse_it(route: tuple[str, str]) -> None:
    documented = operation(route)
    assert bool(documented["security"]) == ("401" in documented["responses"]) == (route in PRIVATE)


@every_route
def test_every_parameter_says_what_it_is(route: tuple[str, str]) -> None:
    for parameter in operation(route).get("parameters", []):
        assert parameter["description"].endswith("."), parameter["name"]


@every_route
def test_parts_of_the_path_are_parameters(route: tuple[str, str]) -> None:
    named = {one["name"] for one in operation(route).get("parameters", []) if one["in"] == "path"}
    assert named == {part[1:-1] for part in route[1].split("/") if part.startswith("{")}


@every_route
def test_every_refusal_is_a_problem_document(route: tuple[str, str]) -> None:
    for status, response in operation(route)["responses"].items():
        if int(status) >= 400:
            (content,) = response["content"].items()
            assert content == ("application/problem+json", {"schema": {"$ref": "#/components/schemas/Problem"}})


@every_schema
def test_a_type_says_what_it_is(name: str) -> None:
    assert SCHEMAS[name]["description"].endswith("."), name


@every_schema
def test_what_is_sent_refuses_what_it_does_not_know_and_answers_have_all_their_members(name: str) -> None:
    schema = SCHEMAS[name]
    if schema.get("additionalProperties") is not False:
        optional = {"errors"} if name == "Problem" else set()
        assert schema["properties"].keys() - set(schema["required"]) == optional


@every_schema
def test_every_member_says_what_it_is(name: str) -> None:
    silent = [member for member, schema in SCHEMAS[name]["properties"].items() if "description" not in _flat(schema)]
    assert silent == []


def test_every_reference_leads_somewhere() -> None:
    assert {name.rpartition("/")[2] for name in _references(DOCUMENT)} == SCHEMAS.keys()


def _flat(schema: dict[str, Any]) -> dict[str, Any]:
    """Merge a schema with its alternatives."""
    merged = dict(schema)
    for alternative in schema.get("anyOf", []):
        merged |= alternative
    return merged | ({"description": "elsewhere"} if "$ref" in merged else {})


def _references(part: Any) -> Iterator[str]:
    match part:
        case {"$ref": name}:
            yield name
        case dict():
            for member in part.values():
                yield from _references(member)
        case list():
            for element in part:
                yield from _references(element)


class TestAsItIsServed:
    def test_the_file_is_the_same(self) -> None:
        kept = DOCUMENT_FILE.read_text()
        found = list(changes(json.loads(kept), DOCUMENT))
        assert not found, "\n".join([*found, "Run `make openapi`."])
        assert kept == written()

    def test_anybody_may_read_it_and_keep_it_for_a_while(self) -> None:
        answer = call(skynotes.app, "GET", "/openapi.json", owner=None)
        assert (answer.status, answer.headers["Content-Type"]) == (200, "application/json")
        assert answer.headers["Cache-Control"] == "public, max-age=300"
        assert answer.body == DOCUMENT

    def test_a_known_document_is_a_304(self) -> None:
        tag = call(skynotes.app, "GET", "/openapi.json", owner=None).headers["ETag"]
        for known in (tag, f"W/{tag}", f'"other", {tag}'):
            answer = call(skynotes.app, "GET", "/openapi.json", owner=None, if_none_match=known)
            assert (answer.status, answer.text, answer.headers["ETag"]) == (304, "", tag)
        assert call(skynotes.app, "GET", "/openapi.json", owner=None, if_none_match='"other"').status == 200
