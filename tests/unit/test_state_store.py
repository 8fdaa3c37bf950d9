"""The embedded cloud's state on disk, cut off and damaged at every point."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from local.object_undo import ObjectUndo, WatchedOs, roll_back
from local.state_store import Broken, StateStore

OLD = {"dynamodb": b'{"a": 1}', "s3": b'{"b": 1}'}
NEW = {"dynamodb": b'{"a": 2}', "s3": b'{"b": 1}'}


class CutOff(Exception):
    """The process ended here."""


@pytest.fixture
def store(tmp_path: Path) -> StateStore:
    store = StateStore(tmp_path / "generations")
    store.directory.mkdir()
    store.save(1, OLD.items())
    return store


def test_what_was_saved_is_read_and_the_one_before_stays(store: StateStore) -> None:
    for number in (2, 3, 4):
        store.save(number, NEW.items())
    assert store.numbers() == [4, 3]
    assert store.read(4) == store.read(3) == NEW


def test_what_has_not_changed_is_not_written_again(store: StateStore) -> None:
    store.save(2, NEW.items())
    assert (store.path(1) / "s3.json").samefile(store.path(2) / "s3.json")
    assert not (store.path(1) / "dynamodb.json").samefile(store.path(2) / "dynamodb.json")


@pytest.mark.parametrize("after", range(3))
def test_a_save_that_is_cut_off_leaves_the_state_of_before(store: StateStore, after: int) -> None:
    def cut_off() -> Iterator[tuple[str, bytes]]:
        for number, part in enumerate(NEW.items()):
            if number == after:
                raise CutOff
            yield part
        raise CutOff

    with pytest.raises(CutOff):
        store.save(2, cut_off())
    store.clear_unfinished()
    assert [path.name for path in store.directory.iterdir()] == ["1"]
    assert store.read(1) == OLD
    store.save(2, NEW.items())
    assert store.read(2) == NEW


@pytest.mark.parametrize("name", ["dynamodb.json", "s3.json", "manifest.json"])
@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\0" * 9, b'{"layout": 99, "parts": {}}', b'{"a": 3}', None])
def test_damage_anywhere_is_noticed(store: StateStore, name: str, content: bytes | None) -> None:
    path = store.path(1) / name
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(Broken):
        store.read(1)


def test_foreign_files_are_no_generations(store: StateStore) -> None:
    (store.directory / "notes.txt").write_text("mine")
    (store.directory / "2").write_text("a file")
    with pytest.raises(Broken):
        store.read(2)
    assert store.read(1) == OLD


@pytest.fixture
def objects(tmp_path: Path) -> Path:
    objects = tmp_path / "s3"
    (objects / "bucket").mkdir(parents=True)
    (objects / "bucket" / "photo").write_bytes(b"old")
    return objects


def test_what_changed_after_the_saved_state_comes_back_and_what_is_new_stays(objects: Path, tmp_path: Path) -> None:
    undo = ObjectUndo(objects, tmp_path / "undo", 1)
    watched = WatchedOs(undo)
    for text in ("newer", "newest"):
        (objects / "bucket" / "photo.tmp").write_text(text)
        watched.replace(str(objects / "bucket" / "photo.tmp"), str(objects / "bucket" / "photo"))
    watched.remove(str(objects / "bucket" / "photo"))
    (objects / "bucket" / "another").write_bytes(b"new")
    assert roll_back(objects, tmp_path / "undo", 1) == 1
    assert (objects / "bucket" / "photo").read_bytes() == b"old"
    assert (objects / "bucket" / "another").read_bytes() == b"new"


def test_a_removal_that_a_saved_state_knows_of_is_not_undone(objects: Path, tmp_path: Path) -> None:
    undo = ObjectUndo(objects, tmp_path / "undo", 1)
    WatchedOs(undo).remove(str(objects / "bucket" / "photo"))
    assert undo.begin(2) == {objects / "bucket" / "photo"}
    assert roll_back(objects, tmp_path / "undo", 2) == 0
    assert not (objects / "bucket" / "photo").exists()


def test_when_saving_failed_in_between_the_oldest_file_wins(objects: Path, tmp_path: Path) -> None:
    undo = ObjectUndo(objects, tmp_path / "undo", 1)
    watched = WatchedOs(undo)
    for generation in (2, 3):
        (objects / "bucket" / "photo.tmp").write_text(f"of {generation}")
        watched.replace(str(objects / "bucket" / "photo.tmp"), str(objects / "bucket" / "photo"))
        undo.begin(generation)
    watched.remove(str(objects / "bucket" / "photo"))
    roll_back(objects, tmp_path / "undo", 1)
    assert (objects / "bucket" / "photo").read_bytes() == b"old"


def test_what_no_state_needs_any_more_is_forgotten(objects: Path, tmp_path: Path) -> None:
    undo = ObjectUndo(objects, tmp_path / "undo", 1)
    WatchedOs(undo).remove(str(objects / "bucket" / "photo"))
    undo.begin(2)
    undo.forget(2)
    assert not list((tmp_path / "undo").iterdir())
