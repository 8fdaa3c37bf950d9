"""The files whose change restarts `chalice local`."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from local.app_files import AppFiles

OURS = ("app.py", "chalicelib/wiring.py", "chalicelib/api/endpoint.py", ".chalice/config.json")
OTHERS = (
    ".local/state/dynamodb.json",
    ".local/s3/photo",
    "web/node_modules/a.js",
    "chalicelib/api/notes.txt",
    "ship/a.py",
)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    for name in (*OURS, *OTHERS):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    return tmp_path


def restarted(files: AppFiles, checkout: Path) -> bool:
    calls: list[bool] = []
    files.poll(str(checkout), lambda: calls.append(True))
    return bool(calls)


def test_nothing_restarts_it_while_nothing_changes(checkout: Path) -> None:
    assert not restarted(AppFiles(checkout), checkout)


@pytest.mark.parametrize("name", OURS)
def test_a_file_of_the_app_does(checkout: Path, name: str) -> None:
    files = AppFiles(checkout)
    os.utime(checkout / name, ns=(1, 1))
    assert restarted(files, checkout)


@pytest.mark.parametrize("name", OTHERS)
def test_data_and_other_code_do_not(checkout: Path, name: str) -> None:
    files = AppFiles(checkout)
    os.utime(checkout / name, ns=(1, 1))
    (checkout / name).with_suffix(".new").touch()
    assert not restarted(files, checkout)


def test_a_module_that_is_new_or_gone_does(checkout: Path) -> None:
    files = AppFiles(checkout)
    (checkout / "chalicelib" / "new.py").touch()
    assert restarted(files, checkout)
    files = AppFiles(checkout)
    (checkout / "chalicelib" / "new.py").unlink()
    assert restarted(files, checkout)


def test_a_link_that_leads_nowhere_is_no_error(checkout: Path) -> None:
    (checkout / "chalicelib" / "#lock.py").symlink_to("nowhere")
    assert not restarted(AppFiles(checkout), checkout)
