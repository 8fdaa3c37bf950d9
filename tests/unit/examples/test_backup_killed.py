"""The backup example, killed at any point: after the next run the result is the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.backup_fixture import Account, Killed, back_up, on_disk, someone
from tests.support.factories import file_id, note_id


@pytest.fixture
def account() -> Account:
    return someone()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def _at_first(account: Account, home: Path) -> None:
    """Start without a backup."""


def _later(account: Account, home: Path) -> None:
    """Make many changes after a complete backup."""
    back_up(account, home)
    account.write(1, title="Renamed", text="second")
    account.delete("notes", note_id(2))
    account.write(3, title="Three")
    account.upload(1, name="renamed.txt")
    account.delete("files", account.upload(2, b"67890"))
    account.upload(3, b"abcde")


def _much_later(account: Account, home: Path) -> None:
    """Make many changes, so long ago that the feed no longer has them."""
    _later(account, home)
    account.forget_changes()


@pytest.mark.slow
@pytest.mark.parametrize("when", [_at_first, _later, _much_later])
def test_wherever_it_is_killed_the_next_run_comes_to_the_same(
    when: Callable[[Account, Path], None], account: Account, tmp_path: Path
) -> None:
    requests = killed = 0
    results = []
    while requests == killed:
        person, home = Account(), tmp_path / str(requests)
        person.kept = {kind: dict(things) for kind, things in account.kept.items()}
        person.bytes, person.feed = dict(account.bytes), list(account.feed)
        when(person, home)
        person.patience = requests
        try:
            back_up(person, home)
        except Killed:
            killed += 1
            person.patience = 10**9
            back_up(person, home)
        results.append(on_disk(home))
        requests += 1
    assert killed > 8
    assert all(result == results[-1] for result in results)


def test_after_a_kill_nothing_is_downloaded_twice(account: Account, home: Path) -> None:
    account.upload(2, b"67890")
    account.patience = 11
    with pytest.raises(Killed):
        back_up(account, home)
    first = list(account.asked)
    account.patience = 10**9
    _, asked = back_up(account, home)
    assert f"download/{file_id(1)}" in first
    assert [one for one in asked if one.startswith(("download", "notes/"))] == [f"download/{file_id(2)}"]


def test_leftovers_of_a_kill_are_removed(account: Account, home: Path) -> None:
    back_up(account, home)
    before = on_disk(home)
    (home / "notes" / ".unfinished-1").write_bytes(b"12")
    back_up(account, home)
    assert on_disk(home) == before
