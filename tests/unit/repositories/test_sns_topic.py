"""The topic and the dead-letter queue, on moto and with refusals of AWS."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from chalicelib.domain.integration_events import Event
from chalicelib.repositories.dead_letters import SqsDeadLetters
from chalicelib.repositories.sns_topic import NotPublished, SnsTopic
from tests.support.factories import ANN, BOB, NOW, file_id, note_id
from tests.support.moto_resources import FAILURES_URL, TOPIC_ARN, make_topic
from tests.support.queues import listening
from tests.support.stream_items import note_changed

if TYPE_CHECKING:
    from types_boto3_sns import SNSClient
    from types_boto3_sqs import SQSClient

Heard = Callable[[], list[Any]]
DENIED = ClientError({"Error": {"Code": "AuthorizationError"}}, "PublishBatch")


def event(number: int, **fields: Any) -> Event:
    known: dict[str, Any] = {"id": f"e{number}", "type": "note.created", "entity": "note", "subject": note_id(number)}
    return Event(**known | {"owner": ANN, "version": 1, "time": NOW} | fields)


class Refusing:
    """A fake of SNS that fails some requests, and some entries of the others."""

    def __init__(self, **refusals: Any) -> None:
        self._refusals = refusals
        self.sizes: list[int] = []

    def publish_batch(self, **asked: Any) -> Any:
        entries = asked["PublishBatchRequestEntries"]
        self.sizes.append(len(entries))
        for entry in entries:
            refusal = self._refusals.get(json.loads(entry["Message"])["id"])
            if isinstance(refusal, Exception):
                raise refusal
        failed = [one for one in entries if json.loads(one["Message"])["id"] in self._refusals]
        return {"Successful": [], "Failed": [{"Id": one["Id"], "Code": "InternalError"} for one in failed]}


def published(sns: Refusing, count: int) -> dict[int, str]:
    failures = SnsTopic(cast(Any, sns), TOPIC_ARN, "urn:skynotes:test").publish([event(n) for n in range(count)])
    return {position: type(error).__name__ for position, error in failures.items()}


def test_all_are_received_ten_at_a_time_or_fewer(aws: dict[str, Any], heard: Heard) -> None:
    events = [event(number) for number in range(23)]
    assert SnsTopic(aws["sns"], TOPIC_ARN, "urn:skynotes:test").publish(events) == {}
    assert sorted(one["id"] for one in heard()) == sorted(one.id for one in events)
    sns = Refusing()
    assert (published(sns, 23), sns.sizes) == ({}, [10, 10, 3])


def test_nothing_is_asked_for_nothing() -> None:
    sns = Refusing()
    assert (published(sns, 0), sns.sizes) == ({}, [])


def test_subscribers_may_filter_by_type_entity_and_user(aws: dict[str, Any]) -> None:
    make_topic(aws["sns"])
    policy = {"type": ["note.trashed"], "entity": ["note"], "user": [ANN]}
    heard = listening(aws["sns"], aws["sqs"], FilterPolicy=json.dumps(policy))
    events = [
        event(1),
        event(2, type="note.trashed"),
        event(3, type="note.trashed", owner=BOB),
        event(4, type="file.ready", entity="file", subject=file_id(1)),
    ]
    SnsTopic(aws["sns"], TOPIC_ARN, "urn:skynotes:test").publish(events)
    assert [one["id"] for one in heard()] == ["e2"]


def test_an_entry_that_sns_refuses_is_said_to_have_failed_and_no_other() -> None:
    assert published(Refusing(e3=True, e12=True), 15) == {3: NotPublished.__name__, 12: NotPublished.__name__}


@pytest.mark.parametrize("error", [DENIED, EndpointConnectionError(endpoint_url="https://sns")])
def test_a_request_that_fails_does_so_for_all_that_it_holds(error: Exception) -> None:
    sns = Refusing(e3=error)
    assert published(sns, 12) == dict.fromkeys(range(10), type(error).__name__)
    assert sns.sizes == [10, 2]


def test_a_dead_letter_has_all_that_a_replay_needs_and_no_text(aws: dict[str, Any], dead_letters: Heard) -> None:
    record = note_changed(1, "active", "trashed")
    SqsDeadLetters(aws["sqs"], FAILURES_URL).send(record, "OSError")
    (dead_letter,) = dead_letters()
    assert (dead_letter["sequence_number"], dead_letter["error"]) == (record["dynamodb"]["SequenceNumber"], "OSError")
    assert dead_letter["happened_at"] == "2026-03-01T12:00:00+00:00"
    assert dead_letter["record"]["eventID"] == record["eventID"]
    assert "what I dreamt" in json.dumps(record)
    assert "what I dreamt" not in json.dumps(dead_letter)


def test_clients_give_up_in_time_to_report_it(aws: dict[str, Any]) -> None:
    from chalicelib.repositories import clients

    assert aws
    found: tuple[SNSClient, SQSClient] = clients.sns(), clients.sqs()
    for config in (cast(Any, client.meta.config) for client in found):
        assert config.retries["total_max_attempts"] * (config.connect_timeout + config.read_timeout) < 15
