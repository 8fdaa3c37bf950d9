"""Snapshots of the running embedded cloud: a child has the memory of one moment, while its parent goes on."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from local.object_undo import ObjectUndo, WatchedOs
from local.snapshots import Snapshots
from local.state_store import StateStore

# Python 3.12 and later warn about a fork with threads; the child starts no threads and waits for none.
pytestmark = pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")

Parts = Callable[[], Iterator[tuple[str, bytes]]]


class Running:
    """An embedded cloud's memory, and everything that saves it."""

    def __init__(self, data: Path) -> None:
        self.memory = {"notes": 1}
        self.reported: list[str] = []
        self.store = StateStore(data / "state" / "generations")
        self.objects, self.undone = data / "s3", data / "undo"
        self.objects.mkdir(parents=True)
        self.undo = ObjectUndo(self.objects, self.undone, 0)
        self.lock = (data / "lock").open("w")
        self.parts: Parts = self._parts
        self.snapshots = Snapshots(
            self.store,
            self.undo,
            lambda: self.parts(),
            self.reported.append,
            beside=data / "state",
            lock=self.lock.fileno(),
            seconds=1,
        )

    def serve(self, *steps: Callable[[], bool]) -> None:
        """Run until each of these conditions, one after the other, is true."""

        async def until() -> None:
            self.snapshots.start(asyncio.get_running_loop())
            for is_so in steps:
                async with asyncio.timeout(30):
                    while not is_so():
                        await asyncio.sleep(0.01)

        asyncio.run(until())

    def save(self, name: str) -> Callable[[], bool]:
        """Return a condition that requests a save under this name, once, and is true when something was reported."""

        def is_reported() -> bool:
            if not asked:
                self.reported.clear()
                self.snapshots.request(name)
                asked.append(name)
            return bool(self.reported)

        asked: list[str] = []
        return is_reported

    def end(self) -> None:
        self.snapshots.finish()
        self.lock.close()

    def read(self, number: int) -> Any:
        return json.loads(self.store.read(number)["memory"])

    def _parts(self) -> Iterator[tuple[str, bytes]]:
        yield "memory", json.dumps(self.memory).encode()


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    running = Running(tmp_path)
    yield running
    running.end()


def test_what_is_asked_for_is_saved_and_only_then_reported(running: Running) -> None:
    running.serve(running.save("open"))
    assert running.reported == ["open"]
    assert running.read(1) == {"notes": 1}


def test_a_change_is_saved_without_being_asked_for(running: Running) -> None:
    running.snapshots.changed()
    running.serve(lambda: running.store.numbers() == [1])
    assert running.read(1) == {"notes": 1}


def test_what_changes_while_it_is_written_is_not_part_of_it(running: Running, tmp_path: Path) -> None:
    begun, goes_on = tmp_path / "begun", tmp_path / "goes on"

    def slowly() -> Iterator[tuple[str, bytes]]:
        begun.touch()
        while not goes_on.exists():
            time.sleep(0.01)
        yield "memory", json.dumps(running.memory).encode()

    def change() -> bool:
        running.memory["notes"] = 2
        goes_on.touch()
        return True

    running.parts = slowly
    is_saved = running.save("one")
    running.serve(lambda: is_saved() or begun.exists(), change, is_saved)
    assert running.read(1) == {"notes": 1}


def test_generations_go_on_from_the_newest_that_is_there(tmp_path: Path) -> None:
    StateStore(tmp_path / "state" / "generations").save(7, [("memory", b"{}")])
    running = Running(tmp_path)
    running.serve(running.save("open"))
    running.end()
    assert running.store.numbers()[1:] == [8]


def break_off() -> Iterator[tuple[str, bytes]]:
    yield "memory", b"{}"
    raise OSError("No space left\non device")


def die() -> Iterator[tuple[str, bytes]]:
    os.kill(os.getpid(), signal.SIGKILL)
    yield "memory", b"{}"


@pytest.mark.parametrize(
    ("parts", "problem"),
    [(break_off, "problem No space left on device"), (die, "problem the saving process was killed")],
)
def test_a_save_that_fails_is_reported_and_the_previous_state_stays(
    running: Running, parts: Parts, problem: str
) -> None:
    photo, saves = running.objects / "photo", running.parts

    def remove_a_photo() -> bool:
        photo.write_bytes(b"old")
        WatchedOs(running.undo).remove(str(photo))
        running.parts = parts
        return True

    running.serve(running.save("one"), remove_a_photo, running.save("two"))
    running.parts = saves
    assert running.reported == [problem]
    assert running.store.numbers() == [1]
    # The objects of that state can still be restored, and are flushed with the next one.
    assert (running.undone / "1" / "photo").read_bytes() == b"old"
    assert running.undo.changed == {photo}


def test_what_no_state_needs_any_more_is_removed_once_it_is_saved(running: Running) -> None:
    (running.objects / "photo").write_bytes(b"old")
    WatchedOs(running.undo).remove(str(running.objects / "photo"))
    assert list(running.undone.rglob("photo"))
    running.serve(running.save("one"))
    assert not list(running.undone.rglob("photo"))
    assert running.undo.changed == set()


def test_the_last_one_has_what_was_written_at_the_end(running: Running) -> None:
    running.serve(running.save("open"))
    running.memory["notes"] = 5
    running.snapshots.finish()
    assert running.read(2) == {"notes": 5}


def test_one_that_was_never_opened_saves_nothing(running: Running) -> None:
    running.snapshots.changed()
    running.snapshots.finish()
    assert running.store.numbers() == []


def test_the_child_holds_the_lock_and_nothing_else_of_its_parents(running: Running) -> None:
    reading, writing = os.pipe()

    def what_is_open() -> Iterator[tuple[str, bytes]]:
        yield "memory", json.dumps([_is_open(number) for number in (running.lock.fileno(), reading, writing)]).encode()

    running.parts = what_is_open
    running.serve(running.save("open"))
    assert running.read(1) == [True, False, False]
    os.close(reading)
    os.close(writing)


def _is_open(descriptor: int) -> bool:
    try:
        os.fstat(descriptor)
    except OSError:
        return False
    return True
