"""Lists of notes, page by page, in every store of notes."""

from __future__ import annotations

import pytest

from chalicelib.domain.preconditions import ANY_VERSION
from tests.support.factories import ANN, LATER, NOW, limits, note, note_id
from tests.support.store_backends import Stores
from tests.support.store_helpers import listed_notes


class TestPagesOfNotes:
    def test_the_newest_change_comes_first(self, stores: Stores) -> None:
        for number in (1, 2, 3):
            stores.notes.add(ANN, note(number), limits())
        assert listed_notes(stores) == [note_id(3), note_id(2), note_id(1)]
        stores.notes.change(ANN, note_id(1), {"title": "Sea"}, ANY_VERSION, LATER)
        assert listed_notes(stores) == [note_id(1), note_id(3), note_id(2)]

    def test_a_summary_has_the_first_200_characters_for_the_text(self, stores: Stores) -> None:
        written = note(title="Sea", text="𝄞" * 300, tags=["a"], pinned=True, file_ids=["f"])
        stores.notes.add(ANN, written, limits())
        (summary,) = stores.notes.page(ANN, "active", None, 50, None).items
        assert summary.excerpt == "𝄞" * 200
        shared = ("id", "title", "tags", "pinned", "state", "file_ids", "version")
        times = ("created_at", "edited_at", "updated_at")
        assert [getattr(summary, name) for name in shared + times] == [
            getattr(written, name) for name in shared + times
        ]

    def test_the_excerpt_changes_with_the_text(self, stores: Stores) -> None:
        stores.notes.add(ANN, note(text="Salt"), limits())
        stores.notes.change(ANN, note_id(1), {"text": "Sand"}, ANY_VERSION, LATER)
        stores.notes.change(ANN, note_id(1), {"title": "Sea"}, ANY_VERSION, LATER)
        assert stores.notes.page(ANN, "active", None, 50, None).items[0].excerpt == "Sand"

    @pytest.mark.parametrize("limit", [1, 2, 3, 6, 7, 100])
    def test_pages_show_everything_once_and_end(self, stores: Stores, limit: int) -> None:
        for number in range(1, 7):
            stores.notes.add(ANN, note(number, edited_at=NOW if number % 2 else LATER), limits())
        assert through_pages(stores, limit) == [note_id(number) for number in (6, 4, 2, 5, 3, 1)]

    @pytest.mark.parametrize("limit", [1, 2, 3, 100])
    def test_pages_of_a_tag_show_everything_once_and_end(self, stores: Stores, limit: int) -> None:
        for number in range(1, 7):
            stores.notes.add(ANN, note(number, tags=["odd", "all"] if number % 2 else ["all"]), limits())
        assert through_pages(stores, limit, tag="odd") == [note_id(5), note_id(3), note_id(1)]
        assert through_pages(stores, limit, tag="all") == [note_id(number) for number in range(6, 0, -1)]

    def test_a_tag_is_matched_whole(self, stores: Stores) -> None:
        stores.notes.add(ANN, note(tags=["seaside"]), limits())
        assert listed_notes(stores, tag="sea") == []
        assert listed_notes(stores, tag="seaside") == [note_id(1)]

    def test_a_page_goes_on_after_a_note_that_is_gone(self, stores: Stores) -> None:
        for number in (1, 2, 3):
            stores.notes.add(ANN, note(number), limits())
        first = stores.notes.page(ANN, "active", None, 2, None)
        stores.lose(ANN, "note", first.items[-1].id)
        rest = stores.notes.page(ANN, "active", None, 2, first.position)
        assert [summary.id for summary in rest.items] == [note_id(1)]


def through_pages(stores: Stores, limit: int, tag: str | None = None) -> list[str]:
    seen: list[str] = []
    position: str | None = None
    while True:
        page = stores.notes.page(ANN, "active", tag, limit, position)
        assert len(page.items) <= limit
        seen += [summary.id for summary in page.items]
        position = page.position
        if position is None:
            return seen
