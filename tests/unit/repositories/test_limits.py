"""The limits of what one person may keep, and may permanently delete in a week."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.domain.accounts import Accounts, Usage
from chalicelib.domain.errors import QuotaExceeded
from chalicelib.domain.files import changed
from chalicelib.domain.preconditions import Idempotency
from chalicelib.repositories.dynamodb.quotas import set_quota
from tests.support.factories import ANN, BOB, LATER, NOW, file, file_id, limits, note, note_id
from tests.support.fakes import Clock
from tests.support.store_backends import OnDynamoDB, Stores
from tests.support.store_helpers import kept_file, note_with_files

# The clock of the tests begins on a Sunday, twelve hours before the next week.
SUNDAY = datetime(2026, 3, 1, 12, tzinfo=UTC)
NARROW = limits(bytes=100)


def keep_and_delete(stores: Stores, number: int, size: int) -> None:
    stores.files.add(ANN, file(number, size=size), NARROW)
    stores.files.remove(ANN, kept_file(stores, number), now=LATER)


class TestHowMany:
    def test_notes_have_a_limit(self, stores: Stores) -> None:
        for number in (1, 2):
            stores.notes.add(ANN, note(number), limits(notes=2))
        with pytest.raises(QuotaExceeded):
            stores.notes.add(ANN, note(3), limits(notes=2))
        assert (stores.usage(ANN), stores.notes.find(ANN, note_id(3))) == (Usage(notes=2), None)
        stores.notes.add(BOB, note(3), limits(notes=2))

    def test_files_have_a_limit(self, stores: Stores) -> None:
        for number in (1, 2):
            stores.files.add(ANN, file(number, size=0), limits(files=2))
        with pytest.raises(QuotaExceeded):
            stores.files.add(ANN, file(3, size=0), limits(files=2))
        assert stores.usage(ANN).files == 2

    def test_the_refusal_names_the_limit(self, dynamodb: object, clock: Clock) -> None:
        kept = OnDynamoDB(dynamodb, clock)  # type: ignore[arg-type]
        kept.files.add(ANN, file(1), limits(files=1))
        with pytest.raises(QuotaExceeded, match=r"You have 1 files, as many as one account can hold\."):
            kept.files.add(ANN, file(2), limits(files=1))
        with pytest.raises(QuotaExceeded, match=r"This file exceeds your storage quota"):
            kept.files.add(ANN, file(2, size=91), NARROW)


class TestDeletions:
    def test_as_much_as_one_may_keep_may_be_deleted_in_a_week(self, stores: Stores) -> None:
        keep_and_delete(stores, 1, 100)
        stores.files.add(ANN, file(2, size=100), NARROW)

    def test_after_more_than_that_new_files_wait_for_the_next_week(self, stores: Stores, clock: Clock) -> None:
        clock.moment = SUNDAY
        for number, size in ((1, 100), (2, 1)):
            keep_and_delete(stores, number, size)
        clock.moment = SUNDAY + timedelta(hours=11, minutes=59)
        with pytest.raises(QuotaExceeded):
            stores.files.add(ANN, file(3, size=0), NARROW)
        stores.files.add(BOB, file(3, size=0), NARROW)
        clock.moment = SUNDAY + timedelta(hours=12)
        stores.files.add(ANN, file(3, size=0), NARROW)

    def test_each_week_is_counted_from_nothing(self, stores: Stores, clock: Clock) -> None:
        for week in range(3):
            clock.moment = SUNDAY + timedelta(weeks=week)
            keep_and_delete(stores, 2 * week, 60)
            keep_and_delete(stores, 2 * week + 1, 40)
        keep_and_delete(stores, 9, 1)
        with pytest.raises(QuotaExceeded):
            stores.files.add(ANN, file(10), NARROW)
        assert stores.usage(ANN) == Usage()

    def test_the_refusal_says_until_when(self, dynamodb: object, clock: Clock) -> None:
        kept = OnDynamoDB(dynamodb, clock)  # type: ignore[arg-type]
        clock.moment = SUNDAY
        for number in (1, 2):
            keep_and_delete(kept, number, 60)
        with pytest.raises(QuotaExceeded, match=r"this week .* on Monday, 2 March 2026 \(UTC\)\."):
            kept.files.add(ANN, file(3), NARROW)

    def test_the_week_is_named_only_where_it_is_the_reason(self, dynamodb: object, clock: Clock) -> None:
        kept = OnDynamoDB(dynamodb, clock)  # type: ignore[arg-type]
        clock.moment = SUNDAY
        keep_and_delete(kept, 1, 100)
        kept.files.add(ANN, file(2, size=100), NARROW)
        with pytest.raises(QuotaExceeded, match="exceeds your storage quota"):
            kept.files.add(ANN, file(3, size=1), NARROW)
        kept.files.remove(ANN, kept_file(kept, 2), now=LATER)
        clock.moment = SUNDAY + timedelta(hours=12)
        kept.files.add(ANN, file(4, size=100), NARROW)
        with pytest.raises(QuotaExceeded, match="exceeds your storage quota"):
            kept.files.add(ANN, file(5, size=1), NARROW)

    def test_what_expires_with_its_note_is_not_counted_and_what_is_deleted_with_it_is(self, stores: Stores) -> None:
        for number, by_owner in ((1, False), (2, True)):
            stores.notes.add(ANN, note(number), limits())
            stores.files.add(ANN, file(number, size=101, note_id=note_id(number)), limits())
            stores.notes.trash(ANN, note_id(number), NOW)
            stores.cascade.purge(ANN, note_id(number), by_owner=by_owner)
            if by_owner:
                with pytest.raises(QuotaExceeded):
                    stores.files.add(ANN, file(9), NARROW)
            else:
                stores.files.add(ANN, file(8), NARROW)

    def test_what_expires_by_itself_is_not_counted(self, stores: Stores) -> None:
        note_with_files(stores, 1)
        gone = kept_file(stores)
        stores.lose(ANN, "file", file_id(1))
        stores.files.account_removal(ANN, gone)
        stores.files.add(ANN, file(2), limits(bytes=10))

    @pytest.mark.parametrize("rejected", [True, False])
    def test_what_left_no_bytes_behind_is_not_counted(self, stores: Stores, rejected: bool) -> None:
        stores.files.add(ANN, file(1, size=101, status="pending"), limits())
        if rejected:
            stores.files.save(ANN, kept_file(stores), changed(kept_file(stores), LATER, status="rejected"))
        stores.files.remove(ANN, kept_file(stores), now=LATER)
        stores.files.add(ANN, file(2), NARROW)

    def test_the_usage_is_littered_by_no_weeks(self, dynamodb: object, clock: Clock) -> None:
        kept = OnDynamoDB(dynamodb, clock)  # type: ignore[arg-type]
        seen = set()
        for week in range(5):
            clock.moment = SUNDAY + timedelta(weeks=week)
            keep_and_delete(kept, week, 1)
            seen.add(frozenset(kept.table.get(ANN, "usage") or {}))
        assert len(seen) == 1


class TestAQuotaOfOnesOwn:
    @pytest.fixture
    def kept(self, dynamodb: object, clock: Clock) -> OnDynamoDB:
        return OnDynamoDB(dynamodb, clock)  # type: ignore[arg-type] # the fixture's client is untyped

    def test_it_may_be_larger_than_that_of_the_stage(self, kept: OnDynamoDB) -> None:
        set_quota(kept.table, ANN, 200)
        kept.files.add(ANN, file(1, size=150), NARROW)
        with pytest.raises(QuotaExceeded):
            kept.files.add(ANN, file(2, size=51), NARROW)
        kept.files.add(ANN, file(2, size=50), NARROW)
        assert kept.usage(ANN) == Usage(files=2, bytes=200)

    def test_it_may_be_smaller(self, kept: OnDynamoDB) -> None:
        set_quota(kept.table, ANN, 10)
        for size in (11, 101):
            with pytest.raises(QuotaExceeded):
                kept.files.add(ANN, file(1, size=size), NARROW)
        kept.files.add(ANN, file(1, size=10), NARROW)

    def test_it_also_bounds_what_is_deleted_in_a_week(self, kept: OnDynamoDB) -> None:
        set_quota(kept.table, ANN, 10)
        for number in (1, 2):
            keep_and_delete(kept, number, 10)
        with pytest.raises(QuotaExceeded, match="permanently deleted more this week"):
            kept.files.add(ANN, file(3, size=1), NARROW)

    def test_it_is_nobody_elses(self, kept: OnDynamoDB) -> None:
        set_quota(kept.table, ANN, 200)
        with pytest.raises(QuotaExceeded):
            kept.files.add(BOB, file(1, size=101), NARROW)

    def test_it_ends_with_what_is_stored_kept(self, kept: OnDynamoDB) -> None:
        set_quota(kept.table, ANN, 200)
        kept.files.add(ANN, file(1, size=150), NARROW)
        set_quota(kept.table, ANN, None)
        assert kept.usage_store.standing(ANN, NARROW) == (Usage(files=1, bytes=150), NARROW)
        with pytest.raises(QuotaExceeded):
            kept.files.add(ANN, file(2, size=0), NARROW)

    def test_a_repeated_request_returns_its_file_though_the_quota_is_full(self, kept: OnDynamoDB) -> None:
        set_quota(kept.table, ANN, 10)
        once = Idempotency("a key", "a digest")
        for number in (1, 2):
            assert kept.files.add(ANN, file(number, size=10), NARROW, once).id == file_id(1)

    def test_the_account_tells_it(self, kept: OnDynamoDB) -> None:
        set_quota(kept.table, ANN, 200)
        assert Accounts(kept.usage_store.standing, NARROW).describe(ANN, "").limits == limits(bytes=200)
        assert Accounts(kept.usage_store.standing, NARROW).describe(BOB, "").limits == NARROW
