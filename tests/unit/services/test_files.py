"""The actions of a user on files."""

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
from tests.support.service_fixture import MALFORMED_IDS, ServiceFixture

NEW: dict[str, Any] = {"name": "sea.jpg", "content_type": "image/jpeg", "size": 10, "sha256": "0" * 64}


@pytest.fixture
def fixture() -> ServiceFixture:
    """Return services with notes 1 and 2 of Ann's, and room for a hundred bytes."""
    fixture = ServiceFixture(quota=100)
    for number in (1, 2):
        fixture.notes.add(ANN, note(number), limits())
    return fixture


def declare(fixture: ServiceFixture, **fields: Any) -> File:
    return fixture.file_service().declare(ANN, NewFile(**NEW | fields)).file


class TestDeclaring:
    def test_a_file_gets_an_id_and_a_place_to_upload_to(self, fixture: ServiceFixture) -> None:
        new = NewFile("sea.jpg", "image/jpeg", 10, "0" * 64)
        declared = fixture.file_service().declare(ANN, new)
        waiting = file(id=fixture.ids.made[0], status="pending")
        assert declared.file == public(waiting)
        assert fixture.files.find(ANN, declared.file.id) == waiting
        assert declared.upload
        assert declared.file.id in declared.upload.url

    def test_sent_again_with_its_key_it_is_the_same_file_with_a_fresh_upload_while_it_waits(
        self, fixture: ServiceFixture
    ) -> None:
        new = NewFile(**NEW)
        first = fixture.file_service().declare(ANN, new, "a key")
        fixture.clock.advance()
        again = fixture.file_service().declare(ANN, new, "a key")
        assert again.file == first.file
        assert again.upload
        assert again.upload != first.upload
        fixture.file_service().trash(ANN, first.file.id)
        assert fixture.file_service().declare(ANN, new, "a key").upload is None

    def test_an_upload_is_renewed_while_its_bytes_are_awaited(self, fixture: ServiceFixture) -> None:
        waiting = fixture.file_service().declare(ANN, NewFile(**NEW))
        assert fixture.file_service().renew_upload(ANN, waiting.file.id) == waiting.upload
        fixture.file_service().trash(ANN, waiting.file.id)
        for not_pending in (waiting.file.id, fixture.keep(7).id, fixture.keep(8, status="rejected").id):
            with pytest.raises(Conflict):
                fixture.file_service().renew_upload(ANN, not_pending)
        for unknown in (file_id(9), "../../x"):
            with pytest.raises(NotFound):
                fixture.file_service().renew_upload(ANN, unknown)

    def test_its_bytes_are_reserved(self, fixture: ServiceFixture) -> None:
        declare(fixture, size=60)
        declare(fixture, size=40)
        with pytest.raises(QuotaExceeded):
            declare(fixture, size=1)
        assert fixture.shared.usage(ANN) == Usage(notes=2, files=2, bytes=100)

    def test_its_note_lists_it(self, fixture: ServiceFixture) -> None:
        declared = declare(fixture, note_id=note_id(1))
        assert fixture.note().file_ids == [declared.id]

    @pytest.mark.parametrize("identifier", [*MALFORMED_IDS, note_id(9), "another's"])
    def test_a_note_that_is_malformed_unknown_or_anothers_is_not_found(
        self, fixture: ServiceFixture, identifier: str
    ) -> None:
        fixture.notes.add(BOB, note(3), limits())
        with pytest.raises(NotFound):
            declare(fixture, note_id=note_id(3) if identifier == "another's" else identifier)
        assert fixture.shared.files == {}

    def test_what_is_too_large_is_refused_before_anything_is_reserved(self, fixture: ServiceFixture) -> None:
        with pytest.raises(Invalid):
            declare(fixture, size=26 * 1024 * 1024)
        assert fixture.shared.usage(ANN).files == 0


class TestReading:
    def test_a_ready_file_comes_with_urls(self, fixture: ServiceFixture) -> None:
        fixture.keep(width=640, height=480)
        found = fixture.file_service().read(ANN, file_id(1))
        assert found.urls is not None
        assert [preview.width for preview in found.urls.previews] == [320, 640]
        assert (found.name, found.version) == ("sea.jpg", 1)

    @pytest.mark.parametrize("status", ["pending", "rejected"])
    def test_any_other_has_none(self, fixture: ServiceFixture, status: str) -> None:
        fixture.keep(status=status)
        assert fixture.file_service().read(ANN, file_id(1)).urls is None


