"""A user's actions in any order, and the invariants that hold whatever has happened."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from requests import Response

from chalicelib.domain.clock import utc_now
from chalicelib.repositories.dynamodb.keys import partition
from chalicelib.repositories.s3.object_keys import PLACES, belongings, file_of
from local.client import Api, put
from local.stack import Stack
from operate.sweep import event
from ship.account import Account
from tests.stack.eventually import eventually
from tests.stack.follower import Follower, listed, shape
from tests.stack.functions import Functions
from tests.stack.test_trash import expire

ANY_VERSION = {"If-Match": "*"}
# Gone, or in the trash.
_TOO_LATE = (404, 409)


class Life:
    """The actions of a user, each with its expected statuses; `wrong` checks the invariants."""

    def __init__(self, person: Api, account: Account, stack: Stack) -> None:
        self._person, self._account, self._stack = person, account, stack
        self._functions = Functions(account)
        self._owner = person.expect(200, "GET", "/me")["id"]
        self._follower = Follower(person)
        # The number of requests made so far.
        self.done = 0

    def write(self, title: str) -> str:
        return str(self._person.expect(201, "POST", "/notes", json={"title": title})["id"])

    def edit(self, note: str, **changes: Any) -> None:
        """Edit a note, which succeeds only outside the trash."""
        self._either({200, *_TOO_LATE}, "PATCH", f"/notes/{note}", json=changes, headers=ANY_VERSION)

    def declare(self, content_type: str, data: bytes, note: str | None) -> Any:
        """Declare a file without sending it; return None if its note no longer accepts files."""
        sha256 = hashlib.sha256(data).hexdigest()
        body = {"name": "a", "content_type": content_type, "size": len(data), "sha256": sha256, "note_id": note}
        answer = self._either({201, *_TOO_LATE}, "POST", "/files", json=body)
        return answer.json() if answer.ok else None

    def upload(self, content_type: str, data: bytes, note: str | None) -> Any:
        """Declare a file, send it, and wait until it is processed."""
        if declared := self.declare(content_type, data, note):
            put(declared["upload"], data).raise_for_status()
            self._person.processed(declared["file"]["id"])
        return declared

    def move(self, file: str, note: str | None) -> None:
        """Move a file to another note, or detach it from its own."""
        self._either({200, *_TOO_LATE}, "PATCH", f"/files/{file}", json={"note_id": note}, headers=ANY_VERSION)

    def throw_away(self, path: str) -> None:
        """Move something to the trash; a second time does no harm."""
        self._either({204, 404}, "DELETE", path)

    def bring_back(self, path: str) -> None:
        self._either({200, 404}, "POST", f"{path}/restore")

    def delete(self, path: str) -> None:
        """Delete something permanently, which is allowed only from the trash."""
        self.throw_away(path)
        self._either({204, 404}, "DELETE", f"{path}?permanently=true")

    def expire(self, note: str) -> None:
        """Let a trashed note expire, and wait: a sweep between that and its tombstone may decrement usage twice."""
        answer = self._either({200, 404}, "GET", f"/notes/{note}")
        if answer.ok and answer.json()["state"] == "trashed":
            expire(self._account, self._stack, self._owner, f"note#{note}")
            eventually(lambda: ("note", note, "gone") in map(shape, self._follower.follow() + self._follower.received))

    def sweep(self, days: int) -> None:
        """Sweep as if so many days had passed."""
        self._functions.ask("sweep", event(utc_now() + timedelta(days=days)))

    def wrong(self) -> list[str]:
        """Return the invariants that do not hold; none, once all effects are complete."""
        things = listed(self._person)
        files = {name: thing for name, thing in things.items() if "content_type" in thing}
        notes = {name: thing for name, thing in things.items() if name not in files}
        claims = {
            "the feed tells what the lists show": self._follower.agrees(),
            "nothing was told twice": max(Counter(map(shape, self._follower.received)).values(), default=1) == 1,
            "usage is the sum": self._person.expect(200, "GET", "/me")["usage"] == _sum(notes, files),
            "every item is in a list": self._items() == things.keys(),
            "every object has its file, and every file its objects": self._objects() == set(_objects_of(files)),
            "files and notes know each other": _attached(notes) == _attaching(files),
        }
        return [claim for claim, holds in claims.items() if not holds]

    def _either(self, statuses: set[int], method: str, path: str, **options: Any) -> Response:
        self.done += 1
        answer = self._person.request(method, path, **options)
        assert answer.status_code in statuses, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer

    def _items(self) -> set[str]:
        pages = self._account.dynamodb.get_paginator("query").paginate(
            TableName=self._stack.table,
            ConsistentRead=True,
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues={":pk": {"S": partition(self._owner)}},
        )
        keys = [item["sk"]["S"].split("#") for page in pages for item in page["Items"]]
        return {key[1] for key in keys if key[0] in ("note", "file")}

    def _objects(self) -> set[tuple[str, str]]:
        pages = [
            page
            for place in PLACES
            for page in self._account.s3.get_paginator("list_objects_v2").paginate(
                Bucket=self._stack.media_bucket, Prefix=belongings(place, self._owner)
            )
        ]
        keys = [found["Key"] for page in pages for found in page.get("Contents", [])]
        return {(key.split("/")[0], file_of(key)) for key in keys}


def _sum(notes: dict[str, Any], files: dict[str, Any]) -> dict[str, int]:
    sizes = [file["size"] for file in files.values() if file["status"] != "rejected"]
    return {"notes": len(notes), "files": len(sizes), "bytes": sum(sizes)}


def _objects_of(files: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, file in files.items():
        if file["status"] == "ready":
            yield "originals", name
        if file["status"] == "ready" and file["kind"] == "image":
            yield "previews", name


def _attached(notes: dict[str, Any]) -> set[tuple[str, str]]:
    """Return pairs of note and file, according to the notes that are not in the trash."""
    return {(name, file) for name, note in notes.items() if note["state"] != "trashed" for file in note["file_ids"]}


def _attaching(files: dict[str, Any]) -> set[tuple[str, str]]:
    """Return pairs of note and file, according to the files that are not in the trash."""
    return {(file["note_id"], name) for name, file in files.items() if file["note_id"] and file["state"] != "trashed"}
