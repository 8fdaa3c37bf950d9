"""Requests to write a note that are repeated with their Idempotency-Key, in every store of notes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.domain.clock import timestamp
from chalicelib.domain.errors import Conflict, IdempotencyKeyReused
from chalicelib.domain.preconditions import ANY_VERSION, Idempotency
from tests.support.factories import ANN, BOB, LATER, NOW, limits, note, note_id
from tests.support.fakes import Clock
from tests.support.store_backends import Stores
from tests.support.store_helpers import listed_notes

ONCE = Idempotency("a key", "a digest")


class TestNotesWrittenOnce:
    def test_a_request_seen_before_gives_the_note_it_made(self, stores: Stores) -> None:
        stores.notes.add(ANN, note(1, title="Sea"), limits(), ONCE)
        assert stores.notes.add(ANN, note(2, title="Sea"), limits(), ONCE) == note(1, title="Sea")
        assert (stores.usage(ANN).notes, listed_notes(stores)) == (1, [note_id(1)])

    def test_it_gives_the_note_as_it_is_now(self, stores: Stores) -> None:
        stores.notes.add(ANN, note(1), limits(), ONCE)
        changed = stores.notes.change(ANN, note_id(1), {"title": "Sea"}, ANY_VERSION, LATER)
        assert stores.notes.add(ANN, note(2), limits(), ONCE) == changed

    def test_one_key_for_two_bodies_is_refused(self, stores: Stores) -> None:
        stores.notes.add(ANN, note(1), limits(), ONCE)
        with pytest.raises(IdempotencyKeyReused):
            stores.notes.add(ANN, note(2), limits(), Idempotency(ONCE.key, "another digest"))
        assert (stores.usage(ANN).notes, listed_notes(stores)) == (1, [note_id(1)])

    def test_two_keys_make_two_notes(self, stores: Stores) -> None:
        stores.notes.add(ANN, note(1), limits(), ONCE)
        stores.notes.add(ANN, note(2), limits(), Idempotency("another key", ONCE.fingerprint))
        assert stores.usage(ANN).notes == 2

    def test_two_people_may_use_one_key(self, stores: Stores) -> None:
        stores.notes.add(ANN, note(1), limits(), ONCE)
        assert stores.notes.add(BOB, note(2), limits(), ONCE) == note(2)

    def test_a_key_is_remembered_for_a_day(self, stores: Stores, clock: Clock) -> None:
        stores.notes.add(ANN, note(1), limits(), ONCE)
        just_before = timestamp(clock() + timedelta(days=1, seconds=-1))
        assert stores.notes.add(ANN, note(2, updated_at=just_before), limits(), ONCE).id == note_id(1)

    def test_a_key_expires_after_a_day(self, stores: Stores, clock: Clock) -> None:
        stores.notes.add(ANN, note(1), limits(), ONCE)
        after = timestamp(clock() + timedelta(days=1))
        other = Idempotency(ONCE.key, "other")
        assert stores.notes.add(ANN, note(2, updated_at=after), limits(), other).id == note_id(2)
        assert stores.usage(ANN).notes == 2
        with pytest.raises(IdempotencyKeyReused):
            stores.notes.add(ANN, note(3, updated_at=after), limits(), ONCE)

    def test_a_key_whose_note_is_gone_makes_no_other(self, stores: Stores) -> None:
        stores.notes.add(ANN, note(1), limits(), ONCE)
        stores.notes.trash(ANN, note_id(1), NOW)
        stores.notes.remove(ANN, note_id(1))
        with pytest.raises(Conflict):
            stores.notes.add(ANN, note(2), limits(), ONCE)
        assert stores.usage(ANN).notes == 0
