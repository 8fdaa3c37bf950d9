"""The integration events that follow from a change."""

from __future__ import annotations

import json

import pytest

from chalicelib.domain.integration_events import Event, Snapshot, cloud_event, event_type
from tests.support.factories import ANN, NOW, note_id

EVENT = Event("e1", "note.updated", "note", note_id(1), ANN, 12, NOW)


def note(state: str, version: int = 1) -> Snapshot:
    return Snapshot(state, version)


def file(status: str, state: str = "active") -> Snapshot:
    return Snapshot(state, status=status)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (None, note("active"), "note.created"),
        (note("active"), note("active", 2), "note.updated"),
        (note("active"), note("archived", 2), "note.updated"),
        (note("trashed"), note("trashed", 2), "note.updated"),
        (note("active"), note("trashed", 2), "note.trashed"),
        (note("archived"), note("trashed", 2), "note.trashed"),
        (note("trashed"), note("active", 2), "note.restored"),
        (note("trashed"), note("archived", 2), "note.restored"),
        (note("active"), None, "note.deleted"),
        (note("trashed"), None, "note.deleted"),
        (note("active"), note("active"), None),
    ],
)
def test_each_change_of_a_note_has_an_event(
    before: Snapshot | None, after: Snapshot | None, expected: str | None
) -> None:
    assert event_type("note", before, after) == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (None, file("pending"), None),
        (file("pending"), file("pending"), None),
        (file("pending"), file("ready"), "file.ready"),
        (file("pending"), file("rejected"), "file.rejected"),
        (file("ready"), file("ready", "trashed"), None),
        (file("ready"), None, "file.deleted"),
        (file("rejected"), None, "file.deleted"),
        (file("pending"), None, None),
        (None, file("ready"), "file.ready"),
    ],
)
def test_a_file_has_events_once_its_bytes_are_processed(
    before: Snapshot | None, after: Snapshot | None, expected: str
) -> None:
    assert event_type("file", before, after) == expected


def test_it_is_written_as_cloudevents_has_it() -> None:
    assert json.loads(cloud_event(EVENT, "urn:skynotes:prod")) == {
        "specversion": "1.0",
        "id": "e1",
        "source": "urn:skynotes:prod",
        "type": "note.updated",
        "subject": note_id(1),
        "time": NOW,
        "datacontenttype": "application/json",
        "sequence": "0000000012",
        "data": {"user": ANN, "id": note_id(1), "version": 12},
    }


def test_sequences_sort_as_the_versions_do() -> None:
    versions = [1, 2, 9, 10, 11, 99, 100, 2**31]
    sequences = [
        json.loads(cloud_event(Event("", "", "note", "", "", version, ""), ""))["sequence"] for version in versions
    ]
    assert sequences == sorted(sequences)
    assert len(set(map(len, sequences))) == 1
