"""The app's own files, the only ones for whose sake `chalice local` is worth a restart.

Chalice looks at every file below the checkout, so each note that is written would restart the server: the embedded
cloud keeps its data in `.local`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path


class AppFiles:
    """The app's files in a checkout, as they were when it was loaded."""

    def __init__(self, checkout: Path) -> None:
        self._checkout = checkout
        self._loaded = self._times()

    def poll(self, _: str, restart: Callable[[], None]) -> None:
        """Call `restart` if a file was changed, added or removed; Chalice calls this once a second."""
        if self._times() != self._loaded:
            restart()

    def _times(self) -> dict[Path, int]:
        times = {}
        for path in self._paths():
            try:
                times[path] = path.stat().st_mtime_ns
            except FileNotFoundError:
                # An editor may replace a file at this moment.
                continue
        return times

    def _paths(self) -> Iterator[Path]:
        yield self._checkout / "app.py"
        yield from (self._checkout / "chalicelib").rglob("*.py")
        yield from (self._checkout / ".chalice").glob("*.json")
