"""The responses to what a view returns or raises."""

from __future__ import annotations

import json

import msgspec
import pytest

from chalicelib.domain import errors
from tests.support.example_app import Parcel, Service
from tests.support.factories import file, note
from tests.support.gateway_calls import REQUEST_ID


@pytest.fixture
def service() -> Service:
    return Service()


class TestResponsesToTheClient:
    def test_nothing_is_said_of_none(self, service: Service) -> None:
        answer = service.plain(None)
        assert (answer.status, answer.text) == (204, "")

    @pytest.mark.parametrize("thing", [note(version=7), file(version=7)])
    def test_notes_and_files_carry_their_version_as_etag(self, service: Service, thing: object) -> None:
        answer = service.plain(thing)
        assert (answer.status, answer.headers["ETag"]) == (201, '"7"')
        assert answer.headers["Content-Type"] == "application/json"
        assert answer.body == msgspec.to_builtins(thing)

    def test_other_things_have_none(self, service: Service) -> None:
        assert "ETag" not in service.plain(Parcel(1)).headers

    @pytest.mark.parametrize("result", [None, note(), errors.NotFound(), OSError()])
    def test_nothing_is_to_be_cached(self, service: Service, result: object) -> None:
        assert service.plain(result).headers["Cache-Control"] == "no-store"

    @pytest.mark.parametrize("result", [None, note(), errors.NotFound(), OSError()])
    def test_every_answer_may_be_read_by_the_origin_that_may(self, service: Service, result: object) -> None:
        assert service.plain(result).headers["Access-Control-Allow-Origin"] == "*"

    def test_a_domain_error_is_a_problem_document(self, service: Service) -> None:
        answer = service.plain(errors.Conflict("It is in the trash."))
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.body == {
            "type": "about:blank",
            "title": "Conflict",
            "status": 409,
            "detail": "It is in the trash.",
            "request_id": REQUEST_ID,
        }

    def test_when_a_store_does_not_answer_the_response_says_when_to_retry(self, service: Service) -> None:
        answer = service.plain(errors.Unavailable())
        assert answer.status == 503
        assert int(answer.headers["Retry-After"]) >= 1
        assert "Retry-After" not in service.plain(errors.NotFound()).headers

    def test_an_unexpected_error_leaks_nothing_and_is_logged(
        self, service: Service, capsys: pytest.CaptureFixture[str]
    ) -> None:
        answer = service.plain(OSError("secret table arn:aws:dynamodb"))
        assert (answer.status, answer.headers["Content-Type"]) == (500, "application/problem+json")
        assert not {"secret", "OSError", "Traceback", "arn:"} & set(answer.text.replace('"', " ").split())
        assert "secret" not in answer.text
        assert answer.body["request_id"] == REQUEST_ID
        failure, _ = map(json.loads, capsys.readouterr().out.splitlines())
        assert (failure["error"], failure["request_id"]) == ("OSError", REQUEST_ID)
        assert "secret" not in str(failure)

    def test_what_cannot_be_written_is_no_answer_either(self, service: Service) -> None:
        assert service.plain(object()).status == 500
