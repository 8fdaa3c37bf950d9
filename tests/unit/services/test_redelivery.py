"""Redelivery by the stream: however often, in whatever batches, and wherever interrupted, the outcome is the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.services.stream import StreamProcessor
from tests.support.factories import ANN, BOB, LATER, NOW, file, file_id, limits, note, note_id
from tests.support.fakes import Interruptions
from tests.support.service_fixture import ServiceFixture
from tests.support.stream_fixture import StreamRecorder, delivered
from tests.support.stream_items import new_tombstone, note_changed, of_file, of_note

Records = list[dict[str, Any]]


class Killed(BaseException):
    """A kill of the function, which nothing in it may catch."""


class World:
    """A table after some changes that the stream has yet to deliver, and all that they affect."""

    def __init__(self) -> None:
        self.fixture = ServiceFixture()
        for number in (1, 2, 3):
            self.fixture.notes.add(ANN, note(number), limits())
        for number, on in enumerate((1, 1, 2, 3), 1):
            self.fixture.keep(number, note_id=note_id(on))
            self.fixture.objects.arrive(ANN, file_id(number), b"bytes")
        self.recorder = StreamRecorder()
        self.records = [*self._a_note_is_trashed(), *self._a_note_goes(), *self._a_file_goes(), *self._others()]

    def processor(self, cut: Interruptions | None = None) -> StreamProcessor:
        around = cut.of if cut else lambda store: store
        self.recorder = recorder = self._kept(around)
        return recorder.processor(around=around, notify=recorder.notify)

    def end(self) -> Any:
        """Return everything in which two outcomes could differ."""
        shared, recorder = self.fixture.shared, self.recorder
        kept = (shared.notes, shared.files, shared.usage(ANN), sorted(self.fixture.objects.places))
        published, notified = {event.id for event in recorder.events}, {owner for owner, _ in recorder.notified}
        return *kept, published, notified, recorder.dead_letters

    def _kept(self, around: Any) -> StreamRecorder:
        """Return a recorder for the same people, whose clean-up uses the wrapped stores."""
        recorder = StreamRecorder(self.fixture.cleanup(around).after)
        recorder.events, recorder.notified = self.recorder.events, self.recorder.notified
        return recorder

    def _a_note_is_trashed(self) -> Iterator[dict[str, Any]]:
        before = self.fixture.note(1)
        yield of_note(before, self.fixture.notes.trash(ANN, note_id(1), NOW))

    def _a_note_goes(self) -> Iterator[dict[str, Any]]:
        """Remove a note; the stream also delivers its file, which is removed with it, and their tombstones."""
        yield of_note(self.fixture.shared.notes.pop((ANN, note_id(2))), None)
        yield new_tombstone("note", note_id(2))
        yield of_file(self.fixture.file(3), None)
        yield new_tombstone("file", file_id(3))

    def _a_file_goes(self) -> Iterator[dict[str, Any]]:
        yield of_file(self.fixture.shared.files.pop((ANN, file_id(4))), None)

    def _others(self) -> Iterator[dict[str, Any]]:
        """Yield changes that lead to notifications and events only."""
        yield of_file(file(5, status="pending"), file(5, status="ready", updated_at=LATER, version=2))
        yield note_changed(4, None, "active", owner=BOB)


def delivered_once() -> tuple[World, Any]:
    """Deliver everything once, without any interruption."""
    world = World()
    assert delivered(world.processor(), *world.records) == []
    return world, world.end()


def deliver_until_done(world: World, batch: Sequence[dict[str, Any]], cuts: Sequence[tuple[int, bool]]) -> None:
    """Deliver a batch as Lambda does, again whenever its function was interrupted."""
    for calls, after in cuts:
        with suppress(Killed):
            delivered(world.processor(Interruptions(calls, after_its_effect=after, by=Killed)), *batch)
    assert delivered(world.processor(), *batch) == []


# One set of records for all tests, since the ids of records count up.
@pytest.fixture(scope="module")
def expected() -> Any:
    world, end = delivered_once()
    notes, files, usage, places, published, notified, dead_letters = end
    assert {kept.state for (_, number), kept in files.items() if number != file_id(3)} == {"trashed"}
    assert places == [(ANN, file_id(number), "upload") for number in (1, 2)]
    assert (len(published), notified, dead_letters) == (6, {ANN, BOB}, [])
    assert notes[ANN, note_id(3)].file_ids == []
    assert (usage.notes, usage.files) == (2, 2)
    return world.records, end


def again(records: Records) -> World:
    """Return the same world before anything was delivered, with the same records."""
    world = World()
    world.records = records
    return world


@pytest.mark.parametrize("after", [False, True])
def test_cut_off_at_any_step_and_delivered_again_it_ends_alike(expected: Any, after: bool) -> None:
    records, end = expected
    steps = 0
    while True:
        world, cut = again(records), Interruptions(steps, after_its_effect=after, by=Killed)
        with suppress(Killed):
            delivered(world.processor(cut), *records)
        assert delivered(world.processor(), *records) == []
        assert world.end() == end
        if not cut.happened:
            break
        steps += 1
    assert steps > 12


cuts = st.lists(st.tuples(st.integers(0, 15), st.booleans()), max_size=2)


@pytest.mark.slow
@given(sizes=st.lists(st.integers(1, 8), min_size=8, max_size=8), cuts=st.lists(cuts, min_size=16, max_size=16))
def test_delivered_twice_in_any_batches_and_cut_off_anywhere_it_ends_alike(
    expected: Any, sizes: list[int], cuts: list[list[tuple[int, bool]]]
) -> None:
    records, end = expected
    world, left, twice = again(records), list(records), iter(cuts)
    for size in sizes:
        batch, left = left[:size], left[size:]
        deliver_until_done(world, batch, next(twice))
        deliver_until_done(world, batch, next(twice))
    assert not left
    assert world.end() == end
