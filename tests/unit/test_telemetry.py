"""What the operator is told, and what not."""

from __future__ import annotations

import json
from traceback import format_exception
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

import app as skynotes
from chalicelib import events, telemetry
from tests.unit.calls import CONTEXT, REQUEST_ID, call
from tests.unit.followers import Followers, delivered
from tests.unit.making import ANN
from tests.unit.streaming import note_changed

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient
    from types_boto3_s3 import S3Client

SECRET = "what I dreamt"
# The stack's, which `emulated.pretend` names.
NAMESPACE = "skynotes-test"
UPLOADED = {"Records": [{"s3": {"object": {"key": f"incoming/{ANN}/x"}}}]}


@pytest.fixture(autouse=True)
def cloud(dynamodb: DynamoDBClient, s3: S3Client) -> None:
    """Something for the app to talk to."""


def told(capsys: pytest.CaptureFixture[str]) -> list[Any]:
    """The lines written since the last look."""
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_request_is_one_line_that_finds_it_again(capsys: pytest.CaptureFixture[str]) -> None:
    call(skynotes.app, "GET", "/notes/01ARZ3NDEKTSV4RRFFQ69G5FAV")
    (line,) = told(capsys)
    assert line["Route"] == "GET /notes/{note_id}"
    assert (line["status"], line["Refusals"], line["Errors"]) == (404, 1, 0)
    assert line["request_id"] == REQUEST_ID
    assert line["Latency"] > 0


def test_a_line_tells_neither_who_nor_what(capsys: pytest.CaptureFixture[str]) -> None:
    call(skynotes.app, "POST", "/notes", {"title": SECRET, "text": SECRET, "tags": [SECRET]})
    call(skynotes.app, "POST", "/notes", {SECRET: SECRET})
    call(skynotes.app, "GET", "/notes", query={"tag": SECRET})
    file = {"name": SECRET, "content_type": "text/plain", "size": 1, "sha256": "0" * 64}
    upload = call(skynotes.app, "POST", "/files", file).body["upload"]
    written = capsys.readouterr().out
    assert len(written.splitlines()) == 4, written
    for private in (SECRET, ANN, upload["url"], "X-Amz-Signature", "@"):
        assert private not in written


def test_the_same_person_can_be_told_from_others_in_the_log() -> None:
    assert telemetry.pseudonym("ann") == telemetry.pseudonym("ann") != telemetry.pseudonym("bob")
    assert telemetry.pseudonym(None) is None


def test_every_metric_that_a_line_declares_is_in_it(capsys: pytest.CaptureFixture[str]) -> None:
    call(skynotes.app, "GET", "/me")
    call(skynotes.app, "POST", "/files", {"name": "x", "content_type": "a/b", "size": 10**9, "sha256": "0" * 64})
    events.each_upload(UPLOADED, CONTEXT, lambda *_: None)
    delivered(Followers().aftermath(), note_changed(1, None, "active"))
    telemetry.failure(OSError(), "1", ANN)
    lines = [line for line in told(capsys) if "_aws" in line]
    assert len(lines) == 5
    for line in lines:
        (directive,) = line["_aws"]["CloudWatchMetrics"]
        assert directive["Namespace"] == NAMESPACE
        for metric in directive["Metrics"]:
            assert isinstance(line[metric["Name"]], int | float)
        for dimension in directive["Dimensions"][0]:
            assert isinstance(line[dimension], str)


def test_a_refusal_for_the_quota_is_counted(capsys: pytest.CaptureFixture[str]) -> None:
    file = {"name": "x", "content_type": "a/b", "size": 100 * 1024**2, "sha256": "0" * 64}
    while call(skynotes.app, "POST", "/files", file).status == 201:
        assert not any("QuotaRefusals" in line for line in told(capsys))
    assert told(capsys)[-1]["QuotaRefusals"] == 1


def refusal() -> ClientError:
    """As S3 writes it: with the key, which begins with whose it is."""
    message = f"User: arn:aws:sts::1:assumed-role/x is not authorized on arn:aws:s3:::media/originals/{ANN}/{SECRET}"
    return ClientError({"Error": {"Code": "AccessDenied", "Message": message}}, "CopyObject")


def test_a_failure_tells_what_and_where_but_not_what_it_said(capsys: pytest.CaptureFixture[str]) -> None:
    def take(*_: str) -> None:
        try:
            raise refusal()
        except ClientError as error:
            raise OSError(SECRET) from error

    with pytest.raises(events.Failed) as failed:
        events.each_upload(UPLOADED, CONTEXT, take)
    (line,) = told(capsys)
    assert (line["level"], line["request_id"]) == ("ERROR", "lambda-request")
    assert (line["error"], line["cause"]) == ("OSError", "ClientError AccessDenied from CopyObject")
    assert line["at"][-1].startswith("test_telemetry.py:")
    for private in (SECRET, ANN, "arn:"):
        assert private not in json.dumps(line) + "".join(format_exception(failed.value))


def test_a_batch_of_changes_is_one_line_and_so_is_each_nudge(capsys: pytest.CaptureFixture[str]) -> None:
    delivered(Followers().aftermath(), note_changed(1, None, "active"), note_changed(2, "trashed", None))
    nudge, line = told(capsys)
    assert (nudge["nudged"], nudge["gone"], nudge["failed"], nudge["user"]) == (2, 1, [], telemetry.pseudonym(ANN))
    assert (line["records"], line["failed"], line["set_aside"], line["request_id"]) == (2, 0, 0, "lambda-request")
    assert (line["Announced"], line["Nudged"], line["FailedChanges"]) == (2, 2, 0)
    assert line["milliseconds"] >= 0


def test_a_failure_is_counted_whoever_it_befell(capsys: pytest.CaptureFixture[str]) -> None:
    telemetry.failure(OSError(SECRET), "1", None)
    (line,) = told(capsys)
    assert line["Failures"] == 1
    assert line["_aws"]["CloudWatchMetrics"][0]["Dimensions"] == [[]]


def test_an_upload_is_told_with_its_outcome_and_time(capsys: pytest.CaptureFixture[str]) -> None:
    events.each_upload(UPLOADED, CONTEXT, lambda *_: None)
    (line,) = told(capsys)
    assert (line["Outcome"], line["Uploads"], line["request_id"]) == ("gone", 1, "lambda-request")
    assert line["ProcessingTime"] >= 0
