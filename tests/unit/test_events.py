"""Events as S3 sends them."""

from __future__ import annotations

from traceback import format_exception
from typing import Any

import pytest

from chalicelib.events import Failed, each_upload
from tests.unit.calls import CONTEXT
from tests.unit.making import ANN, file_id

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
        event = upload_event("incoming/a+b%2Bc%40d%C3%A9/01F")
        each_upload(event, CONTEXT, lambda owner, identifier: taken.append((owner, identifier)))
        assert taken == [("a b+c@dé", "01F")]

    def test_the_test_event_of_s3_tells_of_nothing(self) -> None:
        taken: Taken = []
        test_event = {"Service": "Amazon S3", "Event": "s3:TestEvent", "Bucket": "skynotes-media"}
        each_upload(test_event, CONTEXT, lambda owner, identifier: taken.append((owner, identifier)))
        assert taken == []

    def test_a_failure_is_raised_for_the_event_to_come_again(self) -> None:
        def fail(owner: str, identifier: str) -> None:
            raise OSError(owner + identifier)

        with pytest.raises(Failed) as failed:
            each_upload(upload_event(f"incoming/{ANN}/{file_id(1)}"), CONTEXT, fail)
        assert file_id(1) not in "".join(format_exception(failed.value))
