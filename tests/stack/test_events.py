"""Integration events for other systems, received as the manual shows."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from local.client import Api
from local.stack import STACK_NAME, Stack
from ship.account import Account
from ship.checkout import CHECKOUT
from ship.cloudformation import stacks
from tests.stack.eventually import eventually
from tests.support import sample_images

MANUAL = (CHECKOUT / "docs" / "events.md").read_text()
TYPES = set(re.findall(r"`((?:note|file)\.\w+)`", MANUAL[: MANUAL.index("## What it looks like")]))

Run = Callable[[str], str]


@pytest.fixture(scope="module")
def run(stack: Stack) -> Run:
    """Return a function that runs a program of the manual as it is printed there."""
    keys = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": stack.region}
    environment = {**os.environ, **keys, "AWS_ENDPOINT_URL": stack.endpoint_url, "STACK": STACK_NAME}

    def run(name: str) -> str:
        (program,) = re.findall(rf"<!-- run: {name} -->\n```python\n(.*?)```", MANUAL, re.DOTALL)
        done = subprocess.run(
            [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


@pytest.fixture(scope="module")
def topic(account: Account) -> str:
    return stacks.outputs(account, STACK_NAME)["EventsTopicArn"]


@pytest.fixture(scope="module")
def sns(account: Account) -> Any:
    return account.session.client("sns", endpoint_url=account.endpoint_url)


@pytest.fixture
def heard(account: Account, sns: Any, topic: str) -> Iterator[Callable[[], list[Any]]]:
    """Return a function that returns all events published from here on, with their attributes."""
    url = account.sqs.create_queue(QueueName="everything")["QueueUrl"]
    arn = account.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    allow = {"Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": arn}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [allow]})
    account.sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": policy})
    subscription = sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn)["SubscriptionArn"]
    received: list[Any] = []

    def heard() -> list[Any]:
        while messages := account.sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
            for message in messages:
                account.sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
                received.append(json.loads(message["Body"]))
        return received

    yield heard
    sns.unsubscribe(SubscriptionArn=subscription)


def _live_a_little(person: Api) -> tuple[str, str, str]:
    """Take a note, a photo and an invalid photo from their creation to their end; return their ids."""
    note = str(person.expect(201, "POST", "/notes", json={"title": "dreamt", "text": "dreamt"})["id"])
    person.expect(200, "PATCH", f"/notes/{note}", json={"text": "dreamt again"}, headers={"If-Match": "*"})
    person.expect(204, "DELETE", f"/notes/{note}")
    person.expect(200, "POST", f"/notes/{note}/restore")
    person.expect(204, "DELETE", f"/notes/{note}")
    person.expect(204, "DELETE", f"/notes/{note}?permanently=true")
    photo = str(person.upload("dreamt.jpg", "image/jpeg", sample_images.photo())["id"])
    person.expect(204, "DELETE", f"/files/{photo}")
    person.expect(204, "DELETE", f"/files/{photo}?permanently=true")
    return note, photo, str(person.upload("dreamt.png", "image/png", b"dreamt")["id"])


def test_every_type_is_published_in_the_order_of_its_sequence_and_without_content(
    alice: Api, heard: Callable[[], list[Any]]
) -> None:
    owner = alice.expect(200, "GET", "/me")["id"]
    note, photo, refused = _live_a_little(alice)

    def mine() -> list[Any]:
        events = [json.loads(message["Message"]) for message in heard()]
        unique = {event["id"]: event for event in events if event["data"]["user"] == owner}
        return sorted(unique.values(), key=lambda event: (event["subject"], event["sequence"]))

    eventually(lambda: {event["type"] for event in mine()} == TYPES)
    assert len(TYPES) == 8
    types_by_subject = {
        subject: [one["type"] for one in mine() if one["subject"] == subject] for subject in (note, photo, refused)
    }
    note_types = ["note.created", "note.updated", "note.trashed", "note.restored", "note.trashed", "note.deleted"]
    assert types_by_subject == {note: note_types, photo: ["file.ready", "file.deleted"], refused: ["file.rejected"]}
    assert [one["data"]["version"] for one in mine() if one["subject"] == note] == [1, 2, 3, 4, 5, 6]
    assert "dreamt" not in json.dumps(heard())
    for message in heard():
        event = json.loads(message["Message"])
        attributes = {name: one["Value"] for name, one in message["MessageAttributes"].items()}
        entity = event["type"].split(".")[0]
        assert attributes == {"type": event["type"], "entity": entity, "user": event["data"]["user"]}
        assert event["source"] == f"urn:skynotes:{STACK_NAME}"


def test_a_queue_receives_what_its_filter_lets_through_as_the_manual_shows(alice: Api, run: Run) -> None:
    run("queue")
    note, _, _ = _live_a_little(alice)
    lines: list[str] = []

    def all_there() -> bool:
        lines.extend(line for line in run("read").splitlines() if line.endswith(note))
        return lines[-1:] == [f"note.deleted {note}"]

    eventually(all_there, within=60)
    assert set(lines) == {f"note.trashed {note}", f"note.deleted {note}"}


def test_an_address_is_subscribed_as_the_manual_shows(run: Run, sns: Any, topic: str) -> None:
    run("mail")
    (mail,) = [one for one in _subscriptions(sns, topic) if one["Protocol"] == "email"]
    assert mail["Endpoint"] == "you@example.org"
    kept = sns.get_subscription_attributes(SubscriptionArn=mail["SubscriptionArn"])["Attributes"]
    assert json.loads(kept["FilterPolicy"])["type"] == ["file.rejected"]


def _subscriptions(sns: Any, topic: str) -> list[Any]:
    found: list[Any] = sns.list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"]
    return found
