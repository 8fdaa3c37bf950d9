"""Recovery from whatever a run left behind: the next one starts, and reports what it set aside and where."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from local.data_directory import Unusable, alone_in
from local.places import Places
from local.recovery import prepare, set_aside_generation
from local.state_store import StateStore

TABLE: dict[str, Any] = {"LocalSecondaryIndexes": [{"IndexName": "listed"}], "AttributeDefinitions": []}
OTHER_TABLE = {**TABLE, "LocalSecondaryIndexes": [{"IndexName": "changed"}]}


def state(status: str = "CREATE_COMPLETE", table: dict[str, Any] = TABLE) -> dict[str, bytes]:
    template = {"Resources": {"Table": {"Properties": dict(table)}}}
    stack = {
        "StackName": "ours",
        "StackStatus": status,
        "_template": template,
        "_template_body": json.dumps(template),
        "_resources": {"Table": {"PhysicalResourceId": "table", "Properties": dict(table)}},
    }
    items = {"user#a": {"usage": {"pk": {"S": "user#a"}, "sk": {"S": "usage"}, "notes": {"N": "1"}}}}
    record = {"TableName": "table", "items": items, **table}
    contents = {
        "cloudformation": {"stacks": {"data": {"1\0ours": stack}}},
        "dynamodb": {"tables": {"data": {"1\0table": record}}},
        "s3": {"buckets_meta": {"data": {"1\0'media'": {}}}},
        "lambda": {},
    }
    return {name: json.dumps({"__ministack_format__": 2, "payload": one}).encode() for name, one in contents.items()}


@pytest.fixture
def places(tmp_path: Path) -> Places:
    places = Places(tmp_path / "local", 4566)
    (places.data / "s3" / "123456789012" / "media").mkdir(parents=True)
    (places.data / "s3" / "123456789012" / "media" / "photo").write_bytes(b"photo")
    return places


@pytest.fixture
def store(places: Places) -> StateStore:
    store = StateStore(places.data / "state" / "generations")
    store.save(1, state().items())
    return store


def start(places: Places, table: dict[str, Any] = TABLE) -> tuple[int, list[str]]:
    said: list[str] = []
    return prepare(places, "ours", table, said.append), said


def test_a_whole_state_is_started_from_without_a_word(places: Places, store: StateStore) -> None:
    (places.data / "seeded").touch()
    assert start(places) == (1, [])
    assert (places.data / "seeded").exists()


@pytest.mark.parametrize(
    "status",
    [
        *("UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE", "UPDATE_IN_PROGRESS"),
        *("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", "UPDATE_ROLLBACK_IN_PROGRESS"),
    ],
)
def test_a_state_in_which_the_service_was_brought_up_to_date_is_whole(places: Places, status: str) -> None:
    StateStore(places.data / "state" / "generations").save(1, state(status).items())
    assert start(places) == (1, [])


def test_a_save_that_was_cut_off_leaves_nothing(places: Places, store: StateStore) -> None:
    (store.directory / "unfinished-2").mkdir()
    assert start(places) == (1, [])
    assert [path.name for path in store.directory.iterdir()] == ["1"]


def test_objects_that_changed_since_the_state_was_saved_come_back(places: Places, store: StateStore) -> None:
    for generation in (0, 1):
        kept = places.data / "undo" / str(generation) / "123456789012" / "media"
        kept.mkdir(parents=True)
        (kept / f"of {generation}").write_bytes(b"before")
    assert start(places) == (1, ["Rolling back changes made after the last save"])
    media = places.data / "s3" / "123456789012" / "media"
    assert sorted(path.name for path in media.iterdir()) == ["of 1", "photo"]
    assert not list((places.data / "undo").iterdir())


@pytest.mark.parametrize("part", ["s3", "cloudformation"])
@pytest.mark.parametrize("content", [b"[]", b"{", b'{"payload": []}'])
def test_a_state_that_says_something_else_is_set_aside(places: Places, part: str, content: bytes) -> None:
    StateStore(places.data / "state" / "generations").save(1, (state() | {part: content}).items())
    generation, said = start(places)
    assert generation == 0
    assert said[0].startswith("Set aside state/generations/1")


def test_a_state_that_cannot_be_restored_makes_way_for_the_one_before(places: Places, store: StateStore) -> None:
    store.save(2, state().items())
    said: list[str] = []
    set_aside_generation(places, 2, said.append)
    assert [sentence.split(" because")[0] for sentence in said] == ["Set aside state/generations/2"]
    assert start(places) == (1, [])


def test_code_that_no_state_needs_is_removed(places: Places, store: StateStore) -> None:
    blobs = places.data / "state" / "lambda-blobs"
    blobs.mkdir()
    for name in ("now", "before", "long ago"):
        (blobs / f"{name}.zip").touch()
    store.save(2, (state() | {"lambda": b'{"code": "before"}'}).items())
    store.save(3, (state() | {"lambda": b'{"code": "now"}'}).items())
    assert start(places) == (3, [])
    assert sorted(blob.stem for blob in blobs.iterdir()) == ["before", "now"]


def test_code_stays_where_a_state_does_not_say_what_it_needs(places: Places) -> None:
    parts = state()
    del parts["lambda"]
    StateStore(places.data / "state" / "generations").save(1, parts.items())
    (places.data / "state" / "lambda-blobs").mkdir()
    (places.data / "state" / "lambda-blobs" / "code.zip").touch()
    assert start(places) == (1, [])
    assert (places.data / "state" / "lambda-blobs" / "code.zip").exists()


def test_what_was_taken_over_already_is_not_taken_over_again(places: Places, store: StateStore) -> None:
    (places.data / "state" / "dynamodb.json").write_bytes(b"{}")
    assert start(places) == (1, [])
    assert store.read(1) == state()
    assert not list((places.data / "state").glob("*.json"))


def test_the_state_of_an_earlier_version_is_taken_over(places: Places) -> None:
    (places.data / "state").mkdir()
    for name, part in state().items():
        (places.data / "state" / f"{name}.json").write_bytes(part)
    assert start(places) == (1, [])
    assert StateStore(places.data / "state" / "generations").read(1) == state()
    assert not list((places.data / "state").glob("*.json"))


def empty(path: Path) -> None:
    path.write_bytes(b"")


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-9])


def turn_into_a_directory(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("damage", [empty, cut_short, turn_into_a_directory, Path.unlink])
@pytest.mark.parametrize("name", ["dynamodb.json", "manifest.json"])
def test_a_damaged_state_is_set_aside_and_the_one_before_is_used(
    places: Places, store: StateStore, damage: Callable[[Path], None], name: str
) -> None:
    store.save(2, (state() | {"dynamodb": state(table=OTHER_TABLE)["dynamodb"]}).items())
    damage(store.path(2) / name)
    generation, said = start(places)
    assert generation == 1
    assert [sentence.split(" because")[0] for sentence in said] == ["Set aside state/generations/2"]
    assert list(places.data.glob("set-aside-*/state/generations/2"))


@pytest.mark.parametrize("damage", [empty, cut_short])
def test_with_no_whole_state_everything_is_set_aside_and_the_start_is_a_first_one(
    places: Places, store: StateStore, damage: Callable[[Path], None]
) -> None:
    (places.data / "seeded").touch()
    damage(store.path(1) / "s3.json")
    generation, said = start(places)
    assert generation == 0
    assert len(said) == 2
    assert [path.read_bytes() for path in places.data.glob("set-aside-*/s3/*/media/photo")] == [b"photo"]
    assert not (places.data / "seeded").exists()


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'"text"'])
def test_a_damaged_state_of_an_earlier_version_is_set_aside(places: Places, content: bytes) -> None:
    (places.data / "state").mkdir()
    (places.data / "state" / "dynamodb.json").write_bytes(content)
    (places.data / "state" / "s3.json").write_bytes(state()["s3"])
    generation, said = start(places)
    assert generation == 0
    assert len(list(places.data.glob("set-aside-*/state/*.json"))) == 2
    assert said


def test_a_first_start_that_was_cut_off_is_set_aside(places: Places) -> None:
    generation, said = start(places)
    assert generation == 0
    assert len(said) == 1
    assert "first start" in said[0]
    assert start(places) == (0, [])


@pytest.mark.parametrize("status", ["CREATE_IN_PROGRESS", "ROLLBACK_COMPLETE", "CREATE_FAILED", "REVIEW_IN_PROGRESS"])
def test_a_state_in_which_the_service_was_never_up_is_set_aside(places: Places, status: str) -> None:
    StateStore(places.data / "state" / "generations").save(1, state(status).items())
    generation, said = start(places)
    assert generation == 0
    assert status in said[0]


@pytest.mark.parametrize("name", ["state", "s3", "undo", "tmp", "package", "page"])
def test_a_file_where_a_directory_belongs_is_set_aside(places: Places, name: str) -> None:
    if (places.data / name).exists():
        (places.data / name).rename(places.data / "elsewhere")
    (places.data / name).write_text("in the way")
    _, said = start(places)
    assert [path.read_text() for path in places.data.glob(f"set-aside-*/{name}")] == ["in the way"]
    assert said


@pytest.mark.parametrize("name", ["stack.json", "seeded", "cloud.log", "lock", "cloud.lock"])
def test_a_directory_where_a_file_belongs_is_set_aside(places: Places, store: StateStore, name: str) -> None:
    (places.data / name).mkdir()
    assert start(places)[0] == 1
    assert list(places.data.glob(f"set-aside-*/{name}"))


def test_other_local_indexes_are_carried_over_and_the_state_of_before_is_kept(
    places: Places, store: StateStore
) -> None:
    generation, said = start(places, OTHER_TABLE)
    assert generation == 2
    assert len(said) == 1
    carried = {name: json.loads(part)["payload"] for name, part in store.read(2).items()}
    (table,) = carried["dynamodb"]["tables"]["data"].values()
    assert table["LocalSecondaryIndexes"] == OTHER_TABLE["LocalSecondaryIndexes"]
    assert table["items"]["user#a"]["usage"]["notes"] == {"N": "1"}
    assert (places.data / "before-upgrade" / "1" / "dynamodb.json").read_bytes() == state()["dynamodb"]
    assert start(places, OTHER_TABLE) == (2, [])


def test_carrying_over_begins_again_where_it_was_cut_off(places: Places, store: StateStore) -> None:
    (places.data / "before-upgrade" / "1").mkdir(parents=True)
    (places.data / "before-upgrade" / "1" / "dynamodb.json").write_bytes(b"half")
    generation, _ = start(places, OTHER_TABLE)
    assert generation == 2
    kept = places.data / "before-upgrade" / "1"
    assert {path.stem: path.read_bytes() for path in kept.iterdir() if path.stem in state()} == state()
    assert store.read(1) == state()


def test_the_directory_is_its_owners_only_also_when_it_was_there(tmp_path: Path) -> None:
    directory = tmp_path / "local"
    directory.mkdir(mode=0o755)
    with alone_in(directory):
        (directory / "new").touch()
    assert directory.stat().st_mode & 0o777 == 0o700
    assert (directory / "new").stat().st_mode & 0o077 == 0


def test_a_second_run_on_the_same_data_is_refused(tmp_path: Path) -> None:
    with alone_in(tmp_path / "local"), pytest.raises(Unusable, match="already running"), alone_in(tmp_path / "local"):
        pass


@pytest.mark.parametrize("in_the_way", ["file", "lock"])
def test_a_directory_that_cannot_be_used_is_refused_in_a_sentence(tmp_path: Path, in_the_way: str) -> None:
    directory = tmp_path / "local"
    if in_the_way == "file":
        directory.touch()
    else:
        (directory / "lock").mkdir(parents=True)
    with pytest.raises(Unusable), alone_in(directory):
        pass


def test_a_directory_that_everybody_shares_keeps_its_mode(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o1777)
    with pytest.raises(Unusable, match="other users can use"), alone_in(shared):
        pass
    assert shared.stat().st_mode & 0o1777 == 0o1777
