"""The time at which a photo was taken, from the picture or from its owner."""

from __future__ import annotations

import json
from typing import Any

import pytest

from chalicelib.api.json_body import read_body
from chalicelib.domain import files
from chalicelib.domain.errors import Invalid
from chalicelib.domain.files import FileChanges, NewFile, StoredFile
from chalicelib.domain.taken_at import Taken
from tests.support.factories import LATER, NOW, file, file_id, picture

NEW = {"name": "sea.jpg", "content_type": "image/jpeg", "size": 10, "sha256": "0" * 64}
SEEN = ("2020-05-05T10:00:00", "+02:00")
GIVEN = "2021-01-01T00:00:00"


def declared(**fields: Any) -> StoredFile:
    new = read_body(json.dumps(NEW | fields).encode(), "application/json", NewFile)
    return files.declare(new, file_id(1), NOW)


def patched(before: StoredFile, **fields: Any) -> StoredFile:
    changes = read_body(json.dumps(fields).encode(), "application/json", FileChanges)
    return files.patched(before, files.changed_fields(changes), LATER)


def taken(one: StoredFile) -> tuple[str | None, str | None]:
    return one.taken_at, one.taken_offset


@pytest.mark.parametrize("at", ["1826-01-01T00:00:00", "9999-12-31T23:59:59", "2024-02-29T12:00:00"])
def test_a_local_time_is_taken_as_it_stands(at: str) -> None:
    assert taken(declared(taken_at=at)) == (at, None)


@pytest.mark.parametrize(
    "at",
    [
        *("1825-12-31T23:59:59", "0000-01-01T00:00:00", "2023-02-29T12:00:00", "2024-13-01T00:00:00"),
        *("2024-01-01T24:00:00", "2024-01-01T23:60:00", "2016-12-31T23:59:60", "2024-00-10T00:00:00"),
        *("2024-01-01T12:00", "2024-01-01", "2024-01-01 12:00:00", "2024-01-01T12:00:00Z", "2024-01-01T12:00:00.000"),
        *("2024-01-01T12:00:00+02:00", "12024-01-01T12:00:00", "\uff12024-01-01T12:00:00", "2024-01-01T12:00:00\n", ""),
    ],
)
def test_what_no_clock_shows_is_refused(at: str) -> None:
    for write in (declared, lambda **fields: patched(file(), **fields)):
        with pytest.raises(Invalid) as refused:
            write(taken_at=at)
        assert refused.value.field == "/taken_at"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("+02:00", "+02:00"),
        ("-03:30", "-03:30"),
        ("+14:00", "+14:00"),
        ("-14:00", "-14:00"),
        ("Z", "+00:00"),
        ("+00:00", "+00:00"),
        ("-00:00", "+00:00"),
    ],
)
def test_an_offset_has_one_spelling(given: str, kept: str) -> None:
    assert taken(declared(taken_at=GIVEN, taken_offset=given)) == (GIVEN, kept)
    assert taken(patched(file(), taken_at=GIVEN, taken_offset=given)) == (GIVEN, kept)


@pytest.mark.parametrize("offset", ["+14:01", "+15:00", "+02:60", "+2:00", "0200", "z", "UTC", "+02:00:00", ""])
def test_an_offset_that_no_place_has_is_refused(offset: str) -> None:
    for write in (declared, lambda **fields: patched(file(), **fields)):
        with pytest.raises(Invalid) as refused:
            write(taken_at=GIVEN, taken_offset=offset)
        assert refused.value.field == "/taken_offset"


def test_an_offset_of_no_time_is_refused() -> None:
    with pytest.raises(Invalid, match="taken_at"):
        declared(taken_offset="+02:00")
    with pytest.raises(Invalid, match="taken_at"):
        patched(file(), taken_offset="+02:00")


def test_the_picture_is_believed_where_nobody_says_otherwise() -> None:
    assert taken(files.accepted(declared(), picture(), LATER)) == SEEN


def test_what_was_declared_before_the_picture_was_read_wins_and_can_be_withdrawn() -> None:
    ready = files.accepted(declared(taken_at=GIVEN, taken_offset="-05:00"), picture(), LATER)
    assert taken(ready) == (GIVEN, "-05:00")
    assert taken(patched(ready, taken_at=None, taken_offset=None)) == SEEN


def test_a_correction_wins_over_the_picture_each_part_by_itself() -> None:
    ready = files.accepted(declared(), picture(), LATER)
    assert taken(patched(ready, taken_at=GIVEN)) == (GIVEN, "+02:00")
    both = patched(patched(ready, taken_at=GIVEN), taken_offset="+09:00")
    assert taken(both) == (GIVEN, "+09:00")
    assert taken(patched(both, taken_at=None)) == (SEEN[0], "+09:00")
    assert taken(patched(patched(both, taken_at=None), taken_offset=None)) == SEEN


def test_null_takes_a_time_away_that_no_picture_knows_and_its_offset_with_it() -> None:
    given = declared(taken_at=GIVEN, taken_offset="+02:00")
    gone = patched(given, taken_at=None)
    assert (taken(gone), gone.given) == ((None, None), Taken())
    assert taken(patched(gone, taken_at=GIVEN)) == (GIVEN, None)


def test_another_change_leaves_it_alone() -> None:
    given = declared(taken_at=GIVEN, taken_offset="+02:00")
    assert taken(patched(given, note_id=None)) == (GIVEN, "+02:00")
    assert taken(files.changed(given, LATER, state="trashed")) == (GIVEN, "+02:00")
