"""Breaking changes of the API: each is found, named, and not released unless the changelog admits it."""

from __future__ import annotations

import copy
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ship.checkout import CHECKOUT
from ship.checks import released
from ship.checks.compatibility import breaking
from ship.openapi import DOCUMENT, changes

KEPT = json.loads(DOCUMENT.read_text())
NOTE = ["components", "schemas", "Note"]
NEW_NOTE = ["components", "schemas", "NewNote"]
QUERY = ["paths", "/notes", "get", "parameters"]
Change = Callable[[Any], Any]


def changed(*path: str, by: Change) -> Any:
    """Return the description with one part of it changed in place."""
    document = copy.deepcopy(KEPT)
    part = document
    for step in path:
        part = part[int(step) if isinstance(part, list) else step]
    by(part)
    return document


def renamed(schema: Any) -> None:
    schema["properties"]["heading"] = schema["properties"].pop("title")
    schema["required"] = [name for name in schema.get("required", []) if name != "title"] + ["heading"]


def setting(**values: Any) -> Change:
    return lambda part: part.update(values)


def parameter(name: str, **bounds: Any) -> Change:
    return lambda parameters: next(one for one in parameters if one["name"] == name)["schema"].update(bounds)


def without(*names: str) -> Change:
    return lambda part: [part.pop(name) for name in names]


TITLE, NEW_TITLE, VERSION = (
    [*NOTE, "properties", "title"],
    [*NEW_NOTE, "properties", "title"],
    [*NOTE, "properties", "version"],
)
READING = ["paths", "/notes/{note_id}", "get", "responses", "200"]
CHANGES = ["components", "schemas", "Changes", "properties", "items", "items", "anyOf"]
BREAKING = {
    "`GET /me` was removed.": changed("paths", by=without("/me")),
    "`GET /me`: the operationId changed from": changed("paths", "/me", "get", by=setting(operationId="me")),
    "`GET /health` requires a token": changed("paths", "/health", "get", by=setting(security=[{"bearer": []}])),
    "`POST /notes` no longer responds with 413.": changed("paths", "/notes", "post", "responses", by=without("413")),
    "`GET /notes/{note_id}, 200`: `title` was removed.": changed(*NOTE, by=renamed),
    "`GET /notes/{note_id}, 200` may omit `title`.": changed(*NOTE, "required", by=lambda names: names.remove("title")),
    "`GET /notes/{note_id}, 200: title`: `maxLength` changed from 200 to 300.": changed(
        *TITLE, by=setting(maxLength=300)
    ),
    "`GET /notes/{note_id}, 200: version`: `type` changed from integer to string": changed(
        *VERSION, by=setting(type="string")
    ),
    "state` may be 'lost'.": changed(*NOTE, "properties", "state", "enum", by=lambda states: states.append("lost")),
    "`GET /notes/{note_id}, 200, header`: `ETag` was removed.": changed(*READING, "headers", by=dict.clear),
    "`GET /changes, 200: items[]` may be null.": changed(*CHANGES, by=lambda kinds: kinds.append({"type": "null"})),
    "`POST /notes, body` requires `heading`.": changed(*NEW_NOTE, by=renamed),
    "`POST /notes, body: title`: `maxLength` changed from 200 to 100.": changed(*NEW_TITLE, by=setting(maxLength=100)),
    "`POST /notes, body: title`: `minLength` changed from None to 1.": changed(*NEW_TITLE, by=setting(minLength=1)),
    "`GET /notes, limit`: `maximum` changed from 100 to 50.": changed(*QUERY, by=parameter("limit", maximum=50)),
    "`GET /notes, state` may no longer be 'trashed'.": changed(*QUERY, by=parameter("state", enum=["active"])),
    "`GET /notes, parameter`: `": changed(*QUERY, by=list.pop),
    "`GET /notes` requires the parameter": changed(*QUERY, "0", by=setting(required=True)),
}


@pytest.mark.parametrize("named", BREAKING)
def test_what_breaks_a_client_is_named(named: str) -> None:
    found = breaking(KEPT, BREAKING[named])
    assert any(named in sentence for sentence in found), found


@pytest.mark.parametrize(
    "document",
    [
        KEPT,
        changed("paths", by=lambda paths: paths.update({"/tags": paths["/me"]})),
        changed(*NOTE, "properties", by=setting(colour={"type": "string"})),
        changed(*TITLE, by=setting(maxLength=100)),
        changed(*NEW_NOTE, "properties", by=setting(colour={"type": "string"})),
        changed(*NEW_TITLE, by=setting(maxLength=300)),
        changed(*NEW_TITLE, by=setting(description="A line.")),
        changed(*QUERY, by=parameter("limit", maximum=200)),
        changed("paths", "/me", "get", "responses", by=lambda responses: responses.update({"418": responses["401"]})),
    ],
)
def test_what_breaks_nobody_is_passed_over(document: Any) -> None:
    assert breaking(KEPT, document) == []


def test_whatever_changes_is_named_by_where_it_is() -> None:
    at = next(
        number for number, one in enumerate(KEPT["paths"]["/notes"]["get"]["parameters"]) if one["name"] == "limit"
    )
    place = f"/paths/~1notes/get/parameters/{at}/schema/maximum"
    document = changed(*QUERY, by=parameter("limit", maximum=200))
    assert list(changes(KEPT, document)) == [f"{place} is 200 instead of 100"]


class TestReleasedContract:
    @pytest.fixture
    def checkout(self, tmp_path: Path) -> Path:
        """Create a history with one release in it."""
        (tmp_path / "docs").mkdir()
        (tmp_path / "docs" / "openapi.json").write_text(json.dumps({"released": True}))
        (tmp_path / "CHANGELOG.md").write_text("# Changelog\n\n## 0.2.0 (unreleased)\n\nMore.\n\n## 0.1.0\n\nAll.\n")
        git(tmp_path, "init", "--quiet")
        git(tmp_path, "add", ".")
        git(tmp_path, "commit", "--quiet", "--message", "Release")
        return tmp_path

    def test_it_is_what_the_last_tag_has(self, checkout: Path) -> None:
        git(checkout, "tag", "v0.1.0")
        (checkout / "docs" / "openapi.json").write_text("{}")
        assert released.description(checkout) == {"released": True}

    def test_a_release_without_its_tag_is_no_excuse(self, checkout: Path) -> None:
        with pytest.raises(released.Unknown, match="git fetch --tags"):
            released.description(checkout)

    def test_what_is_admitted_stands_in_the_newest_section_alone(self, checkout: Path) -> None:
        assert released.admitted(checkout) == "More."

    def test_nothing_breaks_it_that_the_changelog_does_not_admit(self) -> None:
        """Compare with the last release; before the first, nothing is promised and the changelog has no release."""
        promised = released.description(CHECKOUT) or KEPT
        admitted = released.admitted(CHECKOUT)
        found = [sentence for sentence in breaking(promised, KEPT) if sentence not in admitted]
        assert not found, "\n".join(found)


def git(directory: Path, *arguments: str) -> None:
    named = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.com")
    subprocess.run(["git", *named, *arguments], cwd=directory, check=True)
