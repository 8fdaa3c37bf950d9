"""Cursors: opaque, and valid for one list of one owner."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from chalicelib.domain.errors import Invalid
from chalicelib.domain.paging import Page, Slice, decode, encode, page, seal

# Characters that an owner's id, a tag or a position may contain: neither NUL nor a lone surrogate reaches them.
words = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), min_size=1, max_size=30)
POSITION = "active#2026-03-01T12:00:00.000Z#01ARYZ6S41TSV4RRFFQ69G5FAV"
CURSOR = encode(POSITION, "ann", "notes active ")


def refused(cursor: str, owner: str = "ann", query: str = "notes active ") -> None:
    with pytest.raises(Invalid) as refusal:
        decode(cursor, owner, query)
    assert refusal.value.field == "/cursor"


@given(words, words, words)
def test_a_cursor_leads_back_to_its_position(position: str, owner: str, query: str) -> None:
    cursor = encode(position, owner, query)
    assert decode(cursor, owner, query) == position
    assert re.fullmatch(r"[A-Za-z0-9_-]+", cursor)


@given(words, words, words, words)
def test_a_cursor_of_another_owner_is_refused(position: str, owner: str, other: str, query: str) -> None:
    assume(owner != other)
    refused(encode(position, owner, query), other, query)


@given(words, words, words, words)
def test_a_cursor_of_another_list_is_refused(position: str, owner: str, query: str, other: str) -> None:
    assume(query != other)
    refused(encode(position, owner, query), owner, other)


@pytest.mark.parametrize("place", range(len(CURSOR)))
def test_a_cursor_changed_in_any_place_is_refused(place: int) -> None:
    for character in "A-_z":
        if character != CURSOR[place]:
            refused(CURSOR[:place] + character + CURSOR[place + 1 :])


@given(st.text(max_size=80))
def test_what_is_no_cursor_is_refused(text: str) -> None:
    refused(text)


@pytest.mark.parametrize(
    "cursor",
    [
        CURSOR[:-1],
        CURSOR + "A",
        CURSOR + "=",
        CURSOR + "\n",
        " " + CURSOR,
        CURSOR + "====",
        "é" + CURSOR,
        "A",
        "=",
        "\0",
    ],
)
def test_no_other_spelling_of_a_cursor_is_taken(cursor: str) -> None:
    refused(cursor)


def test_a_position_that_is_no_text_is_refused() -> None:
    refused(seal(b"\xff\xfe", "ann", "notes active "))


def test_the_last_page_has_no_cursor() -> None:
    assert page(Slice([1, 2], None), "ann", "notes") == Page([1, 2], None)


def test_any_other_page_leads_on() -> None:
    made = page(Slice([1, 2], POSITION), "ann", "notes")
    assert made.items == [1, 2]
    assert decode(made.cursor or "", "ann", "notes") == POSITION
