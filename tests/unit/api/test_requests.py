"""The arguments of a view, and the requests that are refused before it is called."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.api.requests import Caller
from chalicelib.domain.preconditions import ANY_VERSION, Precondition
from tests.support.example_app import Parcel, Search, Service
from tests.support.factories import ANN
from tests.support.gateway_calls import call


@pytest.fixture
def service() -> Service:
    return Service()


class TestArgumentsOfAView:
    def test_a_view_gets_all_that_its_signature_names(self, service: Service) -> None:
        answer = service.everything(query={"word": "sea"}, idempotency_key="a-key")
        assert answer.status == 204
        assert service.given == {
            "place": "here",
            "caller": Caller(ANN, "ann@example.com"),
            "body": Parcel(1),
            "query": Search("sea"),
            "precondition": Precondition(frozenset({1})),
            "key": "a-key",
        }

    @pytest.mark.parametrize(
        ("header", "versions"),
        [
            ('"3"', {3}),
            (' "3" ', {3}),
            ('"3", "7","9"', {3, 7, 9}),
            ('W/"3", "7"', {7}),
            ('"x", "7"', {7}),
        ],
    )
    def test_an_etag_names_a_version(self, service: Service, header: str, versions: set[int]) -> None:
        assert service.precondition(header) == Precondition(frozenset(versions))

    @pytest.mark.parametrize("header", ["*", " * "])
    def test_a_star_stands_for_any_version(self, service: Service, header: str) -> None:
        assert service.precondition(header) == ANY_VERSION

    @pytest.mark.parametrize(
        "header",
        [
            "",
            '"',
            '""',
            "3",
            'W/"3"',
            'w/"3"',
            '"-3"',
            '"3.0"',
            '"abc"',
            "'3'",
            '"03"',
            '"\u0663"',
            ",",
            '"' + "9" * 99 + '"',
        ],
    )
    def test_what_is_no_etag_of_ours_matches_no_version(self, service: Service, header: str) -> None:
        precondition = service.precondition(header)
        assert precondition.versions is not None
        assert not any(precondition.holds(version) for version in range(1, 100))

    def test_as_many_versions_may_be_named_as_dynamodb_compares_with(self, service: Service) -> None:
        precondition = service.precondition(", ".join(f'"{version}"' for version in range(1, 101)))
        assert precondition.versions == frozenset(range(1, 101))

    @pytest.mark.parametrize("key", ["", " ", "a b", "é", "a" * 256, "a\tb"])
    def test_an_idempotency_key_is_visible_ascii(self, service: Service, key: str) -> None:
        answer = service.everything(idempotency_key=key)
        assert answer.status == 400
        assert answer.body["errors"][0]["field"] == "/Idempotency-Key"

    def test_it_may_be_left_out_and_have_255_characters(self, service: Service) -> None:
        service.everything()
        for key in (None, "!~" + "a" * 253):
            service.everything(**{"idempotency_key": key} if key else {})
            assert service.given["key"] == key


class TestRefusals:
    @pytest.mark.parametrize(
        ("request_", "status"),
        [
            ({"owner": None}, 401),
            ({"if_match": "none"}, 428),
            ({"body": b"x" * (2 * 1024 * 1024 + 1)}, 413),
            ({"content_type": "text/plain"}, 415),
            ({"content_type": "none"}, 415),
            ({"if_match": ", ".join(f'"{version}"' for version in range(101))}, 400),
            ({"body": b"{"}, 400),
            ({"body": {}}, 400),
            ({"body": {"weight": 1, "height": 2}}, 400),
            ({"body": rb'{"\ud834": 1, "\ud834": 1}'}, 400),
            ({"query": {"colour": "red"}}, 400),
            ({"query": {"word": ["a", "b"]}}, 400),
        ],
    )
    def test_each_fault_has_its_status_and_its_problem(
        self, service: Service, request_: dict[str, Any], status: int
    ) -> None:
        answer = service.everything(**request_)
        assert answer.status == answer.body["status"] == status
        assert service.given == {}

    def test_no_parameters_are_taken_where_none_are_asked_for(self, service: Service) -> None:
        answer = service.plain(None, query={"colour": "red"})
        assert (answer.status, answer.body["errors"][0]["field"]) == (400, "/colour")

    def test_without_a_body_there_is_nothing_to_read(self, service: Service) -> None:
        answer = call(service.app, "POST", "/all/here", if_match="*", content_type="application/json")
        assert (answer.status, answer.body["errors"][0]["field"]) == (400, "")


def test_another_token_of_the_pool_is_no_id_token(service: Service) -> None:
    assert service.everything(token_use="access").status == 401
