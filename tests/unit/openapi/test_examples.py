"""The examples of the API reference: the service accepts their requests and returns their responses."""

from __future__ import annotations

import json
from typing import Any

import jsonschema_rs
import pytest

import app as skynotes
from chalicelib.openapi import document
from tests.support.api_client import ROUTES, Api, Route

DOCUMENT = document.document(skynotes.app)
SCHEMAS: dict[str, Any] = DOCUMENT["components"]["schemas"]
NOTE, FILE = SCHEMAS["Note"]["properties"]["id"]["examples"][0], SCHEMAS["File"]["properties"]["id"]["examples"][0]
every_route = pytest.mark.parametrize("route", sorted(ROUTES), ids=" ".join)


def operation(route: Route) -> Any:
    return DOCUMENT["paths"][route[1]][route[0].lower()]


def validator(schema: dict[str, Any]) -> jsonschema_rs.Validator:
    return jsonschema_rs.validator_for({**schema, "components": DOCUMENT["components"]}, validate_formats=True)


def content(part: dict[str, Any]) -> dict[str, Any]:
    (media_type,) = part["content"].values()
    return dict(media_type)


@pytest.fixture
def shown(ann: Api) -> dict[str, str]:
    """Create a note and a file; return their ids by the ids of the examples."""
    note, file = ann.write(), ann.declare()
    return {NOTE: note["id"], FILE: file["id"]}


@every_route
def test_the_example_of_a_request_is_taken_and_answered_as_promised(
    ann: Api, shown: dict[str, str], route: Route
) -> None:
    answer = ann(*request(route, shown), if_match="*")
    responses = operation(route)["responses"]
    success = min(responses, key=int)
    assert str(answer.status) == success, answer
    if "content" in responses[success]:
        validator(content(responses[success])["schema"]).validate(answer.body)


@every_route
def test_the_examples_of_answers_are_what_may_be_answered(route: Route) -> None:
    for response in operation(route)["responses"].values():
        if "example" in (media_type := content(response) if "content" in response else {}):
            validator(media_type["schema"]).validate(media_type["example"])


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_every_member_has_an_example_or_needs_none(name: str) -> None:
    assert [member for member, schema in SCHEMAS[name]["properties"].items() if not shows(schema)] == []


def shows(schema: dict[str, Any]) -> bool:
    """Return whether a member has an example or needs none; null is one where it is allowed."""
    alternatives = schema.get("anyOf", [])
    derived = {"examples", "enum", "$ref"} & schema.keys() or schema.get("type") == "boolean"
    listed = schema.get("type") == "array" and ("anyOf" in schema["items"] or shows(schema["items"]))
    return bool(derived) or listed or {"type": "null"} in alternatives


def request(route: Route, shown: dict[str, str]) -> tuple[str, str, Any]:
    """Return the request that the reference shows, with the ids of a note and a file that exist."""
    documented = operation(route)
    method, path = route
    for parameter in documented.get("parameters", []):
        if parameter["in"] == "path":
            path = path.replace(f"{{{parameter['name']}}}", shown[parameter["schema"]["examples"][0]])
    body = content(documented["requestBody"])["example"] if "requestBody" in documented else None
    return method, path, json.loads(_replaced(json.dumps(body), shown))


def _replaced(text: str, shown: dict[str, str]) -> str:
    for example, real in shown.items():
        text = text.replace(example, real)
    return text


class TestDependencies:
    @pytest.mark.parametrize(
        ("content_type", "mebibytes", "status"),
        [("image/jpeg", 25, 201), ("image/jpeg", 26, 400), ("video/mp4", 100, 201), ("video/mp4", 101, 400)],
    )
    def test_the_documented_size_limit_is_the_one_that_is_enforced(
        self, ann: Api, content_type: str, mebibytes: int, status: int
    ) -> None:
        media_type = content(operation(("POST", "/files"))["requestBody"])
        body = media_type["example"] | {"content_type": content_type, "size": mebibytes * 1024 * 1024, "note_id": None}
        assert validator(media_type["schema"]).is_valid(body) == (status == 201)
        assert ann("POST", "/files", body).status == status

    def test_files_of_a_note_that_cannot_be_are_none_and_no_mistake(self, ann: Api) -> None:
        parameter = next(one for one in operation(("GET", "/files"))["parameters"] if one["name"] == "note_id")
        for given in ("null", "../me"):
            assert validator(parameter["schema"]).is_valid(given)
            assert ann("GET", "/files", query={"note_id": given}).body["items"] == []

    def test_what_is_wrong_is_named_only_where_something_is(self, ann: Api) -> None:
        for answer in (ann("POST", "/notes", {"title": 1}), ann("GET", f"/notes/{FILE}")):
            validator({"$ref": "#/components/schemas/Problem"}).validate(answer.body)
            assert ("errors" in answer.body) == (answer.status == 400)


class TestLinks:
    def test_they_lead_to_routes_that_take_what_they_bring(self) -> None:
        for route in ROUTES:
            for response in operation(route)["responses"].values():
                for link in response.get("links", {}).values():
                    target = next(one for one in map(operation, ROUTES) if one["operationId"] == link["operationId"])
                    assert link["parameters"].keys() <= {parameter["name"] for parameter in target["parameters"]}

    def test_what_is_written_leads_to_all_that_can_be_done_with_it(self) -> None:
        links = operation(("POST", "/notes"))["responses"]["201"]["links"]
        assert set(links) == {"read_note", "change_note", "delete_note", "restore_note"}
        assert links["change_note"]["parameters"]["If-Match"] == "$response.header.ETag"

    @pytest.mark.parametrize("path", ["/notes", "/files", "/changes"])
    def test_a_page_leads_to_the_next(self, path: str) -> None:
        (link,) = operation(("GET", path))["responses"]["200"]["links"].values()
        assert link["parameters"] == {"cursor": "$response.body#/cursor"}
