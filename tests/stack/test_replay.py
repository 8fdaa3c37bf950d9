"""Events that fail permanently, and the replay of their dead letters."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from local.client import Api, put
from local.places import Places
from local.stack import STACK_NAME, Stack
from operate.replay import replay
from operate.running_stage import Service
from ship.account import Account
from ship.checkout import CHECKOUT
from tests.stack.eventually import eventually
from tests.stack.test_trash import objects
from tests.support import sample_images


@pytest.fixture(scope="module")
def service(stack: Stack, account: Account) -> Service:
    assert stack.table
    return Service.find(account, STACK_NAME)


def test_an_upload_that_failed_for_good_is_taken_in_once_its_cause_is_removed_and_one_that_fails_again_stays(
    alice: Api, service: Service, stack: Stack, places: Places
) -> None:
    url = stack.on_upload_failures_url
    declared = alice.declare("a.jpg", "image/jpeg", data := sample_images.photo())
    owner, file = alice.expect(200, "GET", "/me")["id"], f"/files/{declared['file']['id']}"
    key = f"incoming/{owner}/{declared['file']['id']}"
    hopeless = alice.declare("b.jpg", "image/jpeg", data)
    stays = f"incoming/{owner}/{hopeless['file']['id']}"
    with _forbidden(service, "s3:GetObject", f"incoming/{owner}/*"):
        for one in (declared, hopeless):
            put(one["upload"], data).raise_for_status()
        eventually(
            lambda: _count_dead_letters(service, url, key) == _count_dead_letters(service, url, stays) == 1, within=60
        )
        assert alice.expect(200, "GET", file)["status"] == "pending"
    stack.write(places)
    with _forbidden(service, "s3:GetObject", stays):
        done = _make_replay(places)
    assert f"OnUpload: done, {key}." in done.stdout
    assert f"OnUpload: failed, {stays}: " in done.stdout
    assert "Dead letters that failed again:" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.returncode != 0
    assert alice.expect(200, "GET", file)["status"] == "ready"
    assert (_count_dead_letters(service, url, key), _count_dead_letters(service, url, stays)) == (0, 1)


def test_a_change_that_failed_for_good_blocks_nobody_and_is_made_up_for_once_its_cause_is_removed(
    alice: Api, service: Service, stack: Stack
) -> None:
    url = stack.on_change_failures_url
    owner = alice.expect(200, "GET", "/me")["id"]
    before = alice.expect(200, "GET", "/me")["usage"]
    stuck = _upload(alice, "stuck.txt")
    with _forbidden(service, "s3:DeleteObject", f"*/{owner}/{stuck}"):
        _delete_by_another_hand(service, owner, stuck)
        eventually(lambda: _count_dead_letters(service, url, stuck) == 1, within=60)
        _comes_and_goes(alice, service, stack)
        lines: list[str] = []
        replay(service, lines.append)
        [told] = [line for line in lines if stuck in line]
        assert told.startswith(f"OnChange: failed, a change of file {stuck}: ")
        assert _count_dead_letters(service, url, stuck) == 1
    assert objects(service.account, stack, stuck)
    lines = []
    replay(service, lines.append)
    assert [line for line in lines if stuck in line] == [f"OnChange: done, a change of file {stuck}."]
    assert not objects(service.account, stack, stuck)
    assert alice.expect(200, "GET", "/me")["usage"] == before
    assert _count_dead_letters(service, url, stuck) == 0


def test_others_are_not_held_up_by_a_change_that_fails(alice: Api, bob: Api, service: Service, stack: Stack) -> None:
    url = service.on_change_failures_url
    owner = alice.expect(200, "GET", "/me")["id"]
    stuck, fine = _upload(alice, "stuck.txt"), _upload(bob, "fine.txt")
    with _forbidden(service, "s3:DeleteObject", f"*/{owner}/{stuck}"):
        _delete_by_another_hand(service, owner, stuck)
        bob.expect(204, "DELETE", f"/files/{fine}")
        bob.expect(204, "DELETE", f"/files/{fine}?permanently=true")
        eventually(lambda: not objects(service.account, stack, fine), within=10)
        assert _count_dead_letters(service, url, stuck) == 0
        eventually(lambda: _count_dead_letters(service, url, stuck) == 1, within=60)
    replay(service, lambda line: None)
    assert not objects(service.account, stack, stuck)


def _upload(person: Api, name: str) -> str:
    return str(person.upload(name, "text/plain", b"12345")["id"])


def _comes_and_goes(person: Api, service: Service, stack: Stack) -> None:
    """Check that a permanently deleted file soon leaves the bucket."""
    file = _upload(person, "after.txt")
    person.expect(204, "DELETE", f"/files/{file}")
    person.expect(204, "DELETE", f"/files/{file}?permanently=true")
    eventually(lambda: not objects(service.account, stack, file))


def _delete_by_another_hand(service: Service, owner: str, file_id: str) -> None:
    key: Any = {"pk": {"S": f"user#{owner}"}, "sk": {"S": f"file#{file_id}"}}
    service.account.dynamodb.delete_item(TableName=service.table, Key=key)


@contextmanager
def _forbidden(service: Service, action: str, key: str) -> Iterator[None]:
    """Deny this action on these objects to everyone, whatever their own policies allow."""
    resource = f"arn:aws:s3:::{service.media_bucket}/{key}"
    statement = {"Effect": "Deny", "Principal": "*", "Action": action, "Resource": resource}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    service.account.s3.put_bucket_policy(Bucket=service.media_bucket, Policy=policy)
    try:
        yield
    finally:
        service.account.s3.delete_bucket_policy(Bucket=service.media_bucket)


def _count_dead_letters(service: Service, url: str, about: str) -> int:
    """Return the number of dead letters about something, without taking them from the queue."""
    answer = service.account.sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, VisibilityTimeout=0)
    return sum(about in message["Body"] for message in answer.get("Messages", []))


def _make_replay(places: Places) -> subprocess.CompletedProcess[str]:
    command = ["make", "-s", "replay", "STAGE=local"]
    environment = {**os.environ, "LOCAL_DIR": str(places.data)}
    return subprocess.run(
        command, cwd=CHECKOUT, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
