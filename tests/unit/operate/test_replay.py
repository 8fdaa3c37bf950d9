"""Dead letters, as Lambda writes them, and the replay of each."""

from __future__ import annotations

import io
import json
from types import SimpleNamespace
from typing import Any, cast

import pytest

from chalicelib.repositories.dead_letters import dead_letter
from chalicelib.repositories.dynamodb.stream_records import without_texts
from operate.replay import replay
from operate.running_stage import Service
from tests.support.factories import note_id
from tests.support.stream_items import note_changed
from tests.unit.operate.test_stream_mapping import ARN, BATCH, FIRST, record

UPLOADS, CHANGES = "https://sqs/uploads", "https://sqs/changes"
KEY = "incoming/ann/01F00000000000000000000001"
UPLOADED = {"Records": [{"s3": {"bucket": {"name": "media"}, "object": {"key": KEY}}}]}
FAILURE = {"errorType": "OSError", "errorMessage": "S3 did not delete 1 of a file's objects: AccessDenied"}
CONTEXT = {"requestId": "1", "functionArn": "arn:aws:lambda", "condition": "RetriesExhausted"}
UPLOAD_DEAD_LETTER = {
    "version": "1.0",
    "timestamp": "2026-03-01T12:00:00.000Z",
    "requestContext": CONTEXT,
    "requestPayload": UPLOADED,
    "responseContext": {"statusCode": 200, "executedVersion": "$LATEST", "functionError": "Unhandled"},
    "responsePayload": FAILURE,
}
CHANGE_DEAD_LETTER = {
    "version": "1.0",
    "timestamp": "2026-03-01T12:00:00.000Z",
    "requestContext": CONTEXT,
    "responseContext": {"statusCode": 200, "executedVersion": "$LATEST", "functionError": "Unhandled"},
    "DDBStreamBatchInfo": {**BATCH, "approximateArrivalOfFirstRecord": "2026-03-01T11:59:00Z"},
}
# A dead letter of ours, which contains the record itself.
RECORD = note_changed(1, "trashed", None)
OUR_DEAD_LETTER = json.loads(json.dumps(dead_letter(RECORD, "OSError")))


class Cloud:
    """Two queues, two functions and a stream: a client of each kind in one."""

    def __init__(self, uploads: list[Any], changes: list[Any], failure: Any = None) -> None:
        self.queues = {UPLOADS: _bodies(uploads), CHANGES: _bodies(changes)}
        self.hidden: set[str] = set()
        self.invocations: list[tuple[str, Any]] = []
        self.exceptions = SimpleNamespace(TrimmedDataAccessException=Trimmed, ResourceNotFoundException=Trimmed)
        self.sqs = self.lambda_ = self.dynamodbstreams = self.cloudformation = self
        self._failure = failure

    def receive_message(self, **asked: Any) -> Any:
        assert asked["VisibilityTimeout"] > 60
        found = [body for body in self.queues[asked["QueueUrl"]] if body not in self.hidden][:1]
        self.hidden |= set(found)
        return {"Messages": [{"Body": body, "ReceiptHandle": body} for body in found]} if found else {}

    def delete_message(self, **asked: Any) -> None:
        self.queues[asked["QueueUrl"]].remove(asked["ReceiptHandle"])

    def change_message_visibility(self, **asked: Any) -> None:
        assert asked["VisibilityTimeout"] == 0
        self.hidden.remove(asked["ReceiptHandle"])

    def describe_stack_resource(self, **asked: Any) -> Any:
        return {"StackResourceDetail": {"PhysicalResourceId": f"{asked['StackName']}-{asked['LogicalResourceId']}"}}

    def invoke(self, **asked: Any) -> Any:
        self.invocations.append((asked["FunctionName"], json.loads(asked["Payload"])))
        failed = {"FunctionError": "Unhandled"} if self._failure is not None else {}
        return failed | {"Payload": io.BytesIO(json.dumps(self._failure).encode())}

    def get_shard_iterator(self, **_: Any) -> Any:
        return {"ShardIterator": "1"}

    def get_records(self, **_: Any) -> Any:
        return {"Records": [record(0), record(2)]}


class Trimmed(Exception):
    """The stream's error for records that it no longer has."""


class ExpiredRecords(Cloud):
    """The cloud a day later, when the stream no longer has the records."""

    def get_shard_iterator(self, **_: Any) -> Any:
        raise Trimmed


class Asking(Cloud):
    """The cloud with a function that reports which records have failed."""

    def invoke(self, **_: Any) -> Any:
        report = {"batchItemFailures": [{"itemIdentifier": str(FIRST)}]}
        return {"Payload": io.BytesIO(json.dumps(report).encode())}


class CutOff(Cloud):
    """The cloud while the operator presses Ctrl-C."""

    def invoke(self, **_: Any) -> Any:
        raise KeyboardInterrupt


def _bodies(messages: list[Any]) -> list[str]:
    return [message if isinstance(message, str) else json.dumps(message) for message in messages]


