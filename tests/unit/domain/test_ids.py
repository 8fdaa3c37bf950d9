"""Ids, and texts that are not ids."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.errors import NotFound
from chalicelib.domain.ids import is_ulid, known, new_ulid

moments = st.integers(31_536_000_000_000, 32_503_680_000_000_000).map(
    lambda microseconds: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=microseconds)
)


@given(moments)
def test_an_id_is_a_ulid(moment: datetime) -> None:
    made = new_ulid(moment)
    assert is_ulid(made)
    assert known(made) == made


@given(moments, moments)
def test_ids_sort_by_the_time_they_were_made(one: datetime, other: datetime) -> None:
    earlier, later = sorted((one, other))
    if later - earlier >= timedelta(milliseconds=2):
        assert new_ulid(earlier) < new_ulid(later)


@pytest.mark.parametrize(("milliseconds", "beginning"), [(385, "01ARYZ6S41"), (384, "01ARYZ6S40")])
def test_an_id_begins_with_the_time_as_the_specification_writes_it(milliseconds: int, beginning: str) -> None:
    moment = datetime.fromtimestamp(1469918176, UTC) + timedelta(milliseconds=milliseconds)
    assert {new_ulid(moment)[:10] for _ in range(20)} == {beginning}


def test_ids_of_the_same_time_differ() -> None:
    moment = datetime(2026, 3, 1, tzinfo=UTC)
    assert len({new_ulid(moment) for _ in range(1000)}) == 1000


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1",
        "01ARYZ6S41TSV4RRFFQ69G5FA",
        "01ARYZ6S41TSV4RRFFQ69G5FAVV",
        "01aryz6s41tsv4rrffq69g5fav",
        "81ARYZ6S41TSV4RRFFQ69G5FAV",
        "01ARYZ6S41TSV4RRFFQ69G5FAI",
        "01ARYZ6S41TSV4RRFFQ69G5FAV\n",
        "01ARYZ6S41TSV4RRFFQ69G5F#V",
        "0\u0661ARYZ6S41TSV4RRFFQ69G5FAV",
        "usage",
        "../01ARYZ6S41TSV4RRFFQ69G5",
    ],
)
def test_a_malformed_id_is_answered_like_an_unknown_one(text: str) -> None:
    assert not is_ulid(text)
    with pytest.raises(NotFound):
        known(text)


@given(st.text(max_size=30))
def test_no_text_leads_to_anything_but_an_id_or_not_found(text: str) -> None:
    try:
        assert known(text) == text
    except NotFound:
        assert not is_ulid(text)
