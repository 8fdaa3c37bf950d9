"""Capacity units by DynamoDB's rules."""

from __future__ import annotations

from bench.capacity import Index, Item, indexes, read_units, size, stored_bytes, write_units
from tests.support.moto_resources import resource

# An index that projects everything has entries as large as the table's items; this one projects the keys and the title.
TITLES = Index("at", frozenset({"pk", "at", "title"}))
EVERYTHING = Index("at", None)


def item(length: int, **others: str) -> Item:
    """Return an item of `length` bytes, with the title `t` and the index key `a`, unless told otherwise."""
    known: Item = {name: {"S": value} for name, value in ({"pk": "p", "title": "t", "at": "a"} | others).items()}
    return known | {"text": {"S": "x" * (length - size(known) - len("text"))}}


class TestSizes:
    def test_names_count_as_values_do(self) -> None:
        assert size({"title": {"S": "four"}}) == 9

    def test_text_counts_in_utf_8(self) -> None:
        assert size({"é": {"S": "éé"}}) == 6

    def test_a_number_takes_a_byte_for_two_digits_that_say_something_and_one_besides(self) -> None:
        assert [size({"n": {"N": number}}) - 1 for number in ("0", "7", "12", "123", "1200")] == [1, 2, 2, 3, 2]

    def test_what_is_in_sets_and_lists_counts(self) -> None:
        assert size({"s": {"SS": ["ab", "c"]}}) == 4
        assert size({"l": {"L": [{"S": "ab"}, {"BOOL": True}]}}) == 1 + 3 + 3 + 2


class TestReads:
    def test_a_read_counts_each_4_kilobytes_begun(self) -> None:
        assert [read_units([item(length)]) for length in (100, 4096, 4097)] == [1, 1, 2]

    def test_a_query_counts_all_its_items_together(self) -> None:
        assert read_units([item(2048)] * 2) == 1
        assert read_units([item(2048)] * 3) == 2

    def test_nothing_found_counts_as_well(self) -> None:
        assert read_units([]) == read_units([{}]) == 1


class TestWrites:
    def test_a_write_counts_each_kilobyte_begun_of_the_larger_item(self) -> None:
        assert [write_units(None, item(length), []) for length in (100, 1024, 1025)] == [1, 1, 2]
        assert write_units(item(3000), item(100), []) == write_units(item(100), item(3000), []) == 3
        assert write_units(item(3000), None, []) == 3

    def test_an_entry_that_comes_or_goes_counts_once(self) -> None:
        assert write_units(None, item(3000), [EVERYTHING]) == write_units(item(3000), None, [EVERYTHING]) == 3 + 3
        assert write_units(None, item(3000), [TITLES]) == 3 + 1

    def test_one_that_moves_counts_twice(self) -> None:
        assert write_units(item(100), item(100, at="b"), [TITLES, EVERYTHING]) == 1 + 2 + 2

    def test_one_that_changes_in_its_place_counts_once(self) -> None:
        assert write_units(item(100), item(100, title="s"), [TITLES]) == 1 + 1

    def test_one_that_stays_as_it_is_counts_nothing(self) -> None:
        assert write_units(item(100), item(200), [TITLES]) == 1

    def test_an_item_without_the_key_has_no_entry(self) -> None:
        assert write_units(None, {"pk": {"S": "p"}}, [TITLES, EVERYTHING]) == 1


def test_storage_takes_a_hundred_bytes_for_the_item_and_each_entry() -> None:
    assert stored_bytes(item(500), [EVERYTHING]) == 1200
    assert stored_bytes({"pk": {"S": "p"}}, [EVERYTHING]) == 103


def test_the_indexes_are_those_of_the_template() -> None:
    found = indexes(resource("Table"))
    assert set(found) == {"listed", "uploads", "library", "attached", "changed"}
    assert found["uploads"] == Index("uploads_sk", None)
    assert found["listed"].kept is not None
    assert {"pk", "sk", "listed_sk", "excerpt"} <= found["listed"].kept
    assert "text" not in found["listed"].kept
