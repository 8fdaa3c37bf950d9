"""Texts are stored compressed where that is shorter, and come back as they were."""

from __future__ import annotations

import json
import random
from base64 import b64encode
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.capacity import size
from chalicelib.domain.notes import MAXIMUM_TEXT_BYTES
from chalicelib.domain.preconditions import ANY_VERSION
from chalicelib.repositories.dynamodb.attributes import dump, to_item
from chalicelib.repositories.dynamodb.texts import packed, repacked, unpacked
from tests.support.factories import ANN, LATER, limits, note, note_id
from tests.support.metered_app import table_items
from tests.support.sample_texts import prose
from tests.support.store_backends import OnDynamoDB

PROSE = "é 𝄞.\r\n" + prose(3000)
# Texts in which nothing repeats, in characters of one to four bytes.
NOISE = {
    first: "".join(random.Random(1).choices([chr(first + code) for code in range(90)], k=2000))
    for first in (33, 0x400, 0x4E00, 0x1D400)
}


@given(st.text(max_size=50), st.integers(0, 200))
def test_any_text_comes_back_as_it_was(part: str, times: int) -> None:
    item = {"text": dump(packed(part * times))}
    assert unpacked(item) == {"text": {"S": part * times}}
    assert unpacked(repacked(unpacked(item))) == unpacked(item)


@pytest.mark.parametrize("text", ["", "x" * 1024])
def test_a_short_text_is_stored_as_it_is(text: str) -> None:
    assert packed(text) == text


@pytest.mark.parametrize("text", NOISE.values())
def test_a_long_text_in_which_nothing_repeats_is_shorter_too(text: str) -> None:
    assert len(packed(text)) < len(text.encode())


def test_what_people_write_takes_about_half() -> None:
    assert len(packed(PROSE)) < len(PROSE.encode()) * 0.55


@pytest.mark.parametrize("text", ["short", PROSE, NOISE[0x400], "x" * MAXIMUM_TEXT_BYTES])
def test_a_note_is_read_as_it_was_written(dynamodb: Any, clock: Any, text: str) -> None:
    kept = OnDynamoDB(dynamodb, clock)
    kept.notes.add(ANN, note(1, text=text), limits())
    assert kept.notes.find(ANN, note_id(1)) == note(1, text=text)
    changed = kept.notes.change(ANN, note_id(1), {"text": text[1:]}, ANY_VERSION, LATER)
    assert changed.text == text[1:]
    assert kept.notes.trash(ANN, note_id(1), LATER).text == text[1:]


def test_a_note_that_was_stored_before_is_read_as_it_is(dynamodb: Any, clock: Any) -> None:
    kept = OnDynamoDB(dynamodb, clock)
    kept.notes.add(ANN, note(1, text=PROSE), limits())
    item = table_items()[f"user#{ANN}", f"note#{note_id(1)}"]
    assert size(item) < len(PROSE.encode())
    dynamodb.put_item(TableName=kept.table._name, Item=unpacked(item))
    assert size(table_items()[f"user#{ANN}", f"note#{note_id(1)}"]) > len(PROSE.encode())
    assert kept.notes.find(ANN, note_id(1)) == note(1, text=PROSE)


def test_a_text_is_read_from_bytes_and_from_base_64() -> None:
    compressed = packed(PROSE)
    assert isinstance(compressed, bytes)
    as_json = json.loads(json.dumps({"text": {"B": b64encode(compressed).decode()}}))
    assert unpacked({"text": {"B": compressed}}) == unpacked(as_json) == {"text": {"S": PROSE}}


def test_what_has_no_text_stays_as_it_is() -> None:
    file = to_item({"name": "sea.jpg"})
    assert unpacked(file) == repacked(file) == file
