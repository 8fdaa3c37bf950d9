"""In-memory fakes of the owner directory and the progress of the sweep."""

from __future__ import annotations

from chalicelib.domain.reconciliation import PARTS, Checkpoint, OwnerPage, Part, Position


class FakeOwnerDirectory:
    """A fake of `reconciliation.OwnerDirectory`; all `people` have an account."""

    def __init__(self, *people: str, size: int = 2, **places: list[str]) -> None:
        self.parts: dict[str, list[str]] = {part: [] for part in PARTS} | {"people": list(people)} | places
        self.asked: list[tuple[Part, str | None]] = []
        self._size = size

    def page(self, part: Part, after: str | None) -> OwnerPage:
        self.asked.append((part, after))
        begin = int(after or 0)
        end = begin + self._size
        return OwnerPage(self.parts[part][begin:end], str(end) if end < len(self.parts[part]) else None)

    def knows(self, owner: str) -> bool:
        return owner in self.parts["people"]


class FakeProgress:
    """A fake of `reconciliation.Progress`."""

    def __init__(self) -> None:
        self.kept = Checkpoint()

    def checkpoint(self) -> Checkpoint:
        return self.kept

    def move(self, checkpoint: Checkpoint, position: Position) -> Checkpoint | None:
        if checkpoint != self.kept:
            return None
        self.kept = Checkpoint(position, checkpoint.revision + 1)
        return self.kept
