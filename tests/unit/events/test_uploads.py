"""Upload events, as S3 sends them."""

from __future__ import annotations

from traceback import format_exception
from typing import Any
from urllib.parse import unquote_plus

import pytest

from chalicelib.events.failed import Failed
from chalicelib.events.uploads import each_upload
from tests.support.factories import ANN, file_id
from tests.support.gateway_calls import CONTEXT

Taken = list[tuple[str, str]]


def upload_event(*keys: str) -> dict[str, Any]:
    return {"Records": [{"eventName": "ObjectCreated:Put", "s3": {"object": {"key": key}}} for key in keys]}


class TestUploads:
    def test_each_object_is_taken(self) -> None:
        taken: Taken = []
        event = upload_event(f"incoming/{ANN}/{file_id(1)}", f"incoming/{ANN}/{file_id(2)}")
        each_upload(event, CONTEXT, lambda owner, identifier: taken.append((owner, identifier)))
        assert taken == [(ANN, file_id(1)), (ANN, file_id(2))]

    def test_keys_are_url_encoded(self) -> None:
        taken: Taken = []
        event = upload_event(f"incoming/a+b%2Bc%40d%C3%A9/{file_id(1)}")
        each_upload(event, CONTEXT, lambda owner, identifier: taken.append((owner, identifier)))
        assert taken == [("a b+c@dé", file_id(1))]

    def test_the_test_event_of_s3_tells_of_nothing(self) -> None:
        taken: Taken = []
        test_event = {"Service": "Amazon S3", "Event": "s3:TestEvent", "Bucket": "skynotes-media"}
        each_upload(test_event, CONTEXT, lambda owner, identifier: taken.append((owner, identifier)))
        assert taken == []

    def test_a_failure_is_raised_so_that_the_event_is_retried(self) -> None:
        with pytest.raises(Failed) as failed:
            each_upload(upload_event(f"incoming/{ANN}/{file_id(1)}"), CONTEXT, fail)
        assert file_id(1) not in "".join(format_exception(failed.value))

    @pytest.mark.parametrize(
        "key",
        [
            "incoming/not/a/place/of/ours",
            f"incoming/{ANN}/",
            f"incoming//{file_id(1)}",
            f"incoming/{ANN}/{file_id(1)}/more",
            f"incoming/{ANN}/{file_id(1).lower()}",
            "incoming/%FF/%00",
        ],
    )
    def test_a_key_of_no_file_is_removed_and_logged_and_not_raised(
        self, key: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        discarded: list[str] = []
        each_upload(upload_event(key), CONTEXT, fail, discarded.append)
        assert discarded == [unquote_plus(key)]
        assert "passed_over" in capsys.readouterr().out

    @pytest.mark.parametrize(
        "record",
        [
            {},
            {"s3": None},
            {"s3": {"object": {}}},
            {"s3": {"object": {"key": None}}},
            None,
            1,
            *upload_event("", "x/y/z")["Records"],
        ],
    )
    def test_a_record_without_a_key_of_an_upload_is_passed_over(self, record: Any) -> None:
        each_upload({"Records": [record]}, CONTEXT, fail, fail_to_discard)

    def test_a_record_that_fails_holds_up_none_of_the_others(self) -> None:
        taken: Taken = []

        def take(owner: str, identifier: str) -> None:
            if identifier == file_id(1):
                raise OSError
            taken.append((owner, identifier))

        keys = [f"incoming/{ANN}/{file_id(number)}" for number in (1, 2)]
        with pytest.raises(Failed):
            each_upload(upload_event("incoming/x", *keys, "incoming/y"), CONTEXT, take, fail_to_discard)
        assert taken == [(ANN, file_id(2))]


def fail(owner: str, identifier: str) -> None:
    raise OSError(owner + identifier)


def fail_to_discard(key: str) -> None:
    raise OSError(key)
