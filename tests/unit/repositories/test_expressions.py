"""Values and expressions as DynamoDB takes them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.preconditions import ANY_VERSION, Precondition
from chalicelib.repositories.dynamodb import expressions
from chalicelib.repositories.dynamodb.attributes import dump, load, to_item

texts = st.text(st.characters(blacklist_categories=["Cs"]), max_size=20)
values = st.one_of(texts, st.booleans(), st.integers(-(10**37), 10**37), st.lists(texts, max_size=5))


@given(values)
def test_a_value_comes_back_as_it_was(value: Any) -> None:
    loaded = load(dump(value))
    assert (loaded, type(loaded)) == (value, type(value))


@given(st.sets(texts, min_size=1, max_size=5))
def test_a_set_comes_back_in_order(value: set[str]) -> None:
    assert load(dump(value)) == sorted(value)


@pytest.mark.parametrize("value", [1.5, None, {"a": 1.5}, object()])
def test_what_has_no_attribute_type_is_a_mistake_of_ours(value: object) -> None:
    with pytest.raises(TypeError):
        dump(value)


def test_none_and_empty_sets_are_left_out_and_nothing_else() -> None:
    assert to_item({"a": None, "b": set(), "c": "", "d": 0, "e": False, "f": []}).keys() == {"c", "d", "e", "f"}


def test_an_update_names_all_that_it_uses() -> None:
    update = expressions.Update(
        {"title": "Sea", "expires_at": None},
        condition="#state = :state",
        values={"state": "active"},
        adds={"version": 1},
        deletes={"file_ids": {"a"}},
    ).parameters()
    assert update["UpdateExpression"] == (
        "SET #title = :set_title REMOVE #expires_at ADD #version :add_version DELETE #file_ids :delete_file_ids"
    )
    text = f"{update['UpdateExpression']} {update['ConditionExpression']}"
    assert set(re.findall(r"#\w+", text)) == update["ExpressionAttributeNames"].keys()
    assert set(re.findall(r":\w+", text)) == update["ExpressionAttributeValues"].keys()
    assert update["ReturnValuesOnConditionCheckFailure"] == "ALL_OLD"


def test_an_update_without_a_condition_has_none() -> None:
    assert "ConditionExpression" not in expressions.Update({}, adds={"notes": 1}).parameters()


def test_any_version_needs_no_condition() -> None:
    assert expressions.versions(ANY_VERSION) == ([], {})


def test_versions_are_compared_with_each_named_one() -> None:
    (condition,), named = expressions.versions(Precondition(frozenset({3, 7})))
    assert set(re.findall(r":(\w+)", condition)) == named.keys()
    assert sorted(named.values()) == [3, 7]
