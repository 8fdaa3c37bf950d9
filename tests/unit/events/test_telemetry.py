"""Log lines and metrics: what they contain, and what they must not contain."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stdout
from traceback import format_exception
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

import app as skynotes
from chalicelib import telemetry
from chalicelib.events.failed import Failed
from chalicelib.events.uploads import each_upload
from tests.support.factories import ANN, file_id
from tests.support.gateway_calls import CONTEXT, REQUEST_ID, call
from tests.support.stream_fixture import StreamRecorder, delivered
from tests.support.stream_items import note_changed

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient
    from types_boto3_s3 import S3Client

SECRET = "what I dreamt"
# The stack's namespace, which `moto_resources.pretend` sets.
NAMESPACE = "skynotes-test"
UPLOADED = {"Records": [{"s3": {"object": {"key": f"incoming/{ANN}/{file_id(1)}"}}}]}


@pytest.fixture(autouse=True)
def cloud(dynamodb: DynamoDBClient, s3: S3Client) -> None:
    """Provide the table and the bucket that the app uses."""


def logged_lines(capsys: pytest.CaptureFixture[str]) -> list[Any]:
    """Return the lines written since the last call."""
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_request_is_one_line_that_finds_it_again(capsys: pytest.CaptureFixture[str]) -> None:
    call(skynotes.app, "GET", "/notes/01ARZ3NDEKTSV4RRFFQ69G5FAV")
    (line,) = logged_lines(capsys)
    assert line["Route"] == "GET /notes/{note_id}"
    assert (line["status"], line["Refusals"], line["Errors"]) == (404, 1, 0)
    assert line["request_id"] == REQUEST_ID
    assert line["Latency"] > 0


@pytest.mark.parametrize(
    ("status", "errors", "refusals"),
    [(200, 0, 0), (304, 0, 0), (399, 0, 0), (400, 0, 1), (499, 0, 1), (500, 1, 0), (503, 1, 0)],
)
def test_a_fault_is_ours_and_a_refusal_is_none(
    status: int, errors: int, refusals: int, capsys: pytest.CaptureFixture[str]
) -> None:
    telemetry.request("GET /me", status, 0.0125, REQUEST_ID, ANN, over_quota=False)
    (line,) = logged_lines(capsys)
    assert (line["Errors"], line["Refusals"], line["Latency"]) == (errors, refusals, 12.5)


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


def test_the_same_person_can_be_distinguished_from_others_in_the_log() -> None:
    assert telemetry.pseudonym("ann") == telemetry.pseudonym("ann") != telemetry.pseudonym("bob")
    assert telemetry.pseudonym(None) is None


def test_every_metric_that_a_line_declares_is_in_it(capsys: pytest.CaptureFixture[str]) -> None:
    call(skynotes.app, "GET", "/me")
    call(skynotes.app, "POST", "/files", {"name": "x", "content_type": "a/b", "size": 10**9, "sha256": "0" * 64})
    each_upload(UPLOADED, CONTEXT, lambda *_: None)
    delivered(StreamRecorder().processor(), note_changed(1, None, "active"))
    telemetry.failure(OSError(), "1", ANN)
    lines = [line for line in logged_lines(capsys) if "_aws" in line]
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
        assert not any("QuotaRefusals" in line for line in logged_lines(capsys))
    assert logged_lines(capsys)[-1]["QuotaRefusals"] == 1


def refusal() -> ClientError:
    """Create an error as S3 words it: with the object key, which contains the owner."""
    message = f"User: arn:aws:sts::1:assumed-role/x is not authorized on arn:aws:s3:::media/originals/{ANN}/{SECRET}"
    return ClientError({"Error": {"Code": "AccessDenied", "Message": message}}, "CopyObject")


def test_a_failure_tells_what_and_where_but_not_what_it_said(capsys: pytest.CaptureFixture[str]) -> None:
    def take(*_: str) -> None:
        try:
            raise refusal()
        except ClientError as error:
            raise OSError(SECRET) from error

    with pytest.raises(Failed) as failed:
        each_upload(UPLOADED, CONTEXT, take)
    (line,) = logged_lines(capsys)
    assert (line["level"], line["request_id"]) == ("ERROR", "lambda-request")
    assert (line["error"], line["cause"]) == ("OSError", "ClientError AccessDenied from CopyObject")
    assert line["at"][-1].startswith("test_telemetry.py:")
    for private in (SECRET, ANN, "arn:"):
        assert private not in json.dumps(line) + "".join(format_exception(failed.value))


def test_a_batch_of_changes_is_one_line_and_so_is_each_nudge(capsys: pytest.CaptureFixture[str]) -> None:
    delivered(StreamRecorder().processor(), note_changed(1, None, "active"), note_changed(2, "trashed", None))
    nudge, line = logged_lines(capsys)
    assert (nudge["nudged"], nudge["gone"], nudge["failed"], nudge["user"]) == (2, 1, [], telemetry.pseudonym(ANN))
    assert (line["records"], line["failed"], line["set_aside"], line["request_id"]) == (2, 0, 0, "lambda-request")
    assert (line["Announced"], line["Nudged"], line["FailedChanges"]) == (2, 2, 0)
    assert line["milliseconds"] >= 0


def test_a_failure_is_counted_whoever_it_befell(capsys: pytest.CaptureFixture[str]) -> None:
    telemetry.failure(OSError(SECRET), "1", None)
    (line,) = logged_lines(capsys)
    assert line["Failures"] == 1
    assert line["_aws"]["CloudWatchMetrics"][0]["Dimensions"] == [[]]


def test_an_upload_is_logged_with_its_outcome_and_time(capsys: pytest.CaptureFixture[str]) -> None:
    each_upload(UPLOADED, CONTEXT, lambda *_: None)
    (line,) = logged_lines(capsys)
    assert (line["Outcome"], line["Uploads"], line["request_id"]) == ("gone", 1, "lambda-request")
    assert line["ProcessingTime"] >= 0


class Unprintable(Exception):
    """An error that raises when it is inspected."""

    @property
    def response(self) -> Any:
        raise OSError(SECRET)

    def __repr__(self) -> str:
        raise OSError(SECRET)

    def __str__(self) -> str:
        raise OSError(SECRET)


class Odd(Exception):
    """An error with arbitrary attributes."""

    def __init__(self, **attributes: object) -> None:
        vars(self).update(attributes)


def caused_by_itself() -> Exception:
    first, second = OSError(SECRET), ValueError(SECRET)
    first.__cause__, second.__cause__ = second, first
    return first


def deep() -> Exception:
    def call(depth: int) -> None:
        if depth:
            call(depth - 1)
        raise OSError

    try:
        call(200)
    except OSError as error:
        return error
    raise AssertionError


ODD: dict[str, BaseException] = {
    "nothing where a response is": Odd(response=None),
    "a text": Odd(response="AccessDenied"),
    "a list": Odd(response=["Error"]),
    "no error in it": Odd(response={}),
    "an error that is none": Odd(response={"Error": None}),
    "no code": Odd(response={"Error": {}}),
    "a code that is no text": Odd(response={"Error": {"Code": {"a": object()}}}),
    "an operation that is no text": Odd(response={"Error": {"Code": "A"}}, operation_name=object()),
    "half a character": Odd(response={"Error": {"Code": "\ud800"}}, operation_name="\udfff"),
    "very long": Odd(response={"Error": {"Code": "x" * 10**6}}),
    "unprintable": Unprintable(),
    "a circle": caused_by_itself(),
    "a deep one": deep(),
    "an end": KeyboardInterrupt(),
}


class TestReportingNeverRaises:
    @pytest.mark.parametrize("error", ODD.values(), ids=ODD.keys())
    def test_whatever_the_error_is_its_failure_is_counted(
        self, error: BaseException, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert telemetry.error_kind(error).startswith(type(error).__name__)
        telemetry.failure(error, "1", ANN)
        telemetry.nudge(1, 0, [error], "1", ANN)
        failure, nudge = logged_lines(capsys)
        assert failure["Failures"] == nudge["nudged"] == 1
        assert failure["error"].startswith(type(error).__name__)
        assert len(json.dumps(failure)) < 10_000
        assert SECRET not in json.dumps([failure, nudge])

    @pytest.mark.parametrize("user", ["\ud800", "", "x" * 10**6])
    def test_nor_does_it_matter_who_it_befell(self, user: str, capsys: pytest.CaptureFixture[str]) -> None:
        telemetry.failure(OSError(), "1", user)
        assert [line["Failures"] for line in logged_lines(capsys)] == [1]

    def test_a_line_that_cannot_be_written_is_a_failure_that_is_counted(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        odd: Any = object()
        telemetry.request("GET /me", 200, 0.1, odd, None, over_quota=False)
        (line,) = logged_lines(capsys)
        assert (line["Failures"], line["error"], line["untold"]) == (1, "TypeError", "request")

    @pytest.mark.parametrize("broken", [ValueError("I/O operation on closed file"), BrokenPipeError()])
    def test_where_nothing_can_be_written_the_work_goes_on(self, broken: Exception) -> None:
        class Closed(io.StringIO):
            def write(self, text: str, /) -> int:
                raise broken

        with redirect_stdout(Closed()):
            telemetry.failure(OSError(), "1", ANN)
            telemetry.upload("ready", 0.1, "1", ANN)


def test_a_partition_that_is_almost_full_is_counted_and_its_person_is_a_digest(
    capsys: pytest.CaptureFixture[str],
) -> None:
    telemetry.crowded(ANN)
    (line,) = logged_lines(capsys)
    assert (line["Crowded"], line["level"], line["user"]) == (1, "WARNING", telemetry.pseudonym(ANN))
    assert ANN not in json.dumps(line)
