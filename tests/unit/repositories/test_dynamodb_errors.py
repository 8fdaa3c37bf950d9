"""The meaning of DynamoDB's errors."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from chalicelib.domain.errors import Conflict
from chalicelib.repositories.dynamodb.errors import Refused, translate


def error(code: str, **more: Any) -> ClientError:
    response: Any = {"Error": {"Code": code, "Message": "No."}, **more}
    return ClientError(response, "Write")


def cancelled(*codes: str) -> ClientError:
    return error("TransactionCanceledException", CancellationReasons=[{"Code": code} for code in codes])


@pytest.mark.parametrize(
    "full",
    [error("ItemCollectionSizeLimitExceededException"), cancelled("None", "ItemCollectionSizeLimitExceeded")],
)
def test_a_partition_that_is_full_is_a_conflict_that_a_person_understands(full: ClientError) -> None:
    translated = translate(full)
    assert isinstance(translated, Conflict)
    assert "as one account can hold" in translated.detail


def test_a_refusal_stands_whatever_else_cancelled_the_transaction() -> None:
    translated = translate(
        cancelled("TransactionConflict", "ConditionalCheckFailed", "ItemCollectionSizeLimitExceeded")
    )
    assert isinstance(translated, Refused)
    assert translated.items == {1: {}}


def test_an_error_that_means_nothing_to_us_stays_what_it_is() -> None:
    unknown = error("ValidationException")
    assert translate(unknown) is unknown
