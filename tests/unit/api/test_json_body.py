"""Strict parsing of JSON bodies."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.api.json_body import MAXIMUM_BODY_BYTES, read_body
from chalicelib.domain.errors import BodyTooLarge, Invalid, UnsupportedMediaType
from chalicelib.domain.notes import NewNote

JSON = "application/json"
TWO_MEBIBYTES = 2 * 1024 * 1024


class Nested(msgspec.Struct, forbid_unknown_fields=True):
    count: int


class Body(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    parts: list[Nested] = []
    anything: Any = None


def read(data: bytes | str) -> Body:
    return read_body(data if isinstance(data, bytes) else data.encode(), JSON, Body)


def pointer(data: bytes | str) -> str:
    """Return the field to which the refusal points."""
    with pytest.raises(Invalid) as refused:
        read(data)
    assert refused.value.detail.endswith(".")
    return refused.value.field


class TestContentTypes:
    @pytest.mark.parametrize(
        "content_type",
        [JSON, "application/json; charset=utf-8", "APPLICATION/JSON;charset=UTF-8", " application/merge-patch+json "],
    )
    def test_json_is_read(self, content_type: str) -> None:
        assert read_body(b'{"name": "a"}', content_type, Body).name == "a"

    @pytest.mark.parametrize(
        "content_type",
        ["", "text/plain", "text/json", "application/json; charset=utf-16", "application/jsonp", "json", ";", "a, b"],
    )
    def test_everything_else_is_refused(self, content_type: str) -> None:
        with pytest.raises(UnsupportedMediaType):
            read_body(b'{"name": "a"}', content_type, Body)


class TestSizes:
    def test_a_body_may_have_two_mebibytes_and_not_one_byte_more(self) -> None:
        assert MAXIMUM_BODY_BYTES == TWO_MEBIBYTES
        body = b'{"name": "a"}'
        assert read(body + b" " * (TWO_MEBIBYTES - len(body))).name == "a"
        with pytest.raises(BodyTooLarge):
            read(body + b" " * (TWO_MEBIBYTES - len(body) + 1))


class TestJson:
    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b"{",
            b'{"name": "a"} {}',
            b"{'name': 'a'}",
            b'{"name": "a",}',
            b'\xef\xbb\xbf{"name": "a"}',
            '{"name": "a"}'.encode("utf-16"),
            b'{"name": "\xff"}',
            b'{"name": "\xed\xa0\x80"}',
            b'{"name": "\xc0\x80"}',
            b'{"name": "\0"}',
            b'{"name": "a\nb"}',
            b'{"name": "a", "anything": NaN}',
            b'{"name": "a", "anything": [Infinity, -Infinity]}',
            b'{"name": "a", "anything": ' + b"1" * 5000 + b"}",
            b'{"name": "a", "anything": 1e400}',
        ],
    )
    def test_what_is_not_json_in_utf8_is_refused(self, data: bytes) -> None:
        assert pointer(data) == ""

    @pytest.mark.parametrize(
        "data",
        [
            r'{"name": "\u0000"}',
            r'{"name": "a\ud834"}',
            r'{"name": "\udd1e\ud834"}',
            r'{"name": "a", "\u0000": 1}',
            r'{"name": "a", "anything": [{"b": ["\ud834"]}]}',
            r'{"name": "a", "anything": {"\udd1e": 1}}',
        ],
    )
    def test_nul_and_lone_surrogates_are_refused_wherever_they_are(self, data: str) -> None:
        assert pointer(data) == ""

    @pytest.mark.parametrize("number", ["3", "3.0", "30e-1", "0.3E1"])
    def test_a_whole_number_is_one_however_it_is_written(self, number: str) -> None:
        assert read(f'{{"name": "a", "parts": [{{"count": {number}}}]}}').parts == [Nested(3)]

    def test_half_of_something_is_no_whole_number(self) -> None:
        assert pointer('{"name": "a", "parts": [{"count": 3.5}]}') == "/parts/0/count"

    def test_a_whole_surrogate_pair_is_a_character(self) -> None:
        assert read(r'{"name": "\ud834\udd1e"}').name == "𝄞"

    def test_a_name_may_appear_once(self) -> None:
        assert pointer('{"name": "a", "name": "b"}') == "/name"
        assert pointer(r'{"name": "a", "n\u0061me": "a"}') == "/name"
        assert pointer('{"name": "a", "parts": [{"count": 1, "count": 1}]}').endswith("/count")

    def test_the_one_duplicate_name_is_found_among_many(self) -> None:
        members = [f'"{number}": 1' for number in range(10_000)]
        assert pointer("{" + ", ".join([*members, members[-1]]) + "}") == "/9999"

    @pytest.mark.parametrize("depth", [500, 700, 900, 1000, 100_000])
    @pytest.mark.parametrize("leaf", ["1", r'"\u0041"'])
    def test_whatever_its_depth_a_body_is_read_or_refused(self, depth: int, leaf: str) -> None:
        with suppress(Invalid):
            assert read('{"name": "a", "anything": ' + "[" * depth + leaf + "]" * depth + "}").name == "a"

    @pytest.mark.parametrize("opening", ["[", '{"a":'])
    def test_great_depth_is_refused(self, opening: str) -> None:
        assert pointer(opening * 100_000) == ""

    @pytest.mark.parametrize("data", ["[]", '"a"', "1", "null", "true"])
    def test_a_body_is_an_object(self, data: str) -> None:
        assert pointer(data) == ""


class TestPointers:
    @pytest.mark.parametrize(
        ("data", "expected"),
        [
            ("{}", "/name"),
            ('{"name": 1}', "/name"),
            ('{"name": null}', "/name"),
            ('{"name": "a", "other": 1}', "/other"),
            ('{"name": "a", "a/b~c": 1}', "/a~1b~0c"),
            ('{"name": "a", "": 1}', "/"),
            ('{"name": "a", "parts": 1}', "/parts"),
            ('{"name": "a", "parts": [{"count": 1}, {"count": "1"}]}', "/parts/1/count"),
            ('{"name": "a", "parts": [{}]}', "/parts/0/count"),
            ('{"name": "a", "parts": [{"count": 1, "other": 1}]}', "/parts/0/other"),
            ('{"name": "a", "a/b": 1, "a/b": 2}', "/a~1b"),
        ],
    )
    def test_a_refusal_points_to_what_is_wrong(self, data: str, expected: str) -> None:
        assert pointer(data) == expected

    def test_a_refusal_is_short_however_long_the_name_it_points_to(self) -> None:
        with pytest.raises(Invalid) as refused:
            read(json.dumps({"name": "a", "x" * 1_000_000: 1}))
        assert len(refused.value.field) + len(refused.value.detail) < 10_000


class TestTexts:
    @given(st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=50))
    def test_a_text_comes_through_byte_for_byte(self, text: str) -> None:
        for written in (json.dumps({"text": text}), json.dumps({"text": text}, ensure_ascii=False)):
            read_back = read_body(written.encode(), JSON, NewNote)
            assert msgspec.json.decode(msgspec.json.encode(read_back), type=NewNote).text.encode() == text.encode()

    @given(st.binary(max_size=60))
    def test_no_bytes_lead_to_anything_but_a_value_or_a_refusal(self, data: bytes) -> None:
        for body in (data, b'{"text": "' + data + b'"}'):
            try:
                text = read_body(body, JSON, NewNote).text
            except Invalid:
                continue
            assert "\0" not in text
            text.encode()
