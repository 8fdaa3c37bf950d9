"""An in-memory account for the backup example, and the files that a backup leaves on disk."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from examples.backup.api import Api, Thing
from examples.backup.backup import Backup
from examples.backup.directory import Directory
from examples.backup.trouble import CursorRefused, NotBrought
from tests.support import factories

FILE_FIELDS = {"content_type": "text/plain", "kind": "other"}


class Killed(BaseException):
    """A simulated kill of the program."""


class Account(Api):
    """An in-memory account. `asked` lists the requests made to it; after `patience` requests the backup is killed."""

    def __init__(self, owner: str = factories.ANN) -> None:
        self.owner = owner
        self.kept: dict[str, dict[str, Thing]] = {"notes": {}, "files": {}}
        self.bytes: dict[str, bytes] = {}
        self.feed: list[Thing] = []
        self.known_since = 0
        self.asked: list[str] = []
        self.patience = 10**9
        self.broken: dict[str, int] = {}
        self.unlisted: set[str] = set()

    def write(self, number: int = 1, **fields: Any) -> str:
        """Write a note, or change one."""
        made = msgspec.to_builtins(factories.note(number))
        return self._put("notes", made, fields)

    def upload(self, number: int = 1, data: bytes = b"12345", **fields: Any) -> str:
        """Upload a file, or change one."""
        made = factories.file(number, **FILE_FIELDS, size=len(data), sha256=hashlib.sha256(data).hexdigest())
        self.bytes[made.id] = data
        return self._put("files", msgspec.to_builtins(made), fields)

    def delete(self, kind: str, thing_id: str) -> None:
        """Delete a note or file permanently."""
        del self.kept[kind][thing_id]
        self.feed.append({"type": "gone", "entity": kind[:-1], "id": thing_id})

    def forget_changes(self) -> None:
        """Expire every cursor issued so far."""
        self.feed.append({})
        self.known_since = len(self.feed)

    def me(self) -> Thing:
        self._ask("me")
        return {"id": self.owner, "email": f"{self.owner}@skynotes.example"}

    def everything(self, kind: str) -> Iterator[Thing]:
        self._ask(kind)
        yield from [_summary(thing) for name, thing in self.kept[kind].items() if name not in self.unlisted]

    def one(self, kind: str, thing_id: str) -> Thing | None:
        self._ask(f"{kind}/{thing_id}")
        if (thing := self.kept[kind].get(thing_id)) is None:
            return None
        urls = {"original": thing_id} if thing.get("status") == "ready" else None
        return {**thing, "urls": urls} if kind == "files" else dict(thing)

    def changes(self, cursor: str | None = None) -> Thing:
        self._ask("changes")
        end = len(self.feed)
        if cursor is None:
            return {"items": [], "cursor": str(end), "more": False}
        if int(cursor) < self.known_since:
            raise CursorRefused
        after = min(int(cursor) + 2, end)
        return {"items": self.feed[int(cursor) : after], "cursor": str(after), "more": after < end}

    def download(self, url: str) -> Iterator[bytes]:
        self._ask(f"download/{url}")
        if self.broken.get(url, 0):
            self.broken[url] -= 1
            raise NotBrought("S3 responded with 403.")
        data = self.bytes[url]
        yield data[:2]
        self._ask("more bytes")
        yield data[2:]

    def _put(self, kind: str, made: Thing, fields: dict[str, Any]) -> str:
        name: str = made["id"]
        before = self.kept[kind].get(name, {**made, "version": 0})
        self.kept[kind][name] = thing = {**before, **fields, "version": before["version"] + 1}
        self.feed.append({"type": kind[:-1], "id": name, kind[:-1]: _summary(thing)})
        return name

    def _ask(self, what: str) -> None:
        self.asked.append(what)
        self.patience -= 1
        if self.patience < 0:
            raise Killed


def back_up(account: Account, root: Path, **how: Any) -> tuple[Backup, list[str]]:
    """Run a backup; return it and the requests that it made."""
    account.asked.clear()
    run = Backup(account, Directory(root), pause=how.pop("pause", lambda seconds: None))
    run.run(**how)
    return run, list(account.asked)


def on_disk(root: Path) -> dict[str, bytes]:
    """Return the content of every file below a directory, by its path."""
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def _summary(thing: Thing) -> Thing:
    return {name: value for name, value in thing.items() if name != "text"}


def someone() -> Account:
    """Return an account with two notes, one of them in the trash, and a file."""
    account = Account()
    account.write(1, title="One", text="first", tags=["a"])
    account.write(2, title="Two", state="trashed")
    account.upload(1, b"12345", name="a.txt")
    return account
