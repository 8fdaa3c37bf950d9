"""`chalice package`, when something changed since the last time; and a look at what it packed."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from .checkout import CHECKOUT, data_directory
from .wheels import refuse_compiled

INPUTS = ("app.py", "requirements.txt", "chalicelib/**/*", "vendor/**/*", ".chalice/*.json", "infra/*")


class NotPackaged(Exception):
    """`chalice package` failed, or packed what would not run on Lambda."""


@dataclass(frozen=True)
class Package:
    """What goes to CloudFormation: a template, and the zip that its functions run, where it has some."""

    template: dict[str, Any]
    archive: Path | None = None


def package(data: Path, stage: str) -> Package:
    """The package for a Chalice stage below `data`, made anew only when one of its inputs changed."""
    directory = _directory(data, stage)
    digest = _digest(stage)
    stamp = directory / "inputs.sha256"
    if not stamp.exists() or stamp.read_text() != digest:
        stamp.unlink(missing_ok=True)
        _chalice_package(stage, directory)
        _refuse_compiled(directory / "deployment.zip")
        stamp.write_text(digest)
    template = yaml.safe_load((directory / "sam.yaml").read_text())
    return Package(template, directory / "deployment.zip")


def main() -> None:
    """Package the stage that the command line names, and print where its template is."""
    stage = sys.argv[1]
    data = data_directory()
    try:
        package(data, stage)
    except NotPackaged as problem:
        raise SystemExit(str(problem)) from None
    print(_directory(data, stage) / "sam.yaml")


def _directory(data: Path, stage: str) -> Path:
    return data / "package" / stage


def _digest(stage: str) -> str:
    digest = hashlib.sha256(f"{stage} {sys.version}".encode())
    for path in _inputs():
        digest.update(f"\0{path.relative_to(CHECKOUT)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _inputs() -> Iterator[Path]:
    for pattern in INPUTS:
        for path in sorted(CHECKOUT.glob(pattern)):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path


def _chalice_package(stage: str, directory: Path) -> None:
    command = [str(Path(sys.executable).with_name("chalice")), "package", "--stage", stage]
    command += ["--merge-template", "infra/template.yaml", "--template-format", "yaml", str(directory)]
    # Chalice wants a region to name, and asks nothing of it.
    environment = {"AWS_DEFAULT_REGION": "us-east-1", **os.environ}
    done = subprocess.run(command, cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotPackaged(f"chalice package failed:\n{done.stdout}{done.stderr}")


def _refuse_compiled(archive: Path) -> None:
    with zipfile.ZipFile(archive) as packed:
        try:
            refuse_compiled(packed)
        except ValueError as compiled:
            raise NotPackaged(str(compiled)) from None


if __name__ == "__main__":
    main()
