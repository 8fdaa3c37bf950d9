"""Uploads whose event was lost: each is sent to its function, as S3 would have sent it."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any, cast

import pytest

from chalicelib.events.uploads import each_upload
from local.lost_upload_events import process_again
from ship.account import Account
from tests.support.factories import ANN, BOB, file_id
from tests.support.gateway_calls import CONTEXT


class Cloud:
    """A bucket that lists two objects at a time, and a function that records its invocations."""

    def __init__(self, *keys: str) -> None:
        self.keys = sorted(keys)
        self.described = 0
        self.invoked: list[dict[str, Any]] = []
        self.s3 = SimpleNamespace(get_paginator=lambda name: SimpleNamespace(paginate=self._pages))
        self.cloudformation = SimpleNamespace(describe_stack_resource=self._describe)
        self.lambda_ = SimpleNamespace(invoke=lambda **asked: self.invoked.append(asked))

    def process_again(self) -> None:
        process_again(cast(Account, self), "skynotes-local", "media")

    def _pages(self, Bucket: str, Prefix: str) -> list[dict[str, Any]]:  # noqa: N803 - as boto3 names it
        assert Bucket == "media"
        found = [{"Key": key} for key in self.keys if key.startswith(Prefix)]
        return [{"Contents": found[at : at + 2]} for at in range(0, len(found), 2)] or [{}]

    def _describe(self, StackName: str, LogicalResourceId: str) -> Any:  # noqa: N803 - as boto3 names it
        self.described += 1
        return {"StackResourceDetail": {"PhysicalResourceId": f"{StackName}/{LogicalResourceId}"}}


def test_every_unprocessed_upload_invokes_its_function_once() -> None:
    cloud = Cloud(*(f"incoming/{ANN}/{file_id(number)}" for number in (1, 2, 3)), f"originals/{BOB}/{file_id(4)}")
    cloud.process_again()
    taken: list[tuple[str, str]] = []
    for invocation in cloud.invoked:
        assert (invocation["FunctionName"], invocation["InvocationType"]) == ("skynotes-local/OnUpload", "Event")
        each_upload(json.loads(invocation["Payload"]), CONTEXT, lambda owner, file: taken.append((owner, file)))
    assert taken == [(ANN, file_id(number)) for number in (1, 2, 3)]


@pytest.mark.parametrize("key", ["incoming/a+b", "incoming/50%25", "incoming/a b/c", "incoming/é"])
def test_a_key_of_no_file_is_found_again_by_its_function_and_removed(key: str) -> None:
    cloud = Cloud(key)
    cloud.process_again()
    discarded: list[str] = []
    for invocation in cloud.invoked:
        each_upload(json.loads(invocation["Payload"]), CONTEXT, lambda *_: None, discarded.append)
    assert discarded == [key]


def test_where_nothing_waits_nobody_is_asked() -> None:
    cloud = Cloud(f"originals/{ANN}/{file_id(1)}")
    cloud.process_again()
    assert (cloud.invoked, cloud.described) == ([], 0)
