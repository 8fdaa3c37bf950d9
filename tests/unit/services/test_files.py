"""What a person does with files."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.domain.accounts import Usage
from chalicelib.domain.errors import Conflict, Invalid, NotFound, QuotaExceeded
from chalicelib.domain.files import File, FileChanges, NewFile, public
from chalicelib.domain.preconditions import ANY_VERSION
from chalicelib.domain.presigned import FileWithUrls
from chalicelib.services.files import FileListQuery
from tests.support.factories import ANN, BOB, file, file_id, limits, note, note_id
from tests.support.fakes import Interruptions
from tests.support.service_fixture import MALFORMED_IDS, Desk

NEW: dict[str, Any] = {"name": "sea.jpg", "content_type": "image/jpeg", "size": 10, "sha256": "0" * 64}


@pytest.fixture
def desk() -> Desk:
    """With notes 1 and 2 of Ann's, and room for a hundred bytes."""
    desk = Desk(quota=100)
    for number in (1, 2):
        desk.notes.add(ANN, note(number), limits())
    return desk


def declare(desk: Desk, **fields: Any) -> File:
    return desk.library().declare(ANN, NewFile(**NEW | fields)).file


class TestDeclaring:
    def test_a_file_gets_an_id_and_a_place_to_upload_to(self, desk: Desk) -> None:
        new = NewFile("sea.jpg", "image/jpeg", 10, "0" * 64)
        declared = desk.library().declare(ANN, new)
        waiting = file(id=desk.ids.made[0], status="pending")
        assert declared.file == public(waiting)
        assert desk.files.find(ANN, declared.file.id) == waiting
        assert declared.upload
        assert declared.file.id in declared.upload.url

    def test_sent_again_with_its_key_it_is_the_same_file_with_a_fresh_upload_while_it_waits(self, desk: Desk) -> None:
        new = NewFile(**NEW)
        first = desk.library().declare(ANN, new, "a key")
        desk.clock.advance()
        again = desk.library().declare(ANN, new, "a key")
        assert again.file == first.file
        assert again.upload
        assert again.upload != first.upload
        desk.library().trash(ANN, first.file.id)
        assert desk.library().declare(ANN, new, "a key").upload is None

    def test_an_upload_is_renewed_while_its_bytes_are_awaited(self, desk: Desk) -> None:
        waiting = desk.library().declare(ANN, NewFile(**NEW))
        assert desk.library().renew_upload(ANN, waiting.file.id) == waiting.upload
        desk.library().trash(ANN, waiting.file.id)
        for settled in (waiting.file.id, desk.keep(7).id, desk.keep(8, status="rejected").id):
            with pytest.raises(Conflict):
                desk.library().renew_upload(ANN, settled)
        for unknown in (file_id(9), "../../x"):
            with pytest.raises(NotFound):
                desk.library().renew_upload(ANN, unknown)

    def test_its_bytes_are_reserved(self, desk: Desk) -> None:
        declare(desk, size=60)
        declare(desk, size=40)
        with pytest.raises(QuotaExceeded):
            declare(desk, size=1)
        assert desk.shelf.usage(ANN) == Usage(notes=2, files=2, bytes=100)

    def test_its_note_lists_it(self, desk: Desk) -> None:
        declared = declare(desk, note_id=note_id(1))
        assert desk.note().file_ids == [declared.id]

    @pytest.mark.parametrize("identifier", [*MALFORMED_IDS, note_id(9), "another's"])
    def test_a_note_that_is_malformed_unknown_or_anothers_is_not_found(self, desk: Desk, identifier: str) -> None:
        desk.notes.add(BOB, note(3), limits())
        with pytest.raises(NotFound):
            declare(desk, note_id=note_id(3) if identifier == "another's" else identifier)
        assert desk.shelf.files == {}

    def test_what_is_too_large_is_refused_before_anything_is_reserved(self, desk: Desk) -> None:
        with pytest.raises(Invalid):
            declare(desk, size=26 * 1024 * 1024)
        assert desk.shelf.usage(ANN).files == 0


class TestReading:
    def test_a_ready_file_comes_with_urls(self, desk: Desk) -> None:
        desk.keep(width=640, height=480)
        found = desk.library().read(ANN, file_id(1))
        assert found.urls is not None
        assert [preview.width for preview in found.urls.previews] == [320, 640]
        assert (found.name, found.version) == ("sea.jpg", 1)

    @pytest.mark.parametrize("status", ["pending", "rejected"])
    def test_any_other_has_none(self, desk: Desk, status: str) -> None:
        desk.keep(status=status)
        assert desk.library().read(ANN, file_id(1)).urls is None


