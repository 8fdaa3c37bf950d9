"""The actions of a user on notes."""

from __future__ import annotations

import pytest

from chalicelib.domain.accounts import Usage
from chalicelib.domain.errors import IdempotencyKeyReused, Invalid, NotFound, PreconditionFailed
from chalicelib.domain.notes import NewNote, NoteChanges
from chalicelib.domain.preconditions import ANY_VERSION, Precondition
from chalicelib.services.notes import NoteQuery
from tests.support.factories import ANN, BOB, note_id
from tests.support.fakes import Interruptions
from tests.support.service_fixture import MALFORMED_IDS, ServiceFixture


@pytest.fixture
def fixture() -> ServiceFixture:
    return ServiceFixture()


class TestWriting:
    def test_a_note_gets_an_id_and_the_time(self, fixture: ServiceFixture) -> None:
        written = fixture.write(title="Sea", text="Salt", tags=["a", "a"], pinned=True)
        assert written.id == fixture.ids.made[0]
        assert written.created_at == written.updated_at == fixture.clock.now
        assert (written.tags, written.version, written.state, written.file_ids) == (["a"], 1, "active", [])
        assert fixture.note_service().read(ANN, written.id) == written

    def test_a_request_with_a_key_makes_one_note(self, fixture: ServiceFixture) -> None:
        first = fixture.note_service().write(ANN, NewNote(title="Sea"), "a key")
        fixture.clock.advance()
        assert fixture.note_service().write(ANN, NewNote(title="Sea"), "a key") == first
        assert fixture.shared.usage(ANN) == Usage(notes=1)

    @pytest.mark.parametrize("other", [NewNote(title="sea"), NewNote(text="Sea"), NewNote(title="Sea", pinned=True)])
    def test_a_key_with_another_body_is_refused(self, fixture: ServiceFixture, other: NewNote) -> None:
        fixture.note_service().write(ANN, NewNote(title="Sea"), "a key")
        with pytest.raises(IdempotencyKeyReused):
            fixture.note_service().write(ANN, other, "a key")

    def test_requests_without_a_key_make_a_note_each(self, fixture: ServiceFixture) -> None:
        assert fixture.write(title="Sea") != fixture.write(title="Sea")
        assert fixture.shared.usage(ANN) == Usage(notes=2)


class TestIds:
    @pytest.mark.parametrize("identifier", [*MALFORMED_IDS, note_id(7), "another's"])
    def test_malformed_unknown_and_anothers_are_answered_alike(self, fixture: ServiceFixture, identifier: str) -> None:
        theirs = fixture.note_service().write(BOB, NewNote(title="Secret"))
        unknown = theirs.id if identifier == "another's" else identifier
        note_service = fixture.note_service()
        details = set()
        for act in (
            lambda: note_service.read(ANN, unknown),
            lambda: note_service.change(ANN, unknown, NoteChanges(title="Mine"), ANY_VERSION),
            lambda: note_service.change(ANN, unknown, NoteChanges(), Precondition(frozenset({9}))),
            lambda: note_service.delete(ANN, unknown, permanently=False),
            lambda: note_service.delete(ANN, unknown, permanently=True),
            lambda: note_service.restore(ANN, unknown),
        ):
            with pytest.raises(NotFound) as refused:
                act()
            details.add(refused.value.detail)
        assert details == {NotFound().detail}
        assert fixture.note_service().read(BOB, theirs.id) == theirs

    @pytest.mark.parametrize("identifier", MALFORMED_IDS)
    def test_a_malformed_id_never_reaches_a_store(self, fixture: ServiceFixture, identifier: str) -> None:
        note_service = fixture.note_service(Interruptions(0).of)
        for act in (
            lambda: note_service.read(ANN, identifier),
            lambda: note_service.change(ANN, identifier, NoteChanges(title="Sea"), ANY_VERSION),
            lambda: note_service.trash(ANN, identifier),
            lambda: note_service.purge(ANN, identifier),
            lambda: note_service.restore(ANN, identifier),
        ):
            with pytest.raises(NotFound):
                act()


class TestBrowsing:
    def test_a_cursor_leads_through_all_pages(self, fixture: ServiceFixture) -> None:
        written = [fixture.write().id for _ in range(5)]
        seen: list[str] = []
        cursor = None
        for limit in (2, 1, 2):
            page = fixture.note_service().browse(ANN, NoteQuery(limit=limit, cursor=cursor))
            seen += [summary.id for summary in page.items]
            cursor = page.cursor
        assert (seen, cursor) == (written[::-1], None)

    @pytest.mark.parametrize(
        ("owner", "query"),
        [
            (BOB, NoteQuery(tag="a")),
            (ANN, NoteQuery()),
            (ANN, NoteQuery(tag="b")),
            (ANN, NoteQuery(tag="a", state="archived")),
            (ANN, NoteQuery(tag="a", state="trashed")),
        ],
    )
    def test_a_cursor_is_good_for_its_owner_and_list_only(
        self, fixture: ServiceFixture, owner: str, query: NoteQuery
    ) -> None:
        for _ in range(2):
            fixture.write(tags=["a"])
        cursor = fixture.note_service().browse(ANN, NoteQuery(limit=1, tag="a")).cursor
        with pytest.raises(Invalid):
            fixture.note_service().browse(owner, NoteQuery(cursor=cursor, state=query.state, tag=query.tag))

    def test_notes_are_found_by_tag_and_state(self, fixture: ServiceFixture) -> None:
        tagged = fixture.write(tags=["sea"])
        fixture.write()
        fixture.note_service().trash(ANN, fixture.write(tags=["sea"]).id)
        page = fixture.note_service().browse(ANN, NoteQuery(tag="sea"))
        assert [summary.id for summary in page.items] == [tagged.id]


class TestChanging:
    def test_a_change_makes_the_next_version(self, fixture: ServiceFixture) -> None:
        note = fixture.write(title="Sea", text="Salt")
        now = fixture.clock.advance()
        changed = fixture.note_service().change(ANN, note.id, NoteChanges(text=None), Precondition(frozenset({1})))
        assert (changed.title, changed.text, changed.version, changed.updated_at) == ("Sea", "", 2, now)

    @pytest.mark.parametrize("changes", [NoteChanges(title="Sea"), NoteChanges()])
    def test_a_stale_etag_is_refused(self, fixture: ServiceFixture, changes: NoteChanges) -> None:
        note = fixture.write()
        with pytest.raises(PreconditionFailed):
            fixture.note_service().change(ANN, note.id, changes, Precondition(frozenset({2})))
        assert fixture.note_service().read(ANN, note.id) == note

    def test_a_change_of_nothing_changes_nothing(self, fixture: ServiceFixture) -> None:
        note = fixture.write()
        fixture.clock.advance()
        assert fixture.note_service().change(ANN, note.id, NoteChanges(), Precondition(frozenset({1}))) == note