def replayed(cloud: Cloud) -> tuple[int, list[str]]:
    lines: list[str] = []
    service = Service(cast(Any, cloud), "table", "media", "pool", "skynotes-prod", UPLOADS, CHANGES)
    return replay(service, lines.append), lines


def test_a_dead_letter_is_deleted_when_its_function_has_succeeded() -> None:
    cloud = Cloud([UPLOAD_DEAD_LETTER], [CHANGE_DEAD_LETTER])
    assert replayed(cloud) == (
        0,
        [f"OnUpload: done, {KEY}.", "OnChange: done, 2 changes of 2026-03-01T11:59:00Z."],
    )
    assert cloud.queues == {UPLOADS: [], CHANGES: []}
    assert cloud.invocations[0] == ("skynotes-prod-OnUpload", UPLOADED)
    batches = [
        (name, [one["dynamodb"]["SequenceNumber"] for one in event["Records"]]) for name, event in cloud.invocations[1:]
    ]
    assert batches == [("skynotes-prod-OnChange", [str(FIRST)]), ("skynotes-prod-OnChange", [str(FIRST + 2)])]
    assert {one["eventSourceARN"] for _, event in cloud.invocations[1:] for one in event["Records"]} == {ARN}


@pytest.mark.parametrize(
    ("failure", "why"),
    [
        (FAILURE, "OSError: S3 did not delete 1 of a file's objects: AccessDenied"),
        ({"errorMessage": "Task timed out after 60.00 seconds"}, "Task timed out after 60.00 seconds"),
    ],
)
def test_a_dead_letter_stays_when_its_function_fails_again(failure: Any, why: str) -> None:
    cloud = Cloud([UPLOAD_DEAD_LETTER], [CHANGE_DEAD_LETTER], failure)
    staying, lines = replayed(cloud)
    assert staying == 2
    assert [line.endswith(f"{why}.") for line in lines] == [True, True]
    assert cloud.queues == {UPLOADS: _bodies([UPLOAD_DEAD_LETTER]), CHANGES: _bodies([CHANGE_DEAD_LETTER])}
    assert cloud.hidden == set()


def test_a_dead_letter_with_its_record_needs_no_stream_and_becomes_no_other_dead_letter() -> None:
    cloud = ExpiredRecords([], [OUR_DEAD_LETTER])
    assert replayed(cloud)[1][1] == f"OnChange: done, a change of note {note_id(1)}."
    assert cloud.queues[CHANGES] == []
    ((function, event),) = cloud.invocations
    assert function == "skynotes-prod-OnChange"
    assert event == {"Records": [without_texts(RECORD)], "Replayed": True}


def test_it_stays_when_it_fails_again() -> None:
    cloud = Cloud([], [OUR_DEAD_LETTER], FAILURE)
    assert replayed(cloud)[0] == 1
    assert cloud.queues[CHANGES] == _bodies([OUR_DEAD_LETTER])


def test_a_change_that_the_function_asks_for_again_is_not_done() -> None:
    cloud = Asking([], [CHANGE_DEAD_LETTER])
    staying, (_, line) = replayed(cloud)
    assert staying == 1
    assert line.endswith("the function reported it as failed.")


def test_changes_that_expired_from_the_stream_are_reported() -> None:
    cloud = ExpiredRecords([], [CHANGE_DEAD_LETTER])
    staying, (_, line) = replayed(cloud)
    assert staying == 1
    assert "no longer in the stream" in line
    assert "docs/recovery.md" in line
    assert cloud.invocations == []
    assert cloud.queues[CHANGES]


@pytest.mark.parametrize(
    "body",
    ["", "no JSON", "[]", "{}", '{"requestPayload": {}}', '{"DDBStreamBatchInfo": {"a": 1}}', '{"record": {"a": 1}}'],
)
def test_what_is_no_dead_letter_stays(body: str) -> None:
    cloud = Cloud([body], [])
    staying, (line, _) = replayed(cloud)
    assert staying == 1
    assert "not a dead letter that can be replayed" in line
    assert cloud.queues[UPLOADS] == [body]


def test_where_there_is_nothing_to_do_it_says_so() -> None:
    lines = [f"{name}: there are no dead letters." for name in ("OnUpload", "OnChange")]
    assert replayed(Cloud([], [])) == (0, lines)


def test_one_that_stays_holds_up_no_other() -> None:
    cloud = Cloud(["no JSON", UPLOAD_DEAD_LETTER, "no JSON either"], [])
    assert replayed(cloud)[0] == 2
    assert cloud.queues[UPLOADS] == ["no JSON", "no JSON either"]


def test_what_was_held_is_put_back_when_it_is_cut_off() -> None:
    cloud = CutOff(["no JSON", UPLOAD_DEAD_LETTER], [])
    with pytest.raises(KeyboardInterrupt):
        replayed(cloud)
    assert cloud.hidden == set()
    assert len(cloud.queues[UPLOADS]) == 2
