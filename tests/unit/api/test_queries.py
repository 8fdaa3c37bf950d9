"""Strict parsing of query parameters."""

from __future__ import annotations

import pytest

from chalicelib.api.json_body import read_query
from chalicelib.domain.errors import Invalid
from chalicelib.services.files import FileListQuery
from chalicelib.services.notes import NoteQuery


class TestQueries:
    def test_parameters_become_what_they_are(self) -> None:
        query = read_query({"limit": ["7"], "tag": ["1"], "state": ["trashed"]}, NoteQuery)
        assert query == NoteQuery(limit=7, tag="1", state="trashed")

    def test_all_may_be_left_out(self) -> None:
        assert read_query({}, NoteQuery) == NoteQuery(limit=50, state="active")

    @pytest.mark.parametrize(
        ("name", "values"),
        [
            ("limit", ["0"]),
            ("limit", ["101"]),
            ("limit", ["-1"]),
            ("limit", ["1.5"]),
            ("limit", ["a"]),
            ("limit", [""]),
            ("limit", ["1", "2"]),
            ("limit", ["9" * 5000]),
            ("state", ["gone"]),
            ("tag", [""]),
            ("tag", ["a\0"]),
            ("tag", ["\ud834"]),
            ("other", ["1"]),
        ],
    )
    def test_what_breaks_a_rule_is_refused_by_name(self, name: str, values: list[str]) -> None:
        with pytest.raises(Invalid) as refused:
            read_query({name: values}, NoteQuery)
        assert refused.value.field == f"/{name}"


def test_the_word_null_is_nothing_only_where_it_is_a_word() -> None:
    with pytest.raises(Invalid) as refused:
        read_query({"kind": ["null"]}, FileListQuery)
    assert refused.value.field == "/kind"
    assert read_query({"tag": ["null"]}, NoteQuery).tag == "null"


@pytest.mark.parametrize("kind", [NoteQuery, FileListQuery])
def test_a_cursor_longer_than_any_of_ours_is_refused(kind: type) -> None:
    with pytest.raises(Invalid) as refused:
        read_query({"cursor": ["x" * 501]}, kind)
    assert refused.value.field == "/cursor"
