"""Chalice's own command, as a step of the quick deployment."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from ship.chalice_deploy.deployment import run_chalice
from ship.cloudformation.stacks import NotDeployed


@pytest.mark.slow
def test_it_runs_in_the_checkout(tmp_path: Path) -> None:
    run_chalice(tmp_path, "new-project", "mine")
    assert (tmp_path / "mine" / "app.py").exists()


@pytest.mark.slow
def test_what_python_has_compiled_is_not_packed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    run_chalice(tmp_path, "new-project", "mine")
    bytecode = tmp_path / "mine" / "chalicelib" / "__pycache__"
    bytecode.mkdir(parents=True)
    (bytecode / "old.cpython-311.pyc").write_bytes(b"compiled")
    (bytecode.parent / "__init__.py").touch()
    with (tmp_path / "mine" / "app.py").open("a") as app:
        app.write("import chalicelib\n")
    run_chalice(tmp_path / "mine", "package", "out")
    with zipfile.ZipFile(tmp_path / "mine" / "out" / "deployment.zip") as packed:
        ours = [name for name in packed.namelist() if name.startswith("chalicelib/")]
    assert ours == ["chalicelib/__init__.py"]


@pytest.mark.slow
def test_when_it_fails_nothing_goes_on(tmp_path: Path) -> None:
    with pytest.raises(NotDeployed, match="chalice package failed"):
        run_chalice(tmp_path, "package", "out")
