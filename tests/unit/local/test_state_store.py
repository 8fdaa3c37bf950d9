"""The embedded cloud's state on disk, interrupted and damaged at every point."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from local.object_undo import ObjectUndo, WatchedOs, WatchedShutil, roll_back
from local.state_store import Broken, StateStore

OLD = {"dynamodb": b'{"a": 1}', "s3": b'{"b": 1}'}
NEW = {"dynamodb": b'{"a": 2}', "s3": b'{"b": 1}'}


class CutOff(Exception):
    """A simulated end of the process."""


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
    assert sorted(path.name for path in store.directory.iterdir()) == ["3", "4"]


def test_what_has_not_changed_is_not_written_again(store: StateStore) -> None:
    before = (store.path(1) / "s3.json").stat()
    store.save(2, NEW.items())
    assert (store.path(1) / "s3.json").samefile(store.path(2) / "s3.json")
    assert (store.path(2) / "s3.json").stat().st_mtime_ns == before.st_mtime_ns
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


def test_what_a_save_that_was_cut_off_has_left_is_no_part_of_the_next(store: StateStore) -> None:
    (store.directory / "unfinished-2").mkdir()
    (store.directory / "unfinished-2" / "lambda.json").write_bytes(b"{")
    store.save(2, NEW.items())
    assert sorted(path.name for path in store.path(2).iterdir()) == ["dynamodb.json", "manifest.json", "s3.json"]


@pytest.mark.parametrize(
    ("damaged", "content"),
    [("manifest.json", b"{"), ("manifest.json", b"[]"), ("manifest.json", None), ("s3.json", None)],
)
def test_nothing_is_taken_from_a_generation_that_lost_it(
    store: StateStore, damaged: str, content: bytes | None
) -> None:
    (store.path(1) / damaged).unlink()
    if content is not None:
        (store.path(1) / damaged).write_bytes(content)
    store.save(2, NEW.items())
    assert store.read(2) == NEW


def test_a_generation_is_on_the_disk_before_it_has_its_name(store: StateStore, monkeypatch: pytest.MonkeyPatch) -> None:
    flushed: list[tuple[int, bool]] = []

    def flush(descriptor: int) -> None:
        flushed.append((os.fstat(descriptor).st_ino, store.path(2).exists()))

    monkeypatch.setattr(os, "fsync", flush)
    store.save(2, {**NEW, "s3": b'{"b": 2}'}.items())
    whole = [store.path(2), *store.path(2).iterdir()]
    assert {(path.stat().st_ino, False) for path in whole} <= set(flushed)
    assert flushed[-1] == (store.directory.stat().st_ino, True)


def test_what_the_first_version_of_this_layout_saved_is_read(store: StateStore) -> None:
    store.path(2).mkdir()
    (store.path(2) / "s3.json").write_bytes(b"{}")
    digest = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
    (store.path(2) / "manifest.json").write_text(f'{{"layout": 1, "parts": {{"s3": "{digest}"}}}}')
    assert store.read(2) == {"s3": b"{}"}


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


def test_what_no_state_needs_any_more_is_removed(objects: Path, tmp_path: Path) -> None:
    undo = ObjectUndo(objects, tmp_path / "undo", 1)
    WatchedOs(undo).remove(str(objects / "bucket" / "photo"))
    undo.begin(2)
    undo.discard(2)
    assert not list((tmp_path / "undo").iterdir())


def test_what_a_later_state_needs_is_kept(objects: Path, tmp_path: Path) -> None:
    undo = ObjectUndo(objects, tmp_path / "undo", 1)
    undo.begin(2)
    WatchedOs(undo).remove(str(objects / "bucket" / "photo"))
    undo.discard(2)
    assert roll_back(objects, tmp_path / "undo", 2) == 1
    assert (objects / "bucket" / "photo").read_bytes() == b"old"


def test_a_new_file_is_remembered_as_changed_and_there_is_nothing_to_bring_back(objects: Path, tmp_path: Path) -> None:
    undo = ObjectUndo(objects, tmp_path / "undo", 1)
    (objects / "bucket" / "another.tmp").write_bytes(b"new")
    WatchedOs(undo).replace(str(objects / "bucket" / "another.tmp"), str(objects / "bucket" / "another"))
    assert undo.changed == {objects / "bucket" / "another"}
    assert not (tmp_path / "undo").exists()


@pytest.mark.parametrize("name", ["s3/bucket/half.tmp", "elsewhere"])
def test_half_a_file_and_what_is_no_object_are_removed_for_good(objects: Path, tmp_path: Path, name: str) -> None:
    undo = ObjectUndo(objects, tmp_path / "undo", 1)
    (tmp_path / name).write_bytes(b"half")
    WatchedOs(undo).remove(str(tmp_path / name))
    assert not (tmp_path / name).exists()
    assert (undo.changed, (tmp_path / "undo").exists()) == (set(), False)


def test_a_bucket_that_is_removed_comes_back_with_all_that_was_in_it(objects: Path, tmp_path: Path) -> None:
    (objects / "bucket" / "deep").mkdir()
    (objects / "bucket" / "deep" / "photo").write_bytes(b"deep")
    undo = ObjectUndo(objects, tmp_path / "undo", 1)
    WatchedShutil(undo).rmtree(str(objects / "bucket"))
    assert not (objects / "bucket").exists()
    assert roll_back(objects, tmp_path / "undo", 1) == 2
    assert (objects / "bucket" / "deep" / "photo").read_bytes() == b"deep"


def test_all_else_is_as_it_is_in_the_modules_themselves(objects: Path, tmp_path: Path) -> None:
    undo = ObjectUndo(objects, tmp_path / "undo", 1)
    assert WatchedOs(undo).path is os.path
    assert WatchedShutil(undo).copy2 is shutil.copy2