class TestIds:
    @pytest.mark.parametrize("identifier", [*MALFORMED_IDS, file_id(7), file_id(8)])
    def test_malformed_unknown_and_anothers_are_answered_alike(self, fixture: ServiceFixture, identifier: str) -> None:
        fixture.files.add(BOB, file(8), limits())
        details = set()
        for act in (
            lambda: fixture.file_service().read(ANN, identifier),
            lambda: fixture.file_service().change(ANN, identifier, FileChanges(name="mine"), ANY_VERSION),
            lambda: fixture.file_service().change(ANN, identifier, FileChanges(note_id=note_id(1)), ANY_VERSION),
            lambda: fixture.file_service().change(ANN, identifier, FileChanges(), ANY_VERSION),
            lambda: fixture.file_service().delete(ANN, identifier, permanently=False),
            lambda: fixture.file_service().delete(ANN, identifier, permanently=True),
            lambda: fixture.file_service().restore(ANN, identifier),
        ):
            with pytest.raises(NotFound) as refused:
                act()
            details.add(refused.value.detail)
        assert details == {NotFound().detail}
        assert fixture.files.find(BOB, file_id(8)) == file(8)

    @pytest.mark.parametrize("identifier", MALFORMED_IDS)
    def test_a_malformed_id_never_reaches_a_store(self, fixture: ServiceFixture, identifier: str) -> None:
        file_service = fixture.file_service(Interruptions(0).of)
        for act in (
            lambda: file_service.read(ANN, identifier),
            lambda: file_service.change(ANN, identifier, FileChanges(name="mine"), ANY_VERSION),
            lambda: file_service.trash(ANN, identifier),
            lambda: file_service.purge(ANN, identifier),
            lambda: file_service.restore(ANN, identifier),
            lambda: file_service.declare(ANN, NewFile("a", "image/png", 1, "0" * 64, identifier)),
        ):
            with pytest.raises(NotFound):
                act()


class TestBrowsing:
    def test_a_cursor_leads_through_all_pages(self, fixture: ServiceFixture) -> None:
        for number in range(1, 4):
            fixture.keep(number)
        first = fixture.file_service().browse(ANN, FileListQuery(limit=2, kind="image"))
        second = fixture.file_service().browse(ANN, FileListQuery(limit=2, kind="image", cursor=first.cursor))
        assert [found.id for found in (*first.items, *second.items)] == [file_id(3), file_id(2), file_id(1)]
        assert second.cursor is None

    def test_with_urls_every_file_comes_ready_to_be_shown(self, fixture: ServiceFixture) -> None:
        fixture.keep(1, width=640, height=480)
        fixture.keep(2, status="pending")
        pending, ready = fixture.file_service().browse(ANN, FileListQuery(urls=True)).items
        assert isinstance(pending, FileWithUrls)
        assert isinstance(ready, FileWithUrls)
        assert pending.urls is None
        assert ready == fixture.file_service().read(ANN, file_id(1))

    def test_without_they_come_as_they_are_kept(self, fixture: ServiceFixture) -> None:
        kept = fixture.keep(width=640, height=480)
        assert fixture.file_service().browse(ANN, FileListQuery()).items == [public(kept)]

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
    def test_a_cursor_is_good_for_its_owner_and_list_only(
        self, fixture: ServiceFixture, owner: str, query: FileListQuery
    ) -> None:
        for number in (1, 2):
            fixture.keep(number, note_id=note_id(1))
        cursor = fixture.file_service().browse(ANN, FileListQuery(limit=1, kind="image", note_id=note_id(1))).cursor
        with pytest.raises(Invalid):
            fixture.file_service().browse(owner, FileListQuery(1, cursor, query.kind, query.note_id, query.state))

    @pytest.mark.parametrize("identifier", [*MALFORMED_IDS, note_id(9), note_id(3)])
    def test_a_note_that_is_malformed_unknown_or_anothers_has_no_files(
        self, fixture: ServiceFixture, identifier: str
    ) -> None:
        fixture.notes.add(BOB, note(3), limits())
        fixture.files.add(BOB, file(3, note_id=note_id(3)), limits())
        fixture.keep()
        page = fixture.file_service().browse(ANN, FileListQuery(note_id=identifier))
        assert (page.items, page.cursor) == ([], None)
