"""Moving unusable files out of the way, without ever deleting any."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

Say = Callable[[str], None]


class Aside:
    """The directory, below the data, for everything that one start sets aside."""

    def __init__(self, data: Path, say: Say) -> None:
        self._data, self._say = data, say
        self._target: Path | None = None

    def move(self, path: Path, why: str) -> None:
        """Move a file or a directory there, and report it in a sentence."""
        target = self._directory() / path.relative_to(self._data)
        target.parent.mkdir(parents=True, exist_ok=True)
        path.rename(target)
        self._say(f"Set aside {path.relative_to(self._data)} because {why}. It is now {target}")

    def _directory(self) -> Path:
        if self._target is None:
            name = f"set-aside-{time.strftime('%Y-%m-%d-%H%M%S')}"
            names = [name, *(f"{name}-{number}" for number in range(2, 1000))]
            self._target = next(path for one in names if not (path := self._data / one).exists())
        return self._target
