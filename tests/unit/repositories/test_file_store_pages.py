"""Lists of files, page by page, in every store of files."""

from __future__ import annotations

import pytest

from chalicelib.domain.files import FileFilter, changed, patched, public
from tests.support.factories import ANN, LATER, MUCH_LATER, file, file_id, limits, note, note_id
from tests.support.store_backends import Stores
from tests.support.store_helpers import add_files, kept_file, listed_files

ACTIVE = FileFilter("active")


class TestPagesOfFiles:
    def test_all_come_newest_upload_first(self, stores: Stores) -> None:
        add_files(stores, file(1), file(3, kind="other"), file(2, taken_at=MUCH_LATER))
        assert listed_files(stores, ACTIVE) == [file_id(3), file_id(2), file_id(1)]
        assert stores.files.page(ANN, ACTIVE, 1, None).items == [public(file(3, kind="other"))]

    def test_those_of_a_kind_come_by_the_time_taken_or_else_uploaded(self, stores: Stores) -> None:
        add_files(
            stores,
            file(1, taken_at=MUCH_LATER),
            file(2, taken_at="2019-01-01T00:00:00.000Z"),
            file(3, created_at=LATER),
        )
        add_files(stores, file(4), file(5, kind="other"))
        assert listed_files(stores, FileFilter("active", "image")) == [file_id(number) for number in (1, 3, 4, 2)]
        assert listed_files(stores, FileFilter("active", "other")) == [file_id(5)]

    def test_the_library_compares_the_clock_of_a_place_with_utc_digit_by_digit(self, stores: Stores) -> None:
        midnight = "2026-01-01T00:00:00"
        add_files(
            stores,
            file(1, taken_at=midnight),
            file(2, taken_at="2025-12-31T23:59:59", taken_offset="-11:00"),
            file(3, created_at="2026-01-01T00:00:00.999Z"),
            file(4, created_at="2025-12-31T23:59:59.001Z"),
            file(5, kind="other", taken_at=midnight),
        )
        for query in (FileFilter("active", "media"), FileFilter("active", "image")):
            assert listed_files(stores, query) == [file_id(number) for number in (3, 1, 4, 2)]

    def test_a_correction_moves_a_photo_in_the_library(self, stores: Stores) -> None:
        add_files(stores, file(1, taken_at="2020-01-01T00:00:00"), file(2, taken_at="2021-01-01T00:00:00"))
        before = kept_file(stores)
        stores.files.save(ANN, before, patched(before, {"taken_at": "2022-01-01T00:00:00"}, LATER))
        assert listed_files(stores, FileFilter("active", "media")) == [file_id(1), file_id(2)]
        corrected = kept_file(stores)
        stores.files.save(ANN, corrected, patched(corrected, {"taken_at": None}, LATER))
        assert listed_files(stores, FileFilter("active", "media")) == [file_id(2), file_id(1)]
        assert kept_file(stores).taken_at == "2020-01-01T00:00:00"

    def test_those_of_a_note_come_alone(self, stores: Stores) -> None:
        stores.notes.add(ANN, note(1), limits())
        stores.notes.add(ANN, note(2), limits())
        add_files(
            stores, file(1, note_id=note_id(1)), file(2, note_id=note_id(2)), file(3, note_id=note_id(1), kind="other")
        )
        assert listed_files(stores, FileFilter("active", note_id=note_id(1))) == [file_id(3), file_id(1)]
        assert listed_files(stores, FileFilter("active", "image", note_id(1))) == [file_id(1)]
        assert listed_files(stores, FileFilter("active", note_id=note_id(3))) == []

    def test_the_trash_is_apart_in_every_list(self, stores: Stores) -> None:
        stores.notes.add(ANN, note(), limits())
        add_files(stores, file(1, note_id=note_id(1)), file(2, note_id=note_id(1)))
        stores.files.save(ANN, kept_file(stores), changed(kept_file(stores), LATER, state="trashed"))
        for kind, of_note in ((None, None), ("image", None), (None, note_id(1)), ("image", note_id(1))):
            assert listed_files(stores, FileFilter("active", kind, of_note)) == [file_id(2)]  # type: ignore[arg-type]
            assert listed_files(stores, FileFilter("trashed", kind, of_note)) == [file_id(1)]  # type: ignore[arg-type]

    @pytest.mark.parametrize("limit", [1, 2, 3, 6, 7, 100])
    @pytest.mark.parametrize(
        "query",
        [ACTIVE, FileFilter("active", "media"), FileFilter("active", "image"), FileFilter("active", None, note_id(1))],
    )
    def test_pages_show_everything_once_and_end(self, stores: Stores, query: FileFilter, limit: int) -> None:
        stores.place(ANN, [file(number, note_id=note_id(1)) for number in range(1, 7)])
        assert through_pages(stores, query, limit) == [file_id(number) for number in range(6, 0, -1)]

    def test_a_page_that_the_store_cuts_short_leads_on(self, stores: Stores) -> None:
        stores.place(ANN, [file(number, caption="x" * 250_000) for number in range(1, 7)])
        assert through_pages(stores, ACTIVE, 100) == [file_id(number) for number in range(6, 0, -1)]

    def test_pages_of_one_kind_of_a_note_show_everything_once_and_end(self, stores: Stores) -> None:
        kinds = ["image", "other"]
        stores.place(ANN, [file(number, note_id=note_id(1), kind=kinds[number % 2]) for number in range(1, 7)])
        assert through_pages(stores, FileFilter("active", "image", note_id(1)), 2) == [
            file_id(6),
            file_id(4),
            file_id(2),
        ]


def through_pages(stores: Stores, query: FileFilter, limit: int) -> list[str]:
    seen: list[str] = []
    position: str | None = None
    while True:
        page = stores.files.page(ANN, query, limit, position)
        assert len(page.items) <= limit
        seen += [found.id for found in page.items]
        position = page.position
        if position is None:
            return seen
