"""An in-memory `ChangeStore`."""

from __future__ import annotations

from chalicelib.domain.change_cursor import Entry
from chalicelib.domain.paging import Slice


class FakeChangeStore:
    """A fake of `ports.ChangeStore`; `page_size` stands for the megabyte that one query may read."""

    def __init__(self, page_size: int = 10_000) -> None:
        self.entries: dict[tuple[str, str], Entry] = {}
        self._page_size = page_size

    def put(self, owner: str, entry: Entry) -> None:
        """Store an entry in place of the earlier entry of the same note or file."""
        self.entries[owner, entry.change.id] = entry

    def changes_after(self, owner: str, position: str, limit: int) -> Slice[Entry]:
        found = [entry for (whose, _), entry in self.entries.items() if whose == owner and entry.key > position]
        most = min(limit, self._page_size)
        page = sorted(found, key=lambda entry: entry.key)[:most]
        return Slice(page, page[-1].key if len(page) == most else None)
