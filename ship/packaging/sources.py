"""What a package is made from, and a copy of it for Chalice to work in.

A copy, because Chalice packs whatever lies in `chalicelib/`, takes an older package for this one when only the name of
a file has changed, and reads the architecture from a file that is everybody's.
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

INPUTS = ("app.py", "requirements.txt", "chalicelib/**/*.py", "vendor/**/*", ".chalice/*.json", "infra/*")
PACKERS = ("ship/*.py",)


def digest(stage: str, architecture: str) -> str:
    """Another one when the package would be another one."""
    chalice = metadata.version("chalice")
    digest = hashlib.sha256(f"{stage} {architecture} {sys.version} {chalice}".encode())
    for path in _files(*INPUTS, *PACKERS):
        digest.update(f"\0{path.relative_to(CHECKOUT)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def copy_to(directory: Path, architecture: str) -> None:
    """Puts the inputs below `directory`, where Chalice's configuration names the architecture."""
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