class TestIds:
    @pytest.mark.parametrize("identifier", [*MALFORMED_IDS, file_id(7), file_id(8)])
    def test_malformed_unknown_and_anothers_are_answered_alike(self, desk: Desk, identifier: str) -> None:
        desk.files.add(BOB, file(8), limits())
        details = set()
        for act in (
            lambda: desk.library().read(ANN, identifier),
            lambda: desk.library().change(ANN, identifier, FileChanges(name="mine"), ANY_VERSION),
            lambda: desk.library().change(ANN, identifier, FileChanges(note_id=note_id(1)), ANY_VERSION),
            lambda: desk.library().change(ANN, identifier, FileChanges(), ANY_VERSION),
            lambda: desk.library().delete(ANN, identifier, permanently=False),
            lambda: desk.library().delete(ANN, identifier, permanently=True),
            lambda: desk.library().restore(ANN, identifier),
        ):
            with pytest.raises(NotFound) as refused:
                act()
            details.add(refused.value.detail)
        assert details == {NotFound().detail}
        assert desk.files.find(BOB, file_id(8)) == file(8)

    @pytest.mark.parametrize("identifier", MALFORMED_IDS)
    def test_a_malformed_id_never_reaches_a_store(self, desk: Desk, identifier: str) -> None:
        library = desk.library(Interruptions(0).of)
        for act in (
            lambda: library.read(ANN, identifier),
            lambda: library.change(ANN, identifier, FileChanges(name="mine"), ANY_VERSION),
            lambda: library.trash(ANN, identifier),
            lambda: library.purge(ANN, identifier),
            lambda: library.restore(ANN, identifier),
            lambda: library.declare(ANN, NewFile("a", "image/png", 1, "0" * 64, identifier)),
        ):
            with pytest.raises(NotFound):
                act()


class TestBrowsing:
    def test_a_cursor_leads_through_all_pages(self, desk: Desk) -> None:
        for number in range(1, 4):
            desk.keep(number)
        first = desk.library().browse(ANN, FileListQuery(limit=2, kind="image"))
        second = desk.library().browse(ANN, FileListQuery(limit=2, kind="image", cursor=first.cursor))
        assert [found.id for found in (*first.items, *second.items)] == [file_id(3), file_id(2), file_id(1)]
        assert second.cursor is None

    def test_with_urls_every_file_comes_ready_to_be_shown(self, desk: Desk) -> None:
        desk.keep(1, width=640, height=480)
        desk.keep(2, status="pending")
        pending, ready = desk.library().browse(ANN, FileListQuery(urls=True)).items
        assert isinstance(pending, FileWithUrls)
        assert isinstance(ready, FileWithUrls)
        assert pending.urls is None
        assert ready == desk.library().read(ANN, file_id(1))

    def test_without_they_come_as_they_are_kept(self, desk: Desk) -> None:
        kept = desk.keep(width=640, height=480)
        assert desk.library().browse(ANN, FileListQuery()).items == [public(kept)]

    @pytest.mark.parametrize(
        ("owner", "query"),
        [
            (BOB, FileListQuery(kind="image", note_id=note_id(1))),
            (ANN, FileListQuery()),
            (ANN, FileListQuery(kind="image")),
            (ANN, FileListQuery(note_id=note_id(1))),
            (ANN, FileListQuery(kind="other", note_id=note_id(1))),
            (ANN, FileListQuery(kind="image", note_id=note_id(2))),
            (ANN, FileListQuery(kind="image", note_id=note_id(1), state="trashed")),
        ],
    )
    def test_a_cursor_is_good_for_its_owner_and_list_only(self, desk: Desk, owner: str, query: FileListQuery) -> None:
        for number in (1, 2):
            desk.keep(number, note_id=note_id(1))
        cursor = desk.library().browse(ANN, FileListQuery(limit=1, kind="image", note_id=note_id(1))).cursor
        with pytest.raises(Invalid):
            desk.library().browse(owner, FileListQuery(1, cursor, query.kind, query.note_id, query.state))

    @pytest.mark.parametrize("identifier", [*MALFORMED_IDS, note_id(9), note_id(3)])
    def test_a_note_that_is_malformed_unknown_or_anothers_has_no_files(self, desk: Desk, identifier: str) -> None:
        desk.notes.add(BOB, note(3), limits())
        desk.files.add(BOB, file(3, note_id=note_id(3)), limits())
        desk.keep()
        page = desk.library().browse(ANN, FileListQuery(note_id=identifier))
        assert (page.items, page.cursor) == ([], None)
