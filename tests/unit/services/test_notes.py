"""What a person does with notes."""

from __future__ import annotations

import pytest

from chalicelib.domain.accounts import Usage
from chalicelib.domain.errors import IdempotencyKeyReused, Invalid, NotFound, PreconditionFailed
from chalicelib.domain.notes import NewNote, NoteChanges
from chalicelib.domain.preconditions import ANY_VERSION, Precondition
from chalicelib.services.notes import NoteQuery
from tests.support.factories import ANN, BOB, note_id
from tests.support.fakes import Interruptions
from tests.support.service_fixture import MALFORMED_IDS, Desk


@pytest.fixture
def desk() -> Desk:
    return Desk()


class TestWriting:
    def test_a_note_gets_an_id_and_the_time(self, desk: Desk) -> None:
        written = desk.write(title="Sea", text="Salt", tags=["a", "a"], pinned=True)
        assert written.id == desk.ids.made[0]
        assert written.created_at == written.updated_at == desk.clock.now
        assert (written.tags, written.version, written.state, written.file_ids) == (["a"], 1, "active", [])
        assert desk.notebook().read(ANN, written.id) == written

    def test_a_request_with_a_key_makes_one_note(self, desk: Desk) -> None:
        first = desk.notebook().write(ANN, NewNote(title="Sea"), "a key")
        desk.clock.advance()
        assert desk.notebook().write(ANN, NewNote(title="Sea"), "a key") == first
        assert desk.shelf.usage(ANN) == Usage(notes=1)

    @pytest.mark.parametrize("other", [NewNote(title="sea"), NewNote(text="Sea"), NewNote(title="Sea", pinned=True)])
    def test_a_key_with_another_body_is_refused(self, desk: Desk, other: NewNote) -> None:
        desk.notebook().write(ANN, NewNote(title="Sea"), "a key")
        with pytest.raises(IdempotencyKeyReused):
            desk.notebook().write(ANN, other, "a key")

    def test_requests_without_a_key_make_a_note_each(self, desk: Desk) -> None:
        assert desk.write(title="Sea") != desk.write(title="Sea")
        assert desk.shelf.usage(ANN) == Usage(notes=2)


class TestIds:
    @pytest.mark.parametrize("identifier", [*MALFORMED_IDS, note_id(7), "another's"])
    def test_malformed_unknown_and_anothers_are_answered_alike(self, desk: Desk, identifier: str) -> None:
        theirs = desk.notebook().write(BOB, NewNote(title="Secret"))
        unknown = theirs.id if identifier == "another's" else identifier
        notebook = desk.notebook()
        details = set()
        for act in (
            lambda: notebook.read(ANN, unknown),
            lambda: notebook.change(ANN, unknown, NoteChanges(title="Mine"), ANY_VERSION),
            lambda: notebook.change(ANN, unknown, NoteChanges(), Precondition(frozenset({9}))),
            lambda: notebook.delete(ANN, unknown, permanently=False),
            lambda: notebook.delete(ANN, unknown, permanently=True),
            lambda: notebook.restore(ANN, unknown),
        ):
            with pytest.raises(NotFound) as refused:
                act()
            details.add(refused.value.detail)
        assert details == {NotFound().detail}
        assert desk.notebook().read(BOB, theirs.id) == theirs

    @pytest.mark.parametrize("identifier", MALFORMED_IDS)
    def test_a_malformed_id_never_reaches_a_store(self, desk: Desk, identifier: str) -> None:
        notebook = desk.notebook(Interruptions(0).of)
        for act in (
            lambda: notebook.read(ANN, identifier),
            lambda: notebook.change(ANN, identifier, NoteChanges(title="Sea"), ANY_VERSION),
            lambda: notebook.trash(ANN, identifier),
            lambda: notebook.purge(ANN, identifier),
            lambda: notebook.restore(ANN, identifier),
        ):
            with pytest.raises(NotFound):
                act()


class TestBrowsing:
    def test_a_cursor_leads_through_all_pages(self, desk: Desk) -> None:
        written = [desk.write().id for _ in range(5)]
        seen: list[str] = []
        cursor = None
        for limit in (2, 1, 2):
            page = desk.notebook().browse(ANN, NoteQuery(limit=limit, cursor=cursor))
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
    def test_a_cursor_is_good_for_its_owner_and_list_only(self, desk: Desk, owner: str, query: NoteQuery) -> None:
        for _ in range(2):
            desk.write(tags=["a"])
        cursor = desk.notebook().browse(ANN, NoteQuery(limit=1, tag="a")).cursor
        with pytest.raises(Invalid):
            desk.notebook().browse(owner, NoteQuery(cursor=cursor, state=query.state, tag=query.tag))

    def test_notes_are_found_by_tag_and_state(self, desk: Desk) -> None:
        tagged = desk.write(tags=["sea"])
        desk.write()
        desk.notebook().trash(ANN, desk.write(tags=["sea"]).id)
        page = desk.notebook().browse(ANN, NoteQuery(tag="sea"))
        assert [summary.id for summary in page.items] == [tagged.id]


class TestChanging:
    def test_a_change_makes_the_next_version(self, desk: Desk) -> None:
        note = desk.write(title="Sea", text="Salt")
        now = desk.clock.advance()
        changed = desk.notebook().change(ANN, note.id, NoteChanges(text=None), Precondition(frozenset({1})))
        assert (changed.title, changed.text, changed.version, changed.updated_at) == ("Sea", "", 2, now)

    @pytest.mark.parametrize("changes", [NoteChanges(title="Sea"), NoteChanges()])
    def test_a_stale_etag_is_refused(self, desk: Desk, changes: NoteChanges) -> None:
        note = desk.write()
        with pytest.raises(PreconditionFailed):
            desk.notebook().change(ANN, note.id, changes, Precondition(frozenset({2})))
        assert desk.notebook().read(ANN, note.id) == note

    def test_a_change_of_nothing_changes_nothing(self, desk: Desk) -> None:
        note = desk.write()
        desk.clock.advance()
        assert desk.notebook().change(ANN, note.id, NoteChanges(), Precondition(frozenset({1}))) == note
