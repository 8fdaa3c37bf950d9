"""The update of the directory: from the lists the first time, and from the change feed afterwards.

An interrupted run can be repeated and finds what is there already: the cursor is saved only once everything before it
is on disk.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable

from .api import Api, Thing
from .directory import Directory
from .files import Files
from .notes import Notes
from .trouble import CursorRefused, NotBrought

Progress = Callable[[list[Thing], str], Iterable[Thing]]
_ATTEMPTS = 3
_PAUSE_SECONDS = 5


class Backup:
    """A backup run. `progress` takes a list, and yields its elements while it shows the progress."""

    def __init__(
        self,
        api: Api,
        directory: Directory,
        progress: Progress = lambda things, what: things,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._api = api
        self._directory = directory
        self._shelves: dict[str, Notes | Files] = {"notes": directory.notes, "files": directory.files}
        self._progress = progress
        self._pause = pause
        # Notes written, originals downloaded, and things removed.
        self.done = Counter[str]()
        # Why an original could not be downloaded, by file id; while there is one, the cursor is not advanced.
        self.failed: dict[str, str] = {}

    def run(self, *, everything: bool = False) -> None:
        """Update the directory; with `everything`, compare all items instead of relying on the feed."""
        self._directory.begin(self._api.me())
        if everything:
            self._directory.forget()
        try:
            self._catch_up()
        except CursorRefused:
            self._directory.forget()
            self._compare()

    def _catch_up(self) -> None:
        if cursor := self._directory.cursor:
            self._follow(cursor)
        else:
            self._compare()

    def _compare(self) -> None:
        """Read the lists; changes made meanwhile come from the feed, whose cursor is older than the lists."""
        cursor = self._api.changes()["cursor"]
        for kind, shelf in self._shelves.items():
            listed = list(self._api.everything(kind))
            unlisted = shelf.ids() - {thing["id"] for thing in listed}
            for thing in self._progress(listed, kind):
                self._take(kind, thing)
            # An item that moves from one list to another while they are read may be in neither, and still exists.
            for thing_id in unlisted:
                self._bring(kind, thing_id)
        self._advance(cursor)
        self._follow(cursor)

    def _follow(self, cursor: str) -> None:
        more = True
        while more:
            told = self._api.changes(cursor)
            for change in self._progress(told["items"], "changes"):
                self._apply(change)
            cursor, more = told["cursor"], told["more"]
            self._advance(cursor)
            if more and not told["items"]:
                self._pause(_PAUSE_SECONDS)

    def _advance(self, cursor: str) -> None:
        if not self.failed:
            self._directory.cursor = cursor

    def _apply(self, change: Thing) -> None:
        if change["type"] == "gone":
            self._remove(f"{change['entity']}s", change["id"])
        else:
            self._take(f"{change['type']}s", change[change["type"]])

    def _take(self, kind: str, thing: Thing) -> None:
        """Fetch the item if its version is new: lists and feed have neither a note's text nor the URLs of a file."""
        if self._shelves[kind].version(thing["id"]) != thing["version"]:
            self._bring(kind, thing["id"])

    def _bring(self, kind: str, thing_id: str) -> None:
        for _ in range(_ATTEMPTS):
            # Fetched for each attempt, because the presigned URLs expire after a quarter of an hour.
            thing = self._api.one(kind, thing_id)
            try:
                self._keep(kind, thing_id, thing)
            except NotBrought as problem:
                self.failed[thing_id] = str(problem)
            else:
                self.failed.pop(thing_id, None)
                return

    def _keep(self, kind: str, thing_id: str, thing: Thing | None) -> None:
        if thing is None:
            self._remove(kind, thing_id)
        elif kind == "notes":
            self._directory.notes.keep(thing)
            self.done["notes"] += 1
        else:
            self._keep_file(thing)

    def _keep_file(self, file: Thing) -> None:
        # The URLs are not saved: they expire soon, and until then they give access to private data.
        urls = file.pop("urls")
        if urls and not self._directory.files.has_original(file):
            self._directory.files.keep_original(file, self._api.download(urls["original"]))
            self.done["files"] += 1
        self._directory.files.keep(file)

    def _remove(self, kind: str, thing_id: str) -> None:
        self.done["deleted"] += self._shelves[kind].remove(thing_id)
