"""The ways in which an account can cost its owner most, each for as many requests as it says."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from typing import Any

import app as skynotes
from bench.capacity import indexes
from bench.meter import Items, Meter
from chalicelib import wiring
from chalicelib.domain.notes import MAXIMUM_TEXT_BYTES
from chalicelib.domain.stream_events import NoteMoved
from chalicelib.repositories import clients
from tests.support.api_client import Api
from tests.support.factories import ANN, note_id
from tests.support.gateway_calls import CONTEXT
from tests.support.metered_app import table_items
from tests.support.moto_resources import resource
from tests.support.sample_images import photo_of_12_megapixels
from tests.support.sample_texts import noise
from tests.support.store_backends import ObjectsOnS3, OnDynamoDB
from tests.support.store_helpers import note_with_many_files
from tests.support.usage_scenarios import surround

_LONGEST = noise(MAXIMUM_TEXT_BYTES)


@dataclass
class Acted:
    """The usage of one way of acting; `changes` are records of the table's stream about notes and files."""

    requests: int = 0
    uploads: int = 0
    changes: int = 0
    read_units: int = 0
    write_units: int = 0
    operations: Counter[str] = field(default_factory=Counter)
    invocations: Counter[str] = field(default_factory=Counter)


class Scenarios:
    """The account, and the meter of what it does."""

    def __init__(self, stores: OnDynamoDB, objects: ObjectsOnS3) -> None:
        self._stores = stores
        self._objects = objects
        self._api = Api(ANN)
        self._indexes = indexes(resource("Table"))
        # Only while acting: metering compares the whole table before and after each request.
        self._acted: Acted | None = None

    def acted(self, way: Way) -> Acted:
        """Prepare and act in this way; return what acting used."""
        prepare, act = way
        prepared = prepare(self)
        acted = self._acted = Acted()
        act(self, prepared)
        self._acted = None
        # Each record also starts a function, which reads the connections of the account's devices.
        acted.invocations["on_change"] += acted.changes
        acted.read_units += acted.changes
        return acted

    def request(self, method: str, path: str, body: object = None, **named: Any) -> Any:
        """Send a request; return the body of the response."""
        if self._acted:
            self._acted.requests += 1
        answer = self._metered("api_handler", lambda: self._api(method, path, body, **named))
        assert answer.status < 300, answer
        return answer.body if answer.text else None

    def upload(self, data: bytes) -> None:
        """Declare a photo, and let it arrive."""
        new = {"name": "a.jpg", "content_type": "image/jpeg", "size": len(data), "sha256": "0" * 64}
        file_id = self.request("POST", "/files", new)["file"]["id"]
        if self._acted:
            self._acted.uploads += 1
        self._objects.arrive(ANN, file_id, data)
        event = {"Records": [{"s3": {"object": {"key": f"incoming/{ANN}/{file_id}"}}}]}
        self._metered("on_upload", lambda: skynotes.on_upload(event, CONTEXT))

    def follow(self, moved: str) -> None:
        """Let the files follow a note that was moved, as the stream does."""
        self._metered("on_change", lambda: wiring.cleanup().after(NoteMoved(ANN, moved)))

    def note_with_files(self, number: int) -> str:
        """Put a note with as many files into the table; return its id."""
        note_with_many_files(self._stores, number, size=1000)
        return note_id(1)

    def notes(self, number: int) -> None:
        """Put many of the largest entries of lists into the table."""
        tags = [f"{tag:02d}{'y' * 46}" for tag in range(20)]
        identifier = self.request("POST", "/notes", {"title": "x" * 200, "text": "x" * 1000, "tags": tags})["id"]
        surround(self._stores, table_items()[f"user#{ANN}", f"note#{identifier}"], identifier, number)

    def _metered(self, function: str, act: Callable[[], Any]) -> Any:
        with redirect_stdout(io.StringIO()):
            return self._added(function, act) if self._acted else act()

    def _added(self, function: str, act: Callable[[], Any]) -> Any:
        assert self._acted is not None
        meter = Meter(table_items, self._indexes)
        before = table_items()
        with meter.watching(clients.dynamodb(), clients.s3(), clients.sns()):
            result = act()
        self._acted.invocations[function] += 1
        self._acted.changes += _changes(before, table_items())
        self._acted.read_units += meter.read_units
        self._acted.write_units += meter.write_units
        self._acted.operations.update(meter.requests)
        return result


def _changes(before: Items, after: Items) -> int:
    keys = {key for key in before.keys() | after.keys() if key[1].startswith(("note#", "file#"))}
    return sum(before.get(key) != after.get(key) for key in keys)


def _create_the_longest_notes(scenarios: Scenarios, _: object) -> None:
    for _ in range(3):
        scenarios.request("POST", "/notes", {"text": _LONGEST})


def _save_the_longest_note(scenarios: Scenarios, saved: str) -> None:
    # In two steps: moto limits the old and the new text together to 400 KB.
    for text in (_LONGEST[::2], _LONGEST[1:]):
        scenarios.request("PATCH", f"/notes/{saved}", {"text": text}, if_match="*")


def _list_with(query: Mapping[str, str]) -> Callable[[Scenarios, object], None]:
    return lambda scenarios, _: scenarios.request("GET", "/notes", query={"limit": "100", **query})


def _upload_photos(scenarios: Scenarios, data: bytes) -> None:
    for _ in range(3):
        scenarios.upload(data)


def _move_a_note_with_its_files(scenarios: Scenarios, moved: str) -> None:
    scenarios.request("DELETE", f"/notes/{moved}")
    scenarios.follow(moved)
    scenarios.request("POST", f"/notes/{moved}/restore")
    scenarios.follow(moved)


# How a way is prepared, and how it is acted with what was prepared.
Way = tuple[Callable[[Scenarios], Any], Callable[[Scenarios, Any], None]]
WAYS: Mapping[str, Way] = {
    "creating the longest notes": (lambda _: None, _create_the_longest_notes),
    "saving the longest note": (
        lambda scenarios: scenarios.request("POST", "/notes", {"text": "x"})["id"],
        _save_the_longest_note,
    ),
    "listing the largest entries": (lambda scenarios: scenarios.notes(100), _list_with({})),
    "listing by a tag that nothing has": (lambda scenarios: scenarios.notes(150), _list_with({"tag": "rare"})),
    "uploading photos": (lambda _: photo_of_12_megapixels(), _upload_photos),
    "moving a note with a hundred files": (
        lambda scenarios: scenarios.note_with_files(100),
        _move_a_note_with_its_files,
    ),
}
