"""The sweep's repair of usage that differs from what a user keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from chalicelib.domain.accounts import Usage
from chalicelib.domain.files import changed
from chalicelib.domain.reconciliation import Repaired, Swept
from chalicelib.repositories.dynamodb.keys import USAGE
from tests.support.factories import ANN, BOB, LATER, file, file_id, limits, note, note_id
from tests.support.fakes import Meanwhile
from tests.support.moto_resources import TABLE
from tests.support.reconciliation_fixture import ReconciliationFixture

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient
    from types_boto3_s3 import S3Client


@pytest.fixture
def fixture(dynamodb: DynamoDBClient, s3: S3Client) -> ReconciliationFixture:
    """Return a fixture in which Ann keeps a note in each state, and a file in each."""
    fixture = ReconciliationFixture(dynamodb, s3)
    notes, files = fixture.stores.notes, fixture.stores.files
    for number, state in enumerate(["active", "archived", "active"], 1):
        notes.add(ANN, note(number, state=state), limits())
    notes.trash(ANN, note_id(3), LATER)
    fixture.keep(file(1, note_id=note_id(1)))
    fixture.keep(file(2, status="pending", size=100), whole=False)
    fixture.keep(file(3, status="pending", size=1000), whole=False)
    rejected = changed(file(3, status="pending", size=1000), LATER, status="rejected")
    files.save(ANN, file(3, status="pending", size=1000), rejected)
    fixture.keep(file(4, size=10_000))
    files.save(ANN, file(4, size=10_000), changed(file(4, size=10_000), LATER, state="trashed"))
    return fixture


KEPT = Usage(notes=3, files=3, bytes=10_110)


def test_usage_that_is_right_is_left_alone_without_a_pause(fixture: ReconciliationFixture) -> None:
    assert fixture.stores.usage(ANN) == KEPT
    assert fixture.sweep() == [Swept(ANN)]
    assert fixture.pauses == []


@pytest.mark.parametrize(
    "amounts", [{"notes": 1}, {"notes": -2}, {"files": 1, "bytes": 7}, {"bytes": -10_000}], ids=str
)
def test_usage_that_is_wrong_is_repaired_after_a_second_count(fixture: ReconciliationFixture, amounts: Any) -> None:
    fixture.drift(**amounts)
    assert fixture.sweep() == [Swept(ANN), Repaired(ANN)]
    assert fixture.stores.usage(ANN) == KEPT
    assert len(fixture.pauses) == 1
    assert fixture.sweep() == [Swept(ANN)]


def test_usage_that_is_lost_is_created_again(fixture: ReconciliationFixture) -> None:
    key = fixture.stores.table.key(ANN, USAGE)
    fixture.stores.client.delete_item(TableName=TABLE, Key=key)
    assert Repaired(ANN) in fixture.sweep()
    assert fixture.stores.usage(ANN) == KEPT


def test_usage_from_before_there_were_revisions_is_repaired(fixture: ReconciliationFixture) -> None:
    spoiled: Any = fixture.stores.table.key(ANN, USAGE) | {"notes": {"N": "9"}}
    fixture.stores.client.put_item(TableName=TABLE, Item=spoiled)
    assert Repaired(ANN) in fixture.sweep()
    assert fixture.stores.usage(ANN) == KEPT


def test_several_share_one_pause(fixture: ReconciliationFixture) -> None:
    fixture.owner_directory.parts["people"] = ["cid", "dan", ANN, BOB]
    fixture.drift(ANN, notes=1)
    fixture.drift(BOB, notes=1)
    assert fixture.sweep()[2:] == [Swept(ANN), Swept(BOB), Repaired(ANN), Repaired(BOB)]
    assert len(fixture.pauses) == 1
    assert (fixture.stores.usage(ANN), fixture.stores.usage(BOB)) == (KEPT, Usage())


def test_what_the_stream_delivers_in_the_pause_is_not_counted_twice(fixture: ReconciliationFixture) -> None:
    expired = file(2, status="pending", size=100)
    fixture.stores.lose(ANN, "file", file_id(2))
    fixture.happens = lambda: fixture.stores.files.account_removal(ANN, expired)
    assert fixture.sweep() == [Swept(ANN)]
    assert fixture.pauses
    assert fixture.stores.usage(ANN) == Usage(notes=3, files=2, bytes=10_010)


def test_what_is_counted_in_the_pause_leaves_the_repair_to_the_next_sweep(fixture: ReconciliationFixture) -> None:
    fixture.drift(notes=1)
    fixture.happens = lambda: fixture.stores.notes.add(ANN, note(9), limits())
    assert fixture.sweep() == [Swept(ANN)]
    fixture.happens = lambda: None
    assert fixture.sweep() == [Swept(ANN), Repaired(ANN)]
    assert fixture.stores.usage(ANN).notes == 4


@pytest.mark.parametrize("method", ["audit", "correct"])
def test_a_write_at_any_time_is_never_lost(fixture: ReconciliationFixture, method: str) -> None:
    fixture.drift(notes=5)
    numbers = iter(range(10, 20))
    write = Meanwhile(method, lambda: fixture.stores.notes.add(ANN, note(next(numbers)), limits()))
    fixture.sweep(around=write.of)
    fixture.sweep()
    assert fixture.stores.usage(ANN).notes == 4


def test_a_write_between_the_second_count_and_the_repair_prevents_it(fixture: ReconciliationFixture) -> None:
    fixture.drift(notes=5)
    write = Meanwhile("correct", lambda: fixture.stores.files.add(ANN, file(9), limits()))
    assert fixture.sweep(around=write.of) == [Swept(ANN)]
    assert fixture.stores.usage(ANN) == Usage(notes=8, files=4, bytes=10_120)


def test_everything_that_is_counted_is_another_revision(fixture: ReconciliationFixture) -> None:
    def revision() -> int | None:
        return fixture.stores.usage_store.recorded(ANN)[1]

    writes: list[Any] = [
        lambda: fixture.stores.notes.add(ANN, note(9), limits()),
        lambda: fixture.stores.notes.remove(ANN, note_id(3)),
        lambda: fixture.stores.files.add(ANN, file(9), limits()),
        lambda: fixture.stores.files.remove(ANN, file(9), now=LATER),
        lambda: fixture.stores.files.account_removal(ANN, file(8)),
        lambda: fixture.stores.notes.account_removal(ANN, note_id(8)),
        lambda: fixture.sweep(),
    ]
    for write in writes:
        before = revision()
        write()
        assert revision() != before
