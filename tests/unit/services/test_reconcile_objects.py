"""The sweep's removal of objects without a file, and its report of files without their objects."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from chalicelib.domain.files import changed
from chalicelib.domain.reconciliation import Missing, Removed, Skipped, Swept
from chalicelib.repositories.s3.object_keys import incoming, original, preview
from tests.support.factories import ANN, BOB, LATER, file, file_id, limits, note
from tests.support.fakes import Meanwhile
from tests.support.moto_resources import TABLE
from tests.support.reconciliation_fixture import ReconciliationFixture, everything_of

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient
    from types_boto3_s3 import S3Client

HALF_A_DAY = timedelta(hours=12)


@pytest.fixture
def fixture(dynamodb: DynamoDBClient, s3: S3Client) -> ReconciliationFixture:
    return ReconciliationFixture(dynamodb, s3)


class TestObjectsWithoutAFile:
    def test_they_go_wherever_they_are_and_the_next_sweep_finds_nothing(self, fixture: ReconciliationFixture) -> None:
        fixture.put(*everything_of(ANN, file_id(1)))
        assert fixture.sweep() == [Removed(ANN, 3), Swept(ANN)]
        assert fixture.keys() == set()
        assert fixture.sweep() == [Swept(ANN)]

    def test_previews_of_a_size_that_is_made_no_longer_go_too(self, fixture: ReconciliationFixture) -> None:
        fixture.put(preview(ANN, file_id(1), 640))
        assert fixture.sweep() == [Removed(ANN, 1), Swept(ANN)]
        assert fixture.keys() == set()

    def test_what_is_younger_than_a_day_stays(self, fixture: ReconciliationFixture) -> None:
        fixture.put(*everything_of(ANN, file_id(1)))
        assert fixture.sweep(after=HALF_A_DAY) == [Swept(ANN)]
        assert fixture.keys() == everything_of(ANN, file_id(1))

    @pytest.mark.parametrize("fields", [{"status": "pending"}, {"status": "ready"}, {"state": "trashed"}], ids=str)
    def test_those_of_a_file_stay_however_old_they_are(
        self, fixture: ReconciliationFixture, fields: dict[str, str]
    ) -> None:
        fixture.keep(file(1, **fields))
        fixture.put(*everything_of(ANN, file_id(1)))
        assert fixture.sweep() == [Swept(ANN)]
        assert fixture.keys() == everything_of(ANN, file_id(1))

    def test_a_rejected_file_has_none(self, fixture: ReconciliationFixture) -> None:
        pending = file(1, status="pending")
        fixture.keep(pending)
        fixture.stores.files.save(ANN, pending, changed(pending, LATER, status="rejected"))
        assert fixture.sweep() == [Removed(ANN, 1), Swept(ANN)]
        assert fixture.keys() == set()

    def test_a_file_that_came_meanwhile_keeps_its_own(self, fixture: ReconciliationFixture) -> None:
        fixture.put(*everything_of(ANN, file_id(1)))
        comes = Meanwhile("stored", lambda: fixture.stores.files.add(ANN, file(1), limits()))
        assert fixture.sweep(around=comes.of) == [Swept(ANN)]
        assert fixture.keys() == everything_of(ANN, file_id(1))

    def test_somebody_elses_file_is_none_of_hers(self, fixture: ReconciliationFixture) -> None:
        fixture.keep(file(1), owner=BOB)
        fixture.put(original(ANN, file_id(1)))
        assert fixture.sweep() == [Removed(ANN, 1), Swept(ANN)]
        assert fixture.keys() == {original(BOB, file_id(1))}

    @pytest.mark.parametrize("key", [f"incoming/{ANN}/no/file", f"originals/{ANN}", "elsewhere", f"web/{ANN}/x"])
    def test_what_has_no_place_of_ours_is_not_ours_to_remove(self, fixture: ReconciliationFixture, key: str) -> None:
        fixture.put(key)
        assert fixture.sweep() == [Swept(ANN)]
        assert fixture.keys() == {key}


class TestFilesWithoutBytes:
    @pytest.mark.parametrize("state", ["active", "trashed"])
    def test_missing_bytes_are_reported_each_time(self, fixture: ReconciliationFixture, state: str) -> None:
        fixture.keep(file(1, state=state), whole=False)
        fixture.keep(file(2))
        for _ in range(2):
            assert fixture.sweep() == [Missing(ANN, file_id(1)), Swept(ANN)]

    def test_its_previews_are_not_its_bytes(self, fixture: ReconciliationFixture) -> None:
        fixture.keep(file(1), whole=False)
        fixture.put(incoming(ANN, file_id(1)), preview(ANN, file_id(1), 320))
        assert fixture.sweep() == [Missing(ANN, file_id(1)), Swept(ANN)]
        assert len(fixture.keys()) == 2

    def test_one_that_waits_for_them_or_is_rejected_has_none_to_miss(self, fixture: ReconciliationFixture) -> None:
        fixture.keep(file(1, status="pending"), whole=False)
        fixture.stores.place(ANN, [file(2, status="rejected")])
        assert fixture.sweep() == [Swept(ANN)]

    def test_a_file_of_today_is_not_reported(self, fixture: ReconciliationFixture) -> None:
        fixture.keep(file(1, created_at="2999-01-01T00:00:00.000Z"), whole=False)
        assert fixture.sweep() == [Swept(ANN)]

    def test_a_file_that_goes_meanwhile_is_not_reported(self, fixture: ReconciliationFixture) -> None:
        fixture.keep(file(1), whole=False)
        goes = Meanwhile("stored", lambda: fixture.stores.files.remove(ANN, file(1), now=LATER))
        assert fixture.sweep(around=goes.of) == [Swept(ANN)]

    def test_bytes_that_came_since_they_were_listed_are_found(self, fixture: ReconciliationFixture) -> None:
        fixture.keep(file(1), whole=False)
        comes = Meanwhile("has_original", lambda: fixture.put(original(ANN, file_id(1))))
        assert fixture.sweep(around=comes.of) == [Swept(ANN)]


def test_an_error_for_one_owner_affects_no_other(fixture: ReconciliationFixture) -> None:
    fixture.owner_directory.parts["people"] = [ANN, BOB]
    damaged = fixture.stores.table.key(ANN, f"file#{file_id(1)}")
    fixture.stores.client.put_item(TableName=TABLE, Item=damaged)
    fixture.stores.notes.add(BOB, note(), limits())
    fixture.put(original(ANN, file_id(2)), original(BOB, file_id(2)))
    skipped, *others = fixture.sweep()
    assert isinstance(skipped, Skipped)
    assert skipped.owner == ANN
    assert others == [Removed(BOB, 1), Swept(BOB)]
    assert fixture.keys() == {original(ANN, file_id(2))}
