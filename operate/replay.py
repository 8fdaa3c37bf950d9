"""`make replay`: re-process the failed events of the dead-letter queues, once the cause is removed.

A dead letter is deleted when its function has succeeded, and stays when it has not. Both functions may get any event
twice. There are three kinds: Lambda's about an upload, which holds the event; our own about a change, which holds the
record; and Lambda's about changes that cut the function off, which only says where in the stream they are.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from chalicelib.events.stream import REPLAYED
from chalicelib.repositories.dynamodb.attributes import load
from chalicelib.repositories.dynamodb.keys import identify
from ship import command_line

from . import stream
from .running_stage import Service, say, sentences

if TYPE_CHECKING:
    from types_boto3_sqs import SQSClient
    from types_boto3_sqs.type_defs import MessageTypeDef

# A dead letter that stays is returned to the queue at the end; after a crash, it returns by itself after this time.
_HELD_SECONDS = 3600
_TRIMMED = (
    "its changes are no longer in the stream, which keeps them for 24 hours; docs/recovery.md says which effects may "
    "be missing and how to repair that"
)


class StillFailing(Exception):
    """The reason why a dead letter stays."""


def main() -> None:
    """Replay the dead letters of the stage that the command line names; exit with a failure if some stay."""
    parser = command_line.parser("operate.replay", __doc__)
    command_line.add_stage(parser)
    stage = parser.parse_args().stage
    with sentences():
        if staying := replay(Service.of(stage), say):
            raise SystemExit(f"Dead letters that failed again: {staying}. See their function's log for details.")


def replay(service: Service, tell: Callable[[str], None]) -> int:
    """Replay both queues and report the outcome of each dead letter; return how many stay."""
    uploads = _queue(service, "OnUpload", service.on_upload_failures_url, tell)
    changes = _queue(service, "OnChange", service.on_change_failures_url, tell)
    return uploads + changes


def _queue(service: Service, logical_id: str, url: str, tell: Callable[[str], None]) -> int:
    sqs, function = service.account.sqs, service.function(logical_id)
    staying: list[str] = []
    empty = True
    try:
        for message in _messages(sqs, url):
            empty = False
            staying.append(message["ReceiptHandle"])
            done, sentence = _replayed(service, function, message["Body"])
            if done:
                sqs.delete_message(QueueUrl=url, ReceiptHandle=staying.pop())
            tell(f"{logical_id}: {sentence}.")
    finally:
        for handle in staying:
            sqs.change_message_visibility(QueueUrl=url, ReceiptHandle=handle, VisibilityTimeout=0)
    if empty:
        tell(f"{logical_id}: there are no dead letters.")
    return len(staying)


def _messages(sqs: SQSClient, url: str) -> Iterator[MessageTypeDef]:
    while messages := sqs.receive_message(
        QueueUrl=url, MaxNumberOfMessages=1, VisibilityTimeout=_HELD_SECONDS, WaitTimeSeconds=1
    ).get("Messages"):
        yield from messages


def _replayed(service: Service, function: str, body: str) -> tuple[bool, str]:
    """Return whether the function has done everything that the dead letter is about, and a sentence to report."""
    what = "a message"
    try:
        what, events = _described(service, body)
        for event in events:
            _invoke(service, function, event)
    except stream.Trimmed:
        return False, f"failed, {what}: {_TRIMMED}"
    except StillFailing as failure:
        return False, f"failed, {what}: {failure}"
    return True, f"done, {what}"


def _described(service: Service, body: str) -> tuple[str, Iterator[str]]:
    """Return a description of a dead letter, and the events to send. Raises `StillFailing`."""
    try:
        dead_letter: Any = json.loads(body)
        if record := dead_letter.get("record"):
            entity, identifier = identify(load(record["dynamodb"]["Keys"]["sk"]))
            replay_event = {"Records": [record], REPLAYED: True}
            return f"a change of {entity} {identifier}", iter([json.dumps(replay_event)])
        if batch := dead_letter.get("DDBStreamBatchInfo"):
            what = f"{batch['batchSize']} changes of {batch['approximateArrivalOfFirstRecord']}"
            return what, stream.events(service.account.dynamodbstreams, batch)
        event = dead_letter["requestPayload"]
        return ", ".join(one["s3"]["object"]["key"] for one in event["Records"]), iter([json.dumps(event)])
    except (ValueError, LookupError, TypeError, AttributeError):
        raise StillFailing("it is not a dead letter that can be replayed") from None


def _invoke(service: Service, function: str, event: str) -> None:
    answer = service.account.lambda_.invoke(FunctionName=function, Payload=event)
    said = json.load(answer["Payload"])
    if "FunctionError" in answer:
        raise StillFailing(": ".join(said[part] for part in ("errorType", "errorMessage") if said.get(part)))
    if said and said.get("batchItemFailures"):
        raise StillFailing("the function reported it as failed")


if __name__ == "__main__":
    main()
