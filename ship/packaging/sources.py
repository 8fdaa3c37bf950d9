"""The inputs of a package, and a copy of them for Chalice to work in.

A copy is needed because Chalice packs every file in `chalicelib/`, reuses an older package when only the name of a file
has changed, and reads the architecture from a configuration file that all builds share.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from ..checkout import CHECKOUT

# Chalice does not pack the last ones: app.py imports them when one of Chalice's commands imports it.
INPUTS = (
    *("app.py", "requirements.txt", "chalicelib/**/*.py", "vendor/**/*", ".chalice/*.json", "infra/*"),
    *("ship/__init__.py", "ship/chalice_deploy/*.py"),
)
PACKERS = ("ship/**/*.py",)


def digest(stage: str, architecture: str) -> str:
    """Return a digest that changes whenever the package would change."""
    versions = " ".join(metadata.version(name) for name in ("chalice", "botocore"))
    digest = hashlib.sha256(f"{stage} {architecture} {sys.version} {versions}".encode())
    for path in _files(*INPUTS, *PACKERS):
        digest.update(f"\0{path.relative_to(CHECKOUT)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def copy_to(directory: Path, architecture: str) -> None:
    """Copy the inputs below `directory`, and set the architecture in Chalice's configuration there."""
    for path in _files(*INPUTS):
        copy = directory / path.relative_to(CHECKOUT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    config = directory / ".chalice" / "config.json"
    config.write_text(json.dumps({**json.loads(config.read_text()), "lambda_architecture": architecture}))


def _files(*patterns: str) -> Iterator[Path]:
    for pattern in patterns:
        for path in sorted(CHECKOUT.glob(pattern)):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path
