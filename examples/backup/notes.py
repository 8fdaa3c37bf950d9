"""The notes on disk: `<title> <id>.md`, found by the id, so that a title may change."""

from __future__ import annotations

from pathlib import Path

from . import disk, frontmatter
from .api import Thing
from .names import ID_CHARACTERS, is_id, known, safe


class Notes:
    """A folder of notes."""

    def __init__(self, folder: Path, deleted: Path) -> None:
        self._folder = folder
        self._deleted = deleted
        self._paths = {path.stem[-ID_CHARACTERS:]: path for path in folder.glob("*.md")}

    def ids(self) -> set[str]:
        """Return the ids of all notes that are here."""
        return set(filter(is_id, self._paths))

    def version(self, note_id: str) -> int | None:
        """Return the version that is here, or None if the note is missing or its file is damaged."""
        try:
            return int(frontmatter.load(self._paths[note_id].read_bytes())["version"])
        except (KeyError, OSError, TypeError, ValueError):
            return None

    def keep(self, note: Thing) -> None:
        """Write the note, replacing the one that is here."""
        title, note_id = safe(note["title"], otherwise=""), known(note["id"])
        path = self._folder / f"{title} {note_id}.md".lstrip()
        # If interrupted after this, the file has the new name but still the old version, and is written again.
        if (former := self._paths.get(note_id)) and former.exists():
            former.replace(path)
        with disk.replacing(path) as file:
            file.write(frontmatter.dump(note))
        self._paths[note_id] = path

    def remove(self, note_id: str) -> bool:
        """Move the note to the deleted ones; return whether there was anything to move."""
        path = self._paths.pop(note_id, None)
        return path is not None and disk.set_aside(path, self._deleted)
