"""The OpenAPI document of the last release, and the breaking changes that the changelog announces."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

_SECTION = re.compile(r"^## (?P<version>\S+)(?P<unreleased> \(unreleased\))?$", re.MULTILINE)


class Unknown(Exception):
    """A release in the changelog whose tag is missing from this clone."""


def description(checkout: Path) -> Any:
    """Return the OpenAPI document at the tag of the last release, or None before the first release.

    Raises `Unknown` if git has no tag of that release.
    """
    sections = _SECTION.finditer((checkout / "CHANGELOG.md").read_text())
    version = next((section["version"] for section in sections if not section["unreleased"]), None)
    if version is None:
        return None
    shown = _git(checkout, "show", f"v{version}:docs/openapi.json")
    if shown.returncode:
        raise Unknown(f"The tag v{version} is missing from this clone. Run `git fetch --tags`.")
    return json.loads(shown.stdout)


def admitted(checkout: Path) -> str:
    """Return the newest section of the changelog; a breaking change that it quotes is accepted."""
    sections = list(_SECTION.finditer(text := (checkout / "CHANGELOG.md").read_text()))
    end = sections[1].start() if len(sections) > 1 else len(text)
    return " ".join(text[sections[0].end() : end].split())


def _git(checkout: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    # Any git on the PATH will do.
    command = ["git", *arguments]
    return subprocess.run(command, cwd=checkout, capture_output=True, text=True, check=False)
