"""Events delivered twice, and uploaded bytes that belong to no file."""

from __future__ import annotations

import json
from typing import Any

import boto3
import pytest

from local.client import Api
from local.stack import Stack
from ship.account import Account
from tests.stack.eventually import eventually
from tests.stack.test_trash import objects
from tests.support import sample_images


@pytest.fixture(scope="module")
def functions(stack: Stack) -> Any:
    """Return a Lambda client as the account's owner."""
    owner = boto3.Session("test", "test", region_name=stack.region)
    return owner.client("lambda", endpoint_url=stack.endpoint_url)


def test_a_redelivered_event_changes_nothing(alice: Api, functions: Any, account: Account, stack: Stack) -> None:
    file = alice.upload("a.jpg", "image/jpeg", sample_images.photo())
    owner = alice.expect(200, "GET", "/me")["id"]
    before = objects(account, stack, file["id"])
    for _ in range(2):
        answer = _invoke(functions, "OnUpload", _uploaded(stack, f"incoming/{owner}/{file['id']}"))
        assert "FunctionError" not in answer, answer["Payload"].read()
    assert alice.processed(file["id"])["version"] == file["version"]
    assert objects(account, stack, file["id"]) == before


def test_bytes_without_a_file_are_deleted(account: Account, stack: Stack) -> None:
    unknown = "01ARZ3NDEKTSV4RRFFQ69G5FAV"
    account.s3.put_object(Bucket=stack.media_bucket, Key=f"incoming/somebody/{unknown}", Body=b"orphan")
    eventually(lambda: not objects(account, stack, unknown))


def test_a_redelivered_removal_decrements_usage_once(alice: Api, functions: Any) -> None:
    file = alice.upload("b.txt", "text/plain", b"12345")
    alice.upload("c.txt", "text/plain", b"123")
    me = alice.expect(200, "GET", "/me")
    alice.expect(204, "DELETE", f"/files/{file['id']}")
    alice.expect(204, "DELETE", f"/files/{file['id']}?permanently=true")
    for _ in range(2):
        answer = _invoke(functions, "OnChange", {"Records": [_removal(me["id"], file)]})
        assert "FunctionError" not in answer, answer["Payload"].read()
    after = alice.expect(200, "GET", "/me")["usage"]
    assert after == {**me["usage"], "files": me["usage"]["files"] - 1, "bytes": me["usage"]["bytes"] - 5}


def _invoke(functions: Any, name: str, event: dict[str, Any]) -> Any:
    (function,) = [one for one in functions.list_functions()["Functions"] if f"-{name}-" in one["FunctionName"]]
    return functions.invoke(FunctionName=function["FunctionName"], Payload=json.dumps(event))


def _uploaded(stack: Stack, key: str) -> dict[str, Any]:
    return {"Records": [{"s3": {"bucket": {"name": stack.media_bucket}, "object": {"key": key}}}]}


def _removal(owner: str, file: dict[str, Any]) -> dict[str, Any]:
    keys = {"pk": {"S": f"user#{owner}"}, "sk": {"S": f"file#{file['id']}"}}
    texts = ("name", "content_type", "kind", "sha256", "status", "state", "created_at", "updated_at")
    image = keys | {name: {"S": file[name]} for name in texts} | {"size": {"N": str(file["size"])}}
    change = {"Keys": keys, "OldImage": image, "SequenceNumber": "1", "SizeBytes": 1}
    change |= {"StreamViewType": "NEW_AND_OLD_IMAGES", "ApproximateCreationDateTime": 1}
    source = {"eventID": "1", "eventVersion": "1.1", "awsRegion": "us-east-1", "eventSourceARN": "arn:aws:dynamodb"}
    return source | {"eventName": "REMOVE", "eventSource": "aws:dynamodb", "dynamodb": change}
