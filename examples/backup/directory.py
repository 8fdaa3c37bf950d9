"""The directory to which a user's notes and files are downloaded.

account.json     the account: its owner and its usage
notes/           the notes, as Markdown
files/           the files: originals, and their metadata in JSON
deleted/         notes and files that the account no longer has
state.json       the cursor of the change feed; without it, everything is compared
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from . import disk
from .api import Thing
from .files import Files
from .notes import Notes
from .trouble import Trouble


class Directory:
    """The directory of one user; it need not exist before `begin`."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._account = root / "account.json"
        self._state = root / "state.json"
        self._deleted = root / "deleted"
        self.notes = Notes(root / "notes", self._deleted / "notes")
        self.files = Files(root / "files", self._deleted / "files")

    def begin(self, account: Thing) -> None:
        """Create the directory for this account, or continue in its own. Raises `Trouble` if it is anything else."""
        self._root.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not self._account.exists():
            self._refuse_strangers()
        known = _read(self._account)
        if known.get("id", account["id"]) != account["id"]:
            raise Trouble(f"{self._root} has the backup of {known.get('email')}. Choose another directory.")
        disk.sweep(self._root)
        disk.write_json(self._account, account)

    @property
    def cursor(self) -> str | None:
        """The feed's cursor, before which everything is here, or None if that is not known."""
        cursor = _read(self._state).get("cursor")
        return cursor if isinstance(cursor, str) else None

    @cursor.setter
    def cursor(self, cursor: str) -> None:
        disk.write_json(self._state, {"cursor": cursor})

    def forget(self) -> None:
        """Delete the cursor."""
        self._state.unlink(missing_ok=True)

    def prune(self) -> None:
        """Delete what the account no longer has."""
        if self._deleted.exists():
            shutil.rmtree(self._deleted)

    def _refuse_strangers(self) -> None:
        if stranger := next((path.name for path in self._root.iterdir() if not path.name.startswith(".")), None):
            raise Trouble(f"{self._root} contains {stranger}, which is no part of a backup. Choose an empty directory.")


def _read(path: Path) -> dict[str, Any]:
    """Return the JSON object in a file, or an empty one if the file is missing or damaged."""
    try:
        value = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return value if isinstance(value, dict) else {}
