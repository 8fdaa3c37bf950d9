"""Faults below the repositories, which end in success after a retry or in `Unavailable`, and never half-way."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.awsrequest import AWSResponse
from botocore.exceptions import ClientError

from chalicelib.domain.errors import PreconditionFailed, Unavailable
from chalicelib.domain.preconditions import ANY_VERSION, Precondition
from tests.support import network_faults as w
from tests.support.factories import ANN, LATER, file, file_id, note_id
from tests.support.fakes import Clock
from tests.support.network_faults import Fault
from tests.support.store_backends import OnDynamoDB
from tests.support.table_operations import READS, TRANSACTIONS, UPDATES, WRITES, Bench

FAULTS: dict[str, Fault] = {
    "throttled": w.answer(400, "ThrottlingException"),
    "out of capacity": w.answer(400, "ProvisionedThroughputExceededException"),
    "internal error": w.answer(500, "InternalServerError"),
    "no connection": w.never_connected,
    "cut before": w.cut_before,
    "timed out": w.timed_out,
    "answer lost": w.answer_lost,
}
CONFLICTS_OF_UPDATES = {"conflict": w.answer(400, "TransactionConflictException")}
CONFLICTS_OF_TRANSACTIONS = {
    "conflict": w.cancelled("None", "TransactionConflict"),
    "throttled within": w.cancelled("ThrottlingError", "None"),
    "in progress": w.answer(400, "TransactionInProgressException"),
}
FAULTS_OF_WRITES = {
    **dict.fromkeys(UPDATES, FAULTS | CONFLICTS_OF_UPDATES),
    **dict.fromkeys(TRANSACTIONS, FAULTS | CONFLICTS_OF_TRANSACTIONS),
}
IN_WRITES = [(write, fault) for write, faults in FAULTS_OF_WRITES.items() for fault in faults]


@pytest.mark.slow
@pytest.mark.parametrize(("write", "fault"), IN_WRITES)
def test_a_write_outlives_a_fault_and_has_its_effect_once(bench: Bench, write: str, fault: str) -> None:
    expected = bench.result(write)
    bench.dynamodb.befall_writes(FAULTS_OF_WRITES[write][fault])
    WRITES[write](bench.kept)
    assert bench.items() == expected


@pytest.mark.slow
@pytest.mark.parametrize(("write", "fault"), IN_WRITES)
def test_a_write_whose_fault_does_not_end_is_unavailable_and_not_half_done(
    bench: Bench, write: str, fault: str
) -> None:
    expected = bench.result(write) if fault == "answer lost" else bench.filled
    with bench.dynamodb.writes_down(FAULTS_OF_WRITES[write][fault]), pytest.raises(Unavailable):
        WRITES[write](bench.kept)
    assert bench.items() == expected


@pytest.mark.parametrize("write", TRANSACTIONS)
def test_a_transaction_still_in_progress_when_it_is_repeated_has_its_effect_once(bench: Bench, write: str) -> None:
    expected = bench.result(write)
    in_progress = CONFLICTS_OF_TRANSACTIONS["in progress"]
    bench.dynamodb.befall_writes(w.answer_lost, in_progress, in_progress, in_progress)
    WRITES[write](bench.kept)
    assert bench.items() == expected


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("read", READS)
def test_a_read_outlives_a_fault(bench: Bench, read: str, fault: str) -> None:
    expected = READS[read](bench.kept)
    bench.dynamodb.befall(FAULTS[fault])
    assert READS[read](bench.kept) == expected


@pytest.mark.parametrize("read", READS)
def test_a_read_whose_fault_does_not_end_is_unavailable(bench: Bench, read: str) -> None:
    with bench.dynamodb.down(w.timed_out), pytest.raises(Unavailable):
        READS[read](bench.kept)


def test_a_refusal_after_a_fault_is_a_refusal(bench: Bench) -> None:
    bench.dynamodb.befall(FAULTS["throttled"])
    with pytest.raises(PreconditionFailed):
        bench.kept.notes.change(ANN, note_id(3), {"title": "Sea"}, Precondition(frozenset({7})), LATER)


def test_a_refusal_beside_a_conflict_is_a_refusal(bench: Bench) -> None:
    bench.dynamodb.befall(w.cancelled("TransactionConflict", "None", "ConditionalCheckFailed"))
    with pytest.raises(PreconditionFailed):
        bench.kept.files.remove(ANN, file(1, note_id=note_id(1)), now=LATER)


def test_between_conflicts_it_pauses_a_little_and_differently(bench: Bench) -> None:
    with bench.dynamodb.down(CONFLICTS_OF_UPDATES["conflict"]), pytest.raises(Unavailable):
        bench.kept.notes.trash(ANN, note_id(1), LATER)
    assert len(set(bench.pauses)) == len(bench.pauses) > 3
    assert sum(bench.pauses) < 6
    assert bench.pauses[0] <= 0.01


def test_it_gives_up_within_the_time_of_a_request(bench: Bench) -> None:
    with bench.dynamodb.down(w.timed_out), pytest.raises(Unavailable):
        bench.kept.notes.trash(ANN, note_id(1), LATER)
    config: Any = bench.kept.client.meta.config
    slowest_try = config.connect_timeout + config.read_timeout
    assert len(bench.dynamodb.requests) * slowest_try < 20


def test_a_mistake_of_ours_is_not_called_busy(bench: Bench) -> None:
    bench.dynamodb.befall(w.answer(400, "ValidationException"))
    with pytest.raises(ClientError):
        bench.kept.notes.trash(ANN, note_id(1), LATER)
    assert bench.items() == bench.filled


@pytest.mark.parametrize("write", ["change any version of a note", "trash a note"])
def test_a_note_that_is_archived_and_taken_out_all_the_time_is_left_for_later(
    bench: Bench, clients: dict[str, Any], write: str
) -> None:
    others = OnDynamoDB(clients["dynamodb"], Clock()).notes

    def moved_before(deliver: w.Deliver) -> AWSResponse:
        kept = others.find(ANN, note_id(3))
        state = "archived" if kept and kept.state == "active" else "active"
        others.change(ANN, note_id(3), {"state": state}, ANY_VERSION, LATER)
        return deliver()

    with bench.dynamodb.writes_down(moved_before), pytest.raises(Unavailable):
        WRITES[write](bench.kept)
    assert bench.kept.files.find(ANN, file_id(4)) is None
