"""The code of the embedded cloud's functions: unpacked once, however often and by whatever it is requested."""

from __future__ import annotations

import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from local import function_code


@pytest.fixture
def ministack(tmp_path: Path) -> Any:
    """Return a module that unpacks archives."""
    module = ModuleType("ministack")
    function_code.share(module, tmp_path / "code")
    return module


def unpack(ministack: Any, archive: Path, target: Path) -> Path:
    """Unpack an archive as ministack does."""
    target.mkdir(parents=True)
    with ministack.zipfile.ZipFile(str(archive)) as opened:
        opened.extractall(str(target))
    return target


def archive_of(path: Path, **texts: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in texts.items():
            archive.writestr(f"{name}.py", text)
    return path


def test_what_one_process_leaves_beside_the_code_the_next_one_finds(ministack: Any, tmp_path: Path) -> None:
    archive = archive_of(tmp_path / "one.zip", app="answer = 1")
    first = unpack(ministack, archive, tmp_path / "first" / "code")
    (first / "__pycache__").mkdir()
    second = unpack(ministack, archive, tmp_path / "second" / "code")
    assert (second / "app.py").read_text() == "answer = 1"
    assert (second / "__pycache__").is_dir()


def test_other_contents_are_other_code(ministack: Any, tmp_path: Path) -> None:
    before = unpack(ministack, archive_of(tmp_path / "app.zip", app="answer = 1"), tmp_path / "before")
    after = unpack(ministack, archive_of(tmp_path / "app.zip", app="answer = 2"), tmp_path / "after")
    assert [(each / "app.py").read_text() for each in (before, after)] == ["answer = 1", "answer = 2"]


def test_many_that_start_at_once_all_have_the_whole_code(ministack: Any, tmp_path: Path) -> None:
    archive = archive_of(tmp_path / "app.zip", **{f"module{number}": "x" * 1000 for number in range(200)})
    with ThreadPoolExecutor(8) as pool:
        targets = list(pool.map(lambda number: unpack(ministack, archive, tmp_path / f"{number}"), range(8)))
    assert {len(list(target.iterdir())) for target in targets} == {200}


def test_clouds_that_share_a_directory_leave_nothing_unfinished_there(tmp_path: Path) -> None:
    archive = archive_of(tmp_path / "app.zip", **{f"module{number}": "x" * 1000 for number in range(200)})
    clouds = [ModuleType(f"cloud{number}") for number in range(8)]
    for cloud in clouds:
        function_code.share(cloud, tmp_path / "code")
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda cloud: unpack(cloud, archive, tmp_path / cloud.__name__), clouds))
    (left,) = (tmp_path / "code").iterdir()
    assert len(list(left.iterdir())) == 200


def test_the_rest_of_zipfile_is_as_it_was(ministack: Any, tmp_path: Path) -> None:
    assert ministack.zipfile.BadZipFile is zipfile.BadZipFile
    with ministack.zipfile.ZipFile(str(archive_of(tmp_path / "app.zip", app=""))) as opened:
        assert opened.namelist() == ["app.py"]
