"""What was promised with the last release, and what the changelog says of breaking it."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

_SECTION = re.compile(r"^## (?P<version>\S+)(?P<unreleased> \(unreleased\))?$", re.MULTILINE)


class Unknown(Exception):
    """The changelog knows of a release whose tag is not here."""


def description(checkout: Path) -> Any:
    """The API's description at the tag of the last release; None before the first.

    Raises `Unknown` where the changelog has a release and git has no tag of it.
    """
    sections = _SECTION.finditer((checkout / "CHANGELOG.md").read_text())
    version = next((section["version"] for section in sections if not section["unreleased"]), None)
    if version is None:
        return None
    shown = _git(checkout, "show", f"v{version}:docs/openapi.json")
    if shown.returncode:
        raise Unknown(f"There is no tag v{version} here: `git fetch --tags` brings it.")
    return json.loads(shown.stdout)


def admitted(checkout: Path) -> str:
    """The newest section of the changelog: what it quotes of a breaking change is admitted."""
    sections = list(_SECTION.finditer(text := (checkout / "CHANGELOG.md").read_text()))
    end = sections[1].start() if len(sections) > 1 else len(text)
    return " ".join(text[sections[0].end() : end].split())


def _git(checkout: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    # Whichever git the developer has.
    command = ["git", *arguments]
    return subprocess.run(command, cwd=checkout, capture_output=True, text=True, check=False)
