"""The backup example: its effects, depending on the account and on the disk."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from examples.backup.directory import Directory
from examples.backup.report import sentences
from examples.backup.trouble import Trouble
from tests.support.backup_fixture import Account, back_up, on_disk, someone
from tests.support.factories import BOB, file_id, note_id


@pytest.fixture
def account() -> Account:
    return someone()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def names(root: Path) -> set[str]:
    """Return the names of all files except those that are always there."""
    return on_disk(root).keys() - {"account.json", "state.json"}


def test_a_backup_has_everything(account: Account, home: Path) -> None:
    back_up(account, home)
    one, two, file = note_id(1), note_id(2), file_id(1)
    assert names(home) == {f"notes/One {one}.md", f"notes/Two {two}.md", f"files/{file}.json", f"files/{file}/a.txt"}
    found = on_disk(home)
    assert found[f"notes/One {one}.md"].endswith(b"---\nfirst")
    assert b'state: "trashed"' in found[f"notes/Two {two}.md"]
    assert found[f"files/{file}/a.txt"] == b"12345"
    assert json.loads(found[f"files/{file}.json"]) == account.kept["files"][file]
    assert json.loads(found["account.json"])["id"] == account.owner


def test_a_second_run_asks_only_for_changes(account: Account, home: Path) -> None:
    back_up(account, home)
    before = on_disk(home)
    run, asked = back_up(account, home)
    assert asked == ["me", "changes"]
    assert not run.done
    assert on_disk(home) == before


def test_only_what_has_changed_is_downloaded(account: Account, home: Path) -> None:
    back_up(account, home)
    account.write(1, text="second")
    new = account.upload(2, b"67890", name="b.txt")
    _, asked = back_up(account, home)
    wanted = [f"notes/{note_id(1)}", f"files/{new}", f"download/{new}", "more bytes"]
    assert asked == ["me", "changes", *wanted]
    assert on_disk(home)[f"notes/One {note_id(1)}.md"].endswith(b"---\nsecond")
    assert on_disk(home)[f"files/{new}/b.txt"] == b"67890"


def test_a_new_name_moves_what_is_there(account: Account, home: Path) -> None:
    back_up(account, home)
    account.write(1, title="Another/title")
    account.upload(1, name="../b.txt")
    _, asked = back_up(account, home)
    assert not [one for one in asked if one.startswith("download")]
    assert {f"notes/Another_title {note_id(1)}.md", f"files/{file_id(1)}/_b.txt"} < names(home)
    assert len(names(home)) == 4


def test_a_title_of_which_nothing_is_left_is_left_out(account: Account, home: Path) -> None:
    account.write(1, title="..")
    back_up(account, home)
    assert f"notes/{note_id(1)}.md" in names(home)


def test_what_is_gone_is_kept_aside_until_it_is_pruned(account: Account, home: Path) -> None:
    back_up(account, home)
    account.delete("notes", note_id(1))
    account.delete("files", file_id(1))
    run, _ = back_up(account, home)
    aside = {f"deleted/notes/One {note_id(1)}.md", f"deleted/files/{file_id(1)}.json"}
    assert names(home) == {f"notes/Two {note_id(2)}.md", *aside, f"deleted/files/{file_id(1)}/a.txt"}
    assert run.done["deleted"] == 2
    Directory(home).prune()
    assert names(home) == {f"notes/Two {note_id(2)}.md"}


def test_what_came_back_and_went_again_is_kept_aside_as_it_last_was(account: Account, home: Path) -> None:
    for data in (b"12345", b"67890"):
        account.upload(1, data, name="a.txt")
        back_up(account, home)
        account.delete("files", file_id(1))
        back_up(account, home)
    assert on_disk(home)[f"deleted/files/{file_id(1)}/a.txt"] == b"67890"


def test_a_tombstone_of_what_was_never_downloaded_is_ignored(account: Account, home: Path) -> None:
    back_up(account, home)
    account.delete("notes", account.write(3))
    run, _ = back_up(account, home)
    assert run.done["deleted"] == 0


def test_after_a_cursor_too_old_everything_is_compared_and_only_what_differs_is_downloaded(
    account: Account, home: Path
) -> None:
    back_up(account, home)
    account.write(1, text="second")
    account.delete("notes", note_id(2))
    account.forget_changes()
    _, asked = back_up(account, home)
    compared = ["me", "changes", "changes", "notes", f"notes/{note_id(1)}", f"notes/{note_id(2)}", "files", "changes"]
    assert asked == compared
    assert f"deleted/notes/Two {note_id(2)}.md" in names(home)
    assert back_up(account, home)[1] == ["me", "changes"]


def test_what_is_in_no_list_while_it_moves_is_not_taken_for_gone(account: Account, home: Path) -> None:
    back_up(account, home)
    account.unlisted.add(note_id(1))
    back_up(account, home, everything=True)
    assert f"notes/One {note_id(1)}.md" in names(home)


def test_what_changes_while_the_lists_are_read_is_there_in_the_end(account: Account, home: Path) -> None:
    class Meanwhile(Account):
        def one(self, kind: str, thing_id: str) -> dict[str, object] | None:
            found = super().one(kind, thing_id)
            if thing_id == note_id(1) and self.kept["notes"][thing_id]["version"] == 1:
                self.write(1, text="meanwhile")
                self.delete("notes", note_id(2))
            return found

    busy = Meanwhile()
    busy.kept, busy.bytes, busy.feed = account.kept, account.bytes, account.feed
    back_up(busy, home)
    assert on_disk(home)[f"notes/One {note_id(1)}.md"].endswith(b"---\nmeanwhile")
    assert not [name for name in names(home) if name.startswith("notes/Two")]


def test_checking_reads_every_byte_and_mends_what_somebody_has_broken(account: Account, home: Path) -> None:
    back_up(account, home)
    before = on_disk(home)
    (home / f"files/{file_id(1)}/a.txt").write_bytes(b"12346")
    (home / f"notes/One {note_id(1)}.md").write_text("mine")
    back_up(account, home)
    assert on_disk(home) != before
    back_up(account, home, everything=True)
    assert on_disk(home) == before


def test_an_upload_without_bytes_is_only_described_until_they_come(account: Account, home: Path) -> None:
    account.upload(2, b"late" * 1000, name="late.txt", status="pending")
    account.upload(3, b"bad", name="bad.txt", status="rejected", reason="It is none.")
    run, _ = back_up(account, home)
    assert {f"files/{file_id(2)}.json", f"files/{file_id(3)}.json"} < names(home)
    assert [*sentences(Directory(home), run)] == [
        "2 notes (2 written), 1 file (1 downloaded), 0.0 kB",
        "1 upload not finished yet: only metadata was saved.",
        "1 upload rejected by the service: only metadata was saved.",
    ]
    account.upload(2, b"late" * 1000, status="ready")
    back_up(account, home)
    assert on_disk(home)[f"files/{file_id(2)}/late.txt"] == b"late" * 1000


def test_it_says_in_a_few_words_what_there_is(account: Account, home: Path) -> None:
    account.upload(2, b"x" * 4_200_000)
    run, _ = back_up(account, home)
    assert [*sentences(Directory(home), run)] == ["2 notes (2 written), 2 files (2 downloaded), 4.2 MB"]
    account.delete("notes", note_id(1))
    account.delete("files", file_id(2))
    run, _ = back_up(account, home)
    expected = ["1 note (0 written), 1 file (0 downloaded), 0.0 kB", "2 permanently deleted in the account."]
    assert [*sentences(Directory(home), run)] == expected


def test_an_original_that_does_not_come_at_first_is_asked_for_anew(account: Account, home: Path) -> None:
    account.broken[file_id(1)] = 2
    run, asked = back_up(account, home)
    assert asked.count(f"files/{file_id(1)}") == 3
    assert not run.failed
    assert on_disk(home)[f"files/{file_id(1)}/a.txt"] == b"12345"


def test_one_that_never_comes_stops_nothing_else_and_is_tried_again_the_next_time(account: Account, home: Path) -> None:
    account.broken[file_id(1)] = 3
    account.upload(2, b"67890", name="b.txt")
    run, _ = back_up(account, home)
    expected = f"{file_id(1)} could not be downloaded: S3 responded with 403. Run it again."
    assert [*sentences(Directory(home), run)][-1] == expected
    assert f"files/{file_id(2)}/b.txt" in names(home)
    assert f"files/{file_id(1)}.json" not in names(home)
    assert Directory(home).cursor is None
    assert not back_up(account, home)[0].failed
    assert f"files/{file_id(1)}/a.txt" in names(home)


def test_bytes_that_are_not_those_that_were_uploaded_are_not_kept(account: Account, home: Path) -> None:
    account.bytes[file_id(1)] = b"54321"
    run, _ = back_up(account, home)
    assert "SHA-256" in run.failed[file_id(1)]
    assert not [name for name in names(home) if name.startswith("files/")]


def test_a_directory_with_other_things_or_of_another_person_is_left_alone(account: Account, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(Trouble, match=r"contains mine\.txt"):
        back_up(account, tmp_path, everything=True)
    assert on_disk(tmp_path) == {"mine.txt": b"mine"}
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / ".DS_Store").touch()
    back_up(account, tmp_path / "home")
    before = on_disk(tmp_path)
    with pytest.raises(Trouble, match=r"ann@skynotes\.example"):
        back_up(Account(BOB), tmp_path / "home", everything=True)
    assert on_disk(tmp_path) == before


def test_what_somebody_has_put_beside_the_things_stays_as_it_is(account: Account, home: Path) -> None:
    back_up(account, home)
    beside = ("notes/README.md", "files/.DS_Store", f"files/{file_id(1)}/thumbnails/a.txt", f"files/{file_id(1)}/b.txt")
    for name in beside:
        (home / name).parent.mkdir(exist_ok=True)
        (home / name).write_text("mine")
    before = on_disk(home)
    account.upload(1, caption="new")
    _, asked = back_up(account, home, everything=True)
    assert asked == ["me", "changes", "notes", "files", f"files/{file_id(1)}", "changes"]
    assert {name: data for name, data in on_disk(home).items() if before[name] != data}.keys() == {
        f"files/{file_id(1)}.json",
        "state.json",
    }


@pytest.mark.parametrize("kind", ["notes", "files"])
def test_an_id_that_is_none_leads_nowhere(kind: str, account: Account, tmp_path: Path) -> None:
    account.kept[kind]["../../x"] = {**next(iter(account.kept[kind].values())), "id": "../../x"}
    with pytest.raises(Trouble, match="instead of an id"):
        back_up(account, tmp_path / "a" / "b")
    assert {path.name for path in tmp_path.iterdir()} == {"a"}
    assert {path.name for path in (tmp_path / "a").iterdir()} == {"b"}


def test_it_waits_where_the_feed_holds_back(account: Account, home: Path) -> None:
    class Held(Account):
        held = 2

        def changes(self, cursor: str | None = None) -> dict[str, object]:
            page = super().changes(cursor)
            if cursor and self.held:
                self.held -= 1
                return {"items": [], "cursor": cursor, "more": True}
            return page

    waited: list[float] = []
    back_up(Held(), home, pause=waited.append)
    assert waited == [5, 5]
