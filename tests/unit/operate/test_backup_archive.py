"""The directory of a backup, and directories that are not accepted as one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from operate.archive import LISTS, Archive
from operate.running_stage import Problem

SOURCE = {"table": "skynotes", "user_pool": "pool"}


def complete(directory: Path, source: dict[str, str] = SOURCE) -> Archive:
    archive = Archive(directory)
    archive.begin(source)
    for name in LISTS:
        archive.write(name, [{"name": name}])
    archive.finish({"source": source, "items": 1})
    return archive


def test_what_was_written_is_read(tmp_path: Path) -> None:
    lines: list[Any] = [{"text": "ä\u2028\n\U0001f600"}, {"text": ""}]
    archive = Archive(tmp_path)
    assert archive.write("items", iter(lines)) == 2
    assert list(archive.read("items")) == lines
    assert archive.write("items", []) == 0
    assert list(archive.read("items")) == []


def test_a_complete_one_tells_what_it_holds(tmp_path: Path) -> None:
    assert complete(tmp_path).manifest()["items"] == 1


def test_others_on_the_machine_cannot_look_into_it(tmp_path: Path) -> None:
    complete(tmp_path / "new")
    assert (tmp_path / "new").stat().st_mode & 0o077 == 0


def test_one_that_was_begun_again_is_not_complete(tmp_path: Path) -> None:
    complete(tmp_path).begin(SOURCE)
    with pytest.raises(Problem, match="no complete backup"):
        Archive(tmp_path).manifest()


def test_where_there_is_nothing_there_is_no_backup(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="no complete backup"):
        Archive(tmp_path / "nowhere").manifest()


@pytest.mark.parametrize("name", LISTS)
def test_a_list_that_was_changed_or_lost_is_noticed(tmp_path: Path, name: str) -> None:
    archive = complete(tmp_path)
    archive.write(name, [{"name": "another"}])
    with pytest.raises(Problem, match=f"{name}.jsonl has changed since"):
        archive.manifest()
    (tmp_path / f"{name}.jsonl").unlink()
    with pytest.raises(Problem, match=f"{name}.jsonl has changed since"):
        archive.manifest()


@pytest.mark.parametrize("text", ["{}", "[]", "not even JSON", '{"format": 99}'])
def test_another_manifest_is_not_taken_for_ours(tmp_path: Path, text: str) -> None:
    complete(tmp_path)
    (tmp_path / "manifest.json").write_text(text)
    for use in (Archive(tmp_path).manifest, lambda: Archive(tmp_path).begin(SOURCE)):
        with pytest.raises(Problem, match="not written by this version"):
            use()


def test_a_directory_with_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").touch()
    with pytest.raises(Problem, match=r"letters\.txt"):
        Archive(tmp_path).begin(SOURCE)


def test_the_backup_of_another_service_is_left_alone(tmp_path: Path) -> None:
    complete(tmp_path, {**SOURCE, "user_pool": "another"})
    with pytest.raises(Problem, match="another service"):
        Archive(tmp_path).begin(SOURCE)
    assert Archive(tmp_path).manifest()


@pytest.mark.parametrize("key", ["originals/../../../etc/passwd", "/etc/passwd", "originals/.."])
def test_no_key_leads_out_of_it(tmp_path: Path, key: str) -> None:
    with pytest.raises(Problem, match="did not create this object"):
        Archive(tmp_path).path(key)
