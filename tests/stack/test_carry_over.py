"""`make run` on the `.local` of an earlier version: all data is still there (data/README.md says how it was made)."""

from __future__ import annotations

import json
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from local.client import Api
from local.people import sign_in
from local.places import Places
from local.stack import Stack, running
from tests.build_artifacts import copied
from tests.running_service import free_places
from tests.stack.follower import Follower

DATA = Path(__file__).parent / "data"
MADE = json.loads((DATA / "local-94c6114.json").read_text())
# Fields that are new since then, or derived from the whole item.
NEW = {"edited_at", "updated_at", "taken_offset", "favorite", "duration_ms", "details"}
NEVER = {"N": "4102444800"}


@pytest.fixture(scope="module")
def before(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Places:
    """Copy the data as the earlier version left it, except that nothing expires during the tests."""
    places = free_places(copied(made, tmp_path_factory.mktemp("earlier")))
    with tarfile.open(DATA / "local-94c6114.tar.xz") as packed:
        packed.extractall(places.data, filter="data")
    _let_nothing_expire(places.data / "state" / "dynamodb.json")
    return places


@pytest.fixture(scope="module")
def stack(before: Places) -> Iterator[Stack]:
    """Start the service on that data."""
    with running(before, print) as stack:
        yield stack


@pytest.fixture(scope="module")
def second(stack: Stack) -> Api:
    """Return the user who had items in every state; her password is still valid."""
    return Api(stack.api_url, sign_in(stack, MADE["email"], MADE["password"]))


def test_the_demo_account_has_its_notes_and_photos(stack: Stack) -> None:
    api = Api(stack.api_url, sign_in(stack, stack.demo_user, stack.demo_password))
    assert {note["title"] for note in _all(api, "/notes?")} >= {"Welcome to Skynotes", "A week in the hills", "Bread"}
    photos = _all(api, "/files?kind=image&")
    assert len(photos) == 13
    assert all(_downloads(api.expect(200, "GET", f"/files/{photo['id']}")["urls"]) for photo in photos)
    morning = next(photo for photo in photos if photo["name"] == "morning.jpg")
    assert morning["taken_at"].startswith("2026-06-20T05:41:00")


def test_notes_in_every_state_are_listed_and_whole(second: Api) -> None:
    for note in MADE["notes"].values():
        assert _known(second.expect(200, "GET", f"/notes/{note['id']}"), note) == _known(note, note)
        assert note["id"] in {one["id"] for one in _all(second, f"/notes?state={note['state']}&")}
    assert {one["title"] for one in _all(second, "/notes?tag=a%20tag&")} == {"active"}


def test_files_in_every_state_are_listed_and_download(second: Api) -> None:
    for file in MADE["files"].values():
        found = second.expect(200, "GET", f"/files/{file['id']}")
        assert _known(found, file) == _known(file, file)
        assert (file["taken_at"] or "")[:19] == (found["taken_at"] or "")[:19]
        assert file["id"] in {one["id"] for one in _all(second, f"/files?state={file['state']}&")}
        assert file["status"] != "ready" or _downloads(found["urls"])


def test_the_usage_is_the_same_and_the_feed_tells_of_nothing_but_what_is_new(second: Api) -> None:
    follower = Follower(second)
    assert second.expect(200, "GET", "/me")["usage"] == MADE["usage"]
    note = second.expect(201, "POST", "/notes", json={"title": "new"})["id"]
    assert [change["id"] for change in follower.follow()] == [note]
    second.expect(204, "DELETE", f"/notes/{note}")
    second.expect(204, "DELETE", f"/notes/{note}?permanently=true")


def test_the_data_as_it_was_is_kept(stack: Stack, before: Places) -> None:
    kept = before.data / "before-upgrade"
    assert list(kept.glob("*/dynamodb.json"))
    assert not list(before.data.glob("set-aside-*"))


def _known(thing: dict[str, Any], of: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in thing.items() if name in of and name not in NEW | {"taken_at"}}


def _downloads(urls: dict[str, Any]) -> bool:
    addresses = [urls["original"], *(preview["url"] for preview in urls["previews"])]
    return all(requests.get(address, timeout=10).status_code == 200 for address in addresses)


def _all(api: Api, path: str) -> list[Any]:
    found: list[Any] = []
    cursor = ""
    while True:
        page = api.expect(200, "GET", f"{path}limit=100{cursor}")
        found += page["items"]
        if not page["items"] or not page["cursor"]:
            return found
        cursor = f"&cursor={page['cursor']}"


def _let_nothing_expire(saved: Path) -> None:
    state = json.loads(saved.read_text())
    for table in state["payload"]["tables"]["data"].values():
        for items in table["items"].values():
            for item in items.values():
                if "expires_at" in item:
                    item["expires_at"] = NEVER
    saved.write_text(json.dumps(state))
