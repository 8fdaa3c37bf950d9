"""Files that are declared twice with one Idempotency-Key, in the fake and in DynamoDB."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from chalicelib.domain.accounts import Usage
from chalicelib.domain.clock import timestamp
from chalicelib.domain.errors import Conflict, IdempotencyKeyReused, QuotaExceeded
from chalicelib.domain.files import changed
from chalicelib.domain.preconditions import Idempotency
from tests.support.factories import ANN, BOB, LATER, file, file_id, limits, note, note_id
from tests.support.fakes import Clock
from tests.support.store_backends import Stores
from tests.support.store_helpers import kept_file, kept_note

ONCE = Idempotency("a key", "a digest")


class TestOnce:
    def test_a_second_time_makes_no_second_file(self, stores: Stores) -> None:
        stores.notes.add(ANN, note(), limits())
        first = stores.files.add(ANN, file(1, note_id=note_id(1)), limits(), ONCE)
        assert stores.files.add(ANN, file(2, note_id=note_id(1)), limits(), ONCE) == first
        assert stores.usage(ANN) == Usage(notes=1, files=1, bytes=10)
        assert kept_note(stores).file_ids == [file_id(1)]

    def test_it_gives_the_file_as_it_is_now(self, stores: Stores) -> None:
        stores.files.add(ANN, file(1, status="pending"), limits(), ONCE)
        ready = changed(kept_file(stores), LATER, status="ready")
        stores.files.save(ANN, kept_file(stores), ready)
        assert stores.files.add(ANN, file(2), limits(), ONCE) == ready

    def test_it_does_so_where_there_is_no_room_any_more(self, stores: Stores) -> None:
        narrow = limits(files=1, bytes=10)
        stores.files.add(ANN, file(1), narrow, ONCE)
        assert stores.files.add(ANN, file(2), narrow, ONCE).id == file_id(1)
        with pytest.raises(QuotaExceeded):
            stores.files.add(ANN, file(2), narrow)

    def test_it_does_so_where_the_note_takes_no_files_any_more(self, stores: Stores) -> None:
        stores.notes.add(ANN, note(), limits())
        stores.files.add(ANN, file(1, note_id=note_id(1)), limits(), ONCE)
        stores.notes.trash(ANN, note_id(1), LATER)
        assert stores.files.add(ANN, file(2, note_id=note_id(1)), limits(), ONCE).id == file_id(1)

    def test_one_key_for_two_declarations_is_refused(self, stores: Stores) -> None:
        stores.files.add(ANN, file(1), limits(), ONCE)
        with pytest.raises(IdempotencyKeyReused):
            stores.files.add(ANN, file(2), limits(), Idempotency(ONCE.key, "another digest"))
        assert stores.usage(ANN).files == 1

    @pytest.mark.parametrize("first", ["note", "file"])
    def test_a_key_of_a_note_makes_no_file_and_that_of_a_file_no_note(self, stores: Stores, first: str) -> None:
        makes: dict[str, Callable[[], object]] = {
            "note": lambda: stores.notes.add(ANN, note(), limits(), ONCE),
            "file": lambda: stores.files.add(ANN, file(), limits(), ONCE),
        }
        makes.pop(first)()
        (other,) = makes.values()
        with pytest.raises(IdempotencyKeyReused):
            other()

    def test_two_people_may_use_one_key(self, stores: Stores) -> None:
        stores.files.add(ANN, file(1), limits(), ONCE)
        assert stores.files.add(BOB, file(2), limits(), ONCE).id == file_id(2)

    def test_a_key_expires_after_a_day(self, stores: Stores, clock: Clock) -> None:
        stores.files.add(ANN, file(1), limits(), ONCE)
        after = timestamp(clock() + timedelta(days=1))
        assert stores.files.add(ANN, file(2, created_at=after), limits(), ONCE).id == file_id(2)

    def test_a_key_whose_file_is_gone_makes_no_other(self, stores: Stores) -> None:
        stores.files.add(ANN, file(1), limits(), ONCE)
        stores.files.remove(ANN, kept_file(stores), now=LATER)
        with pytest.raises(Conflict):
            stores.files.add(ANN, file(2), limits(), ONCE)
        assert stores.usage(ANN).files == 0
