"""The Python that `make` chooses, and the cases in which it recreates the environments."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.support.imports import ROOT

ENVIRONMENTS = (".venv", ".venv-ministack", ".venv-audit")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Create a checkout whose python3 is 3.11, with no environment yet."""
    for path in ROOT.iterdir():
        if path.is_file():
            (tmp_path / path.name).symlink_to(path)
    python(tmp_path, "python3", "3.11")
    return tmp_path


def python(directory: Path, name: str, version: str) -> Path:
    """Create an interpreter that prints its version, and does nothing else."""
    (directory / "bin").mkdir(exist_ok=True)
    program = directory / "bin" / name
    program.write_text(f"#!/bin/sh\necho {version}\n")
    program.chmod(0o755)
    return program


def installed(checkout: Path, by: Path, version: str) -> None:
    for name in ENVIRONMENTS:
        (checkout / name / "bin").mkdir(parents=True)
        (checkout / name / "bin" / "python").symlink_to(by)
        (checkout / name / "pyvenv.cfg").write_text(f"home = {by.parent}\nversion = {version}.1\nexecutable = {by}\n")
        (checkout / name / f".ready-{version}").touch()


def made(checkout: Path, *arguments: str) -> dict[str, str]:
    """Return the environments that `make` would create, and the Python it would use for each."""
    path = f"{checkout / 'bin'}:{os.environ['PATH']}"
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHON", "MAKEFLAGS")}
    done = subprocess.run(
        ["make", "--dry-run", "dev", "audit", "stack", "--assume-old=web/node_modules/.ready", *arguments],
        cwd=checkout,
        env={**environment, "PATH": path},
        capture_output=True,
        text=True,
        check=True,
    )
    lines = [line.split() for line in done.stdout.splitlines() if " -m venv --clear " in line]
    return {words[-1]: words[0] for words in lines}


def all_by(program: str | Path) -> dict[str, str]:
    return dict.fromkeys(ENVIRONMENTS, str(program))


def test_the_first_time_it_is_the_python3_of_the_path(checkout: Path) -> None:
    assert made(checkout) == all_by("python3")


def test_what_one_python_made_is_used_again_without_naming_it(checkout: Path) -> None:
    installed(checkout, python(checkout, "python3.13", "3.13"), "3.13")
    assert made(checkout) == {}


def test_another_python_makes_every_environment_anew(checkout: Path) -> None:
    installed(checkout, python(checkout, "python3.11", "3.11"), "3.11")
    other = python(checkout, "python3.12", "3.12")
    assert made(checkout, f"PYTHON={other}") == all_by(other)


def test_what_is_installed_again_is_installed_by_the_python_of_the_rest(checkout: Path) -> None:
    """Use one version, since functions packaged for one version do not start on another."""
    program = python(checkout, "python3.13", "3.13")
    installed(checkout, program, "3.13")
    (checkout / ".venv-ministack" / ".ready-3.13").unlink()
    assert made(checkout) == {".venv-ministack": str(program)}


@pytest.mark.parametrize("version", ["3.10", "3.11"])
def test_a_python_that_is_gone_is_replaced_by_the_one_that_came(checkout: Path, version: str) -> None:
    """Simulate a new release of the system with another python3, of another version or of the same at another path."""
    gone = python(checkout, "python3.10", version)
    installed(checkout, gone, version)
    gone.unlink()
    assert made(checkout) == all_by("python3")
