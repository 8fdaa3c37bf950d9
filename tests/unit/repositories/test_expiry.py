"""The time to live of items, in epoch seconds, as DynamoDB reads it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from chalicelib.domain.clock import epoch_seconds
from chalicelib.domain.files import changed
from chalicelib.domain.preconditions import ANY_VERSION, Idempotency
from chalicelib.repositories.dynamodb.keys import idempotency, item, tombstone
from tests.support.factories import ANN, LATER, NOW, file, file_id, limits, note, note_id
from tests.support.fakes import Clock
from tests.support.moto_resources import resource
from tests.support.store_backends import OnDynamoDB

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient


@pytest.fixture
def kept(dynamodb: DynamoDBClient, clock: Clock) -> OnDynamoDB:
    return OnDynamoDB(dynamodb, clock)


def expiry(kept: OnDynamoDB, sort_key: str) -> int | None:
    found = kept.table.get(ANN, sort_key)
    assert found is not None
    attribute = resource("Table")["TimeToLiveSpecification"]["AttributeName"]
    return int(found[attribute]["N"]) if attribute in found else None


def after(moment: str, **period: Any) -> int:
    return epoch_seconds(moment, timedelta(**period))


def test_a_note_goes_thirty_days_after_it_was_trashed(kept: OnDynamoDB) -> None:
    kept.notes.add(ANN, note(), limits())
    assert expiry(kept, item("note", note_id(1))) is None
    kept.notes.trash(ANN, note_id(1), LATER)
    assert expiry(kept, item("note", note_id(1))) == after(LATER, days=30)
    kept.notes.trash(ANN, note_id(1), "2026-03-09T12:00:00.000Z")
    assert expiry(kept, item("note", note_id(1))) == after(LATER, days=30)


def test_a_restored_note_stays(kept: OnDynamoDB) -> None:
    kept.notes.add(ANN, note(), limits())
    kept.notes.trash(ANN, note_id(1), NOW)
    kept.notes.restore(ANN, note_id(1), LATER)
    assert expiry(kept, item("note", note_id(1))) is None


def test_a_file_without_bytes_goes_after_a_day_whatever_is_changed_on_it(kept: OnDynamoDB) -> None:
    kept.files.add(ANN, file(status="pending"), limits())
    kept.files.change(ANN, file_id(1), {"caption": "Sea"}, ANY_VERSION, LATER)
    assert expiry(kept, item("file", file_id(1))) == after(NOW, days=1)


def test_a_ready_file_stays(kept: OnDynamoDB) -> None:
    kept.files.add(ANN, file(status="pending"), limits())
    kept.files.save(ANN, file(), changed(file(), LATER))
    assert expiry(kept, item("file", file_id(1))) is None


def test_a_rejected_file_tells_why_for_a_week(kept: OnDynamoDB) -> None:
    kept.files.add(ANN, file(status="pending"), limits())
    kept.files.save(ANN, file(), changed(file(), LATER, status="rejected", reason="It is empty."))
    assert expiry(kept, item("file", file_id(1))) == after(LATER, days=7)


def test_a_file_goes_thirty_days_after_it_was_trashed_and_a_restored_one_stays(kept: OnDynamoDB) -> None:
    kept.files.add(ANN, file(), limits())
    trashed = changed(file(), LATER, state="trashed")
    kept.files.save(ANN, file(), trashed)
    assert expiry(kept, item("file", file_id(1))) == after(LATER, days=30)
    kept.files.save(ANN, trashed, changed(trashed, LATER, state="active"))
    assert expiry(kept, item("file", file_id(1))) is None


def test_a_file_that_went_with_its_note_goes_thirty_days_after(kept: OnDynamoDB) -> None:
    kept.notes.add(ANN, note(), limits())
    kept.files.add(ANN, file(note_id=note_id(1)), limits())
    kept.cascade.move_files(ANN, kept.notes.trash(ANN, note_id(1), NOW), LATER)
    assert expiry(kept, item("file", file_id(1))) == after(LATER, days=30)


def test_an_idempotency_key_expires_after_a_day(kept: OnDynamoDB) -> None:
    kept.notes.add(ANN, note(), limits(), Idempotency("a key", "a digest"))
    assert expiry(kept, idempotency("a key")) == after(NOW, days=1)


def test_a_tombstone_outlasts_the_trash_and_the_stream(kept: OnDynamoDB, clock: Clock) -> None:
    kept.files.add(ANN, file(), limits())
    kept.files.remove(ANN, file(), now=NOW)
    assert expiry(kept, tombstone("file", file_id(1))) == after(clock.now, days=60)


def test_the_usage_stays(kept: OnDynamoDB) -> None:
    kept.files.add(ANN, file(), limits())
    assert expiry(kept, "usage") is None
