"""The table that maps errors to problem documents."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus

import msgspec
import pytest

from chalicelib.api import problems
from chalicelib.domain import errors


def kinds(parent: type[errors.DomainError] = errors.DomainError) -> Iterator[type[errors.DomainError]]:
    for kind in parent.__subclasses__():
        if kind.__module__ == errors.__name__:
            yield kind
        yield from kinds(kind)


def made(kind: type[errors.DomainError]) -> errors.DomainError:
    """Create an error of this kind, with as many arguments as it needs."""
    for words in ((), ("A reason.",), ("/field", "A reason.")):
        try:
            return kind(*words)
        except TypeError:
            continue
    raise AssertionError(kind)


@pytest.mark.parametrize("kind", sorted(kinds(), key=str))
def test_every_domain_error_has_a_status_and_a_sentence(kind: type[errors.DomainError]) -> None:
    problem = problems.problem_for(made(kind))
    assert 400 <= problem.status < 600
    assert problem.title == HTTPStatus(problem.status).phrase
    assert problem.detail.endswith(".")


def test_the_walk_finds_the_errors() -> None:
    assert {errors.NotFound, errors.Unavailable, errors.Invalid} < set(kinds())


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (errors.Invalid, 400),
        (errors.Unauthorized, 401),
        (errors.NotFound, 404),
        (errors.Conflict, 409),
        (errors.QuotaExceeded, 409),
        (errors.PreconditionFailed, 412),
        (errors.BodyTooLarge, 413),
        (errors.UnsupportedMediaType, 415),
        (errors.IdempotencyKeyReused, 422),
        (errors.PreconditionRequired, 428),
        (errors.Unavailable, 503),
    ],
)
def test_statuses_are_those_of_the_contract(kind: type[errors.DomainError], status: int) -> None:
    assert problems.problem_for(made(kind)).status == status


def test_a_problem_is_written_as_rfc_9457_has_it() -> None:
    written = msgspec.to_builtins(problems.problem_for(errors.Conflict("It is in the trash.")))
    assert written == {
        "type": "about:blank",
        "title": "Conflict",
        "status": 409,
        "detail": "It is in the trash.",
        "request_id": "",
    }


def test_a_bad_body_names_its_field() -> None:
    written = msgspec.to_builtins(problems.problem_for(errors.Invalid("/tags/1", "Too long.")))
    assert written["errors"] == [{"field": "/tags/1", "detail": "Too long."}]


def test_what_was_not_expected_says_nothing_of_itself() -> None:
    assert problems.UNEXPECTED.status == 500
    assert problems.UNEXPECTED.errors is msgspec.UNSET
