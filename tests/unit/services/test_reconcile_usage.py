"""What a sweep does about usage that is not what somebody keeps."""

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
from tests.support.reconciliation_fixture import Household

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient
    from types_boto3_s3 import S3Client


@pytest.fixture
def household(dynamodb: DynamoDBClient, s3: S3Client) -> Household:
    """Ann keeps a note in each state, and a file in each."""
    household = Household(dynamodb, s3)
    notes, files = household.stores.notes, household.stores.files
    for number, state in enumerate(["active", "archived", "active"], 1):
        notes.add(ANN, note(number, state=state), limits())
    notes.trash(ANN, note_id(3), LATER)
    household.keep(file(1, note_id=note_id(1)))
    household.keep(file(2, status="pending", size=100), whole=False)
    household.keep(file(3, status="pending", size=1000), whole=False)
    rejected = changed(file(3, status="pending", size=1000), LATER, status="rejected")
    files.save(ANN, file(3, status="pending", size=1000), rejected)
    household.keep(file(4, size=10_000))
    files.save(ANN, file(4, size=10_000), changed(file(4, size=10_000), LATER, state="trashed"))
    return household


KEPT = Usage(notes=3, files=3, bytes=10_110)


def test_usage_that_is_right_is_left_alone_at_once(household: Household) -> None:
    assert household.stores.usage(ANN) == KEPT
    assert household.sweep() == [Swept(ANN)]
    assert household.pauses == []


@pytest.mark.parametrize(
    "amounts", [{"notes": 1}, {"notes": -2}, {"files": 1, "bytes": 7}, {"bytes": -10_000}], ids=str
)
def test_usage_that_is_wrong_is_put_right_after_a_second_look(household: Household, amounts: Any) -> None:
    household.drift(**amounts)
    assert household.sweep() == [Swept(ANN), Repaired(ANN)]
    assert household.stores.usage(ANN) == KEPT
    assert len(household.pauses) == 1
    assert household.sweep() == [Swept(ANN)]


def test_usage_that_is_lost_is_made_anew(household: Household) -> None:
    key = household.stores.table.key(ANN, USAGE)
    household.stores.client.delete_item(TableName=TABLE, Key=key)
    assert Repaired(ANN) in household.sweep()
    assert household.stores.usage(ANN) == KEPT


def test_usage_from_before_there_were_revisions_is_put_right(household: Household) -> None:
    spoiled: Any = household.stores.table.key(ANN, USAGE) | {"notes": {"N": "9"}}
    household.stores.client.put_item(TableName=TABLE, Item=spoiled)
    assert Repaired(ANN) in household.sweep()
    assert household.stores.usage(ANN) == KEPT


def test_several_share_one_pause(household: Household) -> None:
    household.census.parts["people"] = ["cid", "dan", ANN, BOB]
    household.drift(ANN, notes=1)
    household.drift(BOB, notes=1)
    assert household.sweep()[2:] == [Swept(ANN), Swept(BOB), Repaired(ANN), Repaired(BOB)]
    assert len(household.pauses) == 1
    assert (household.stores.usage(ANN), household.stores.usage(BOB)) == (KEPT, Usage())


def test_what_the_stream_tells_of_in_the_pause_is_not_counted_twice(household: Household) -> None:
    expired = file(2, status="pending", size=100)
    household.stores.lose(ANN, "file", file_id(2))
    household.happens = lambda: household.stores.files.settle(ANN, expired)
    assert household.sweep() == [Swept(ANN)]
    assert household.pauses
    assert household.stores.usage(ANN) == Usage(notes=3, files=2, bytes=10_010)


def test_what_is_counted_in_the_pause_leaves_the_repair_to_the_next_sweep(household: Household) -> None:
    household.drift(notes=1)
    household.happens = lambda: household.stores.notes.add(ANN, note(9), limits())
    assert household.sweep() == [Swept(ANN)]
    household.happens = lambda: None
    assert household.sweep() == [Swept(ANN), Repaired(ANN)]
    assert household.stores.usage(ANN).notes == 4


@pytest.mark.parametrize("method", ["look", "correct"])
def test_a_write_at_any_moment_is_never_lost(household: Household, method: str) -> None:
    household.drift(notes=5)
    numbers = iter(range(10, 20))
    write = Meanwhile(method, lambda: household.stores.notes.add(ANN, note(next(numbers)), limits()))
    household.sweep(around=write.of)
    household.sweep()
    assert household.stores.usage(ANN).notes == 4


def test_a_write_between_the_second_look_and_the_repair_prevents_it(household: Household) -> None:
    household.drift(notes=5)
    write = Meanwhile("correct", lambda: household.stores.files.add(ANN, file(9), limits()))
    assert household.sweep(around=write.of) == [Swept(ANN)]
    assert household.stores.usage(ANN) == Usage(notes=8, files=4, bytes=10_120)


def test_everything_that_is_counted_is_another_revision(household: Household) -> None:
    def revision() -> int | None:
        return household.stores.ledger.recorded(ANN)[1]

    deeds: list[Any] = [
        lambda: household.stores.notes.add(ANN, note(9), limits()),
        lambda: household.stores.notes.remove(ANN, note_id(3)),
        lambda: household.stores.files.add(ANN, file(9), limits()),
        lambda: household.stores.files.remove(ANN, file(9), now=LATER),
        lambda: household.stores.files.settle(ANN, file(8)),
        lambda: household.stores.notes.settle(ANN, note_id(8)),
        lambda: household.sweep(),
    ]
    for deed in deeds:
        before = revision()
        deed()
        assert revision() != before
