"""The recount of a user's notes and files, however many there are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from chalicelib.domain.accounts import Usage
from chalicelib.domain.reconciliation import Kept
from chalicelib.repositories.dynamodb.usage_audit import DynamoUsageAuditor
from tests.support.factories import ANN, BOB, LATER, NOW, file, file_id, limits, note, note_id
from tests.support.fakes import Clock
from tests.support.metered_app import table_items
from tests.support.moto_resources import TABLE
from tests.support.operated_service import just_before
from tests.support.store_backends import OnDynamoDB

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient


def nothing() -> None:
    """Do nothing."""


@pytest.fixture
def stores(dynamodb: DynamoDBClient) -> OnDynamoDB:
    return OnDynamoDB(dynamodb, Clock())


@pytest.fixture
def usage_auditor(stores: OnDynamoDB) -> DynamoUsageAuditor:
    return DynamoUsageAuditor(stores.table, stores.usage_store)


def test_of_somebody_who_has_nothing_there_is_nothing(usage_auditor: DynamoUsageAuditor) -> None:
    audit = usage_auditor.audit(ANN)
    assert (audit.recorded, audit.counted, audit.files, audit.revision) == (Usage(), Usage(), {}, None)


@pytest.mark.slow
def test_more_than_a_page_is_counted_whole(stores: OnDynamoDB, usage_auditor: DynamoUsageAuditor) -> None:
    """Read several pages, as DynamoDB returns a megabyte at a time."""
    stores.place(ANN, [file(number, caption="x" * 10_000) for number in range(150)])
    for number in range(3):
        stores.notes.add(ANN, note(number), limits())
    with just_before(stores.client, "Query", nothing) as queries:
        audit = usage_auditor.audit(ANN)
    assert audit.counted == Usage(notes=3, files=150, bytes=1500)
    assert audit.files[file_id(149)] == Kept("ready", NOW)
    assert len(queries) == 3


def test_nobody_elses_things_are_counted(stores: OnDynamoDB, usage_auditor: DynamoUsageAuditor) -> None:
    stores.notes.add(BOB, note(), limits())
    stores.place(BOB, [file()])
    assert usage_auditor.audit(ANN).counted == Usage()


def test_what_only_looks_like_a_file_is_none(stores: OnDynamoDB, usage_auditor: DynamoUsageAuditor) -> None:
    stores.files.add(ANN, file(), limits(bytes=10))
    stores.files.remove(ANN, file(), now=LATER)
    assert usage_auditor.audit(ANN).counted == Usage()


def test_a_note_that_moves_while_it_is_counted_is_one_note(
    stores: OnDynamoDB, usage_auditor: DynamoUsageAuditor
) -> None:
    """Count the note once, although it is read at its old position and again at its new one."""
    stores.notes.add(ANN, note(1, title="x" * 10_000), limits())
    _copy(stores, 150)
    moves: Iterator[Callable[[], object]] = iter([nothing, lambda: stores.notes.trash(ANN, note_id(1), LATER)])
    with just_before(stores.client, "Query", lambda: next(moves, nothing)()) as queries:
        assert usage_auditor.audit(ANN).counted == Usage(notes=150)
    assert len(queries) == 3


def test_the_record_is_read_before_anything_is_counted(stores: OnDynamoDB, usage_auditor: DynamoUsageAuditor) -> None:
    """Read the record first: a write meanwhile then makes it another revision, and is never taken for a mistake."""
    writes: Iterator[Callable[[], object]] = iter([lambda: stores.notes.add(ANN, note(), limits())])
    with just_before(stores.client, "Query", lambda: next(writes, nothing)()):
        audit = usage_auditor.audit(ANN)
    assert (audit.recorded, audit.counted) == (Usage(), Usage(notes=1))
    assert not usage_auditor.correct(ANN, audit)
    assert stores.usage(ANN) == Usage(notes=1)


def _copy(stores: OnDynamoDB, number: int) -> None:
    """Copy the first note until there are `number` notes, including the first."""
    (first,) = [one for (_, name), one in table_items().items() if name == f"note#{note_id(1)}"]
    for other in map(note_id, range(2, number + 1)):
        keys = {name: {"S": first[name]["S"].replace(note_id(1), other)} for name in ("sk", "listed_sk")}
        stores.client.put_item(TableName=TABLE, Item=first | keys)
