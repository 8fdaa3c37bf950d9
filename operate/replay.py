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
from .operated import Service, say, sentences

if TYPE_CHECKING:
    from types_boto3_sqs import SQSClient
    from types_boto3_sqs.type_defs import MessageTypeDef

# A dead letter that stays is returned to the queue at the end; after a crash, it returns by itself after this time.
_HELD_SECONDS = 3600
_TRIMMED = (
    "its changes are gone from the stream, which keeps them for a day; docs/recovery.md says what they may have left "
    "undone, and how to put it right"
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
            raise SystemExit(f"Letters that stay: {staying}. The log of their function says more.")


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
        what, events = _told(service, body)
        for event in events:
            _invoke(service, function, event)
    except stream.Trimmed:
        return False, f"stays, {what}: {_TRIMMED}"
    except StillFailing as failure:
        return False, f"stays, {what}: {failure}"
    return True, f"done, {what}"


def _told(service: Service, body: str) -> tuple[str, Iterator[str]]:
    """Return a description of a dead letter, and the events to send. Raises `StillFailing`."""
    try:
        letter: Any = json.loads(body)
        if record := letter.get("record"):
            entity, identifier = identify(load(record["dynamodb"]["Keys"]["sk"]))
            told = {"Records": [record], REPLAYED: True}
            return f"a change of {entity} {identifier}", iter([json.dumps(told)])
        if batch := letter.get("DDBStreamBatchInfo"):
            what = f"{batch['batchSize']} changes of {batch['approximateArrivalOfFirstRecord']}"
            return what, stream.events(service.account.dynamodbstreams, batch)
        event = letter["requestPayload"]
        return ", ".join(one["s3"]["object"]["key"] for one in event["Records"]), iter([json.dumps(event)])
    except (ValueError, LookupError, TypeError, AttributeError):
        raise StillFailing("it is no letter that can be replayed") from None


def _invoke(service: Service, function: str, event: str) -> None:
    answer = service.account.lambda_.invoke(FunctionName=function, Payload=event)
    said = json.load(answer["Payload"])
    if "FunctionError" in answer:
        raise StillFailing(": ".join(said[part] for part in ("errorType", "errorMessage") if said.get(part)))
    if said and said.get("batchItemFailures"):
        raise StillFailing("the function asks for it again")


if __name__ == "__main__":
    main()
