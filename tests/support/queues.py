"""A queue subscribed to the topic, and the messages of a queue."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from tests.support.moto_resources import TOPIC_ARN

if TYPE_CHECKING:
    from types_boto3_sns import SNSClient
    from types_boto3_sqs import SQSClient


def listening(sns: SNSClient, sqs: SQSClient, **attributes: str) -> Callable[[], list[Any]]:
    """Subscribe a queue, with attributes such as a FilterPolicy; return a function that receives its new messages."""
    url = sqs.create_queue(QueueName="listener")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    sns.subscribe(
        TopicArn=TOPIC_ARN, Protocol="sqs", Endpoint=arn, Attributes={"RawMessageDelivery": "true", **attributes}
    )
    return partial(received, sqs, url)


def received(sqs: SQSClient, url: str) -> list[Any]:
    """Receive and delete all messages of the queue; return their bodies."""
    bodies = []
    while messages := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
        for message in messages:
            bodies.append(json.loads(message["Body"]))
            sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    return bodies
