"""The cursor of the change feed: opaque, valid for one owner, and short enough for a URL."""

from __future__ import annotations

import base64
import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.change_cursor import MOST_DELIVERED, FeedCursor, decode, encode
from chalicelib.domain.errors import Invalid
from chalicelib.domain.paging import encode as encode_position
from chalicelib.domain.paging import seal
from chalicelib.repositories.dynamodb.keys import changed, tombstone
from chalicelib.services.changes import CursorText
from tests.support.factories import ANN, BOB, NOW, note_id

DIGESTS = st.frozensets(st.binary(min_size=6, max_size=6), max_size=20)
KEY = changed(NOW, tombstone("note", note_id(1)))
CURSOR = encode(FeedCursor(KEY, frozenset({b"\0\n#abc", b"123456"})), ANN)


def refused(cursor: str, owner: str = ANN) -> None:
    with pytest.raises(Invalid) as refusal:
        decode(cursor, owner)
    assert refusal.value.field == "/cursor"


@settings(max_examples=30)
@given(st.sampled_from([KEY, NOW]), DIGESTS)
def test_decoding_reverses_encoding(position: str, given: frozenset[bytes]) -> None:
    cursor = FeedCursor(position, given)
    assert decode(encode(cursor, ANN), ANN) == cursor


def test_a_cursor_of_another_owner_is_refused() -> None:
    refused(CURSOR, BOB)


def test_a_cursor_of_a_list_is_refused() -> None:
    refused(encode_position(KEY, ANN, "notes active "))


@pytest.mark.parametrize("place", range(0, len(CURSOR), 7))
def test_a_cursor_changed_in_any_place_is_refused(place: int) -> None:
    other = "A" if CURSOR[place] != "A" else "B"
    refused(CURSOR[:place] + other + CURSOR[place + 1 :])


@settings(max_examples=30)
@given(st.text(max_size=80))
def test_what_is_no_cursor_is_refused(text: str) -> None:
    refused(text)


@pytest.mark.parametrize("content", [b"", b"\x02\xff\xfe"])
def test_what_holds_no_position_is_refused(content: bytes) -> None:
    refused(seal(content, ANN, "changes"))


def test_the_longest_cursor_is_taken_and_fits_into_a_url() -> None:
    """Stay below the limits of URLs.

    CloudFront takes 8,192 characters; API Gateway takes 10,240 for all of a request's head, including its token.
    """
    digests = frozenset(hashlib.sha256(str(number).encode()).digest()[:6] for number in range(MOST_DELIVERED))
    longest = encode(FeedCursor(KEY, digests), ANN)
    (limits,) = CursorText.__metadata__  # type: ignore[attr-defined]
    assert 6000 < len(longest) <= limits.max_length < 8192 - 500
    assert len(base64.urlsafe_b64decode(longest + "=" * (-len(longest) % 4))) == 12 + 1 + len(KEY) + 6 * MOST_DELIVERED
