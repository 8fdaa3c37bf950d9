"""The rules for files."""

from __future__ import annotations

import json
from typing import Any

import pytest

from chalicelib.api.json_body import read_body
from chalicelib.domain import files
from chalicelib.domain.clock import epoch_seconds
from chalicelib.domain.errors import Invalid
from chalicelib.domain.files import File, FileChanges, NewFile
from tests.support.factories import LATER, NOW, file, file_id, note_id, picture

MEBIBYTE = 1024 * 1024
DAY = 24 * 60 * 60


def new(**fields: Any) -> NewFile:
    known = {"name": "sea.jpg", "content_type": "image/jpeg", "size": 10, "sha256": "0" * 64}
    return read_body(json.dumps(known | fields).encode(), "application/json", NewFile)


def declared(**fields: Any) -> File:
    return files.declare(new(**fields), file_id(1), NOW)


def changes(**fields: Any) -> dict[str, Any]:
    return files.changed_fields(read_body(json.dumps(fields).encode(), "application/json", FileChanges))


def test_a_declared_file_waits_for_its_bytes() -> None:
    assert declared(note_id=note_id(1)) == file(status="pending", note_id=note_id(1))


@pytest.mark.parametrize("kind", ["jpeg", "png", "gif", "webp", "avif", "JPEG"])
def test_what_can_be_shown_is_an_image(kind: str) -> None:
    made = declared(content_type=f"image/{kind}")
    assert (made.kind, made.content_type) == ("image", f"image/{kind.lower()}")


@pytest.mark.parametrize("content_type", ["image/svg+xml", "image/tiff", "application/pdf", "text/html"])
def test_everything_else_is_not(content_type: str) -> None:
    assert declared(content_type=content_type).kind == "other"


@pytest.mark.parametrize(("content_type", "mebibytes"), [("image/png", 25), ("application/zip", 100)])
def test_a_file_may_be_as_large_as_its_kind_may_and_not_one_byte_larger(content_type: str, mebibytes: int) -> None:
    assert declared(content_type=content_type, size=mebibytes * MEBIBYTE).size == mebibytes * MEBIBYTE
    with pytest.raises(Invalid) as refused:
        declared(content_type=content_type, size=mebibytes * MEBIBYTE + 1)
    assert refused.value.field == "/size"


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"name": ""}, "/name"),
        ({"name": "a" * 256}, "/name"),
        ({"name": "a\r\nX: y"}, "/name"),
        ({"name": "a\n"}, "/name"),
        ({"name": "a\x7f"}, "/name"),
        ({"content_type": "image"}, "/content_type"),
        ({"content_type": "image/jpeg; charset=x"}, "/content_type"),
        ({"content_type": "image/jpeg\n"}, "/content_type"),
        ({"content_type": "a/" + "b" * 126}, "/content_type"),
        ({"size": -1}, "/size"),
        ({"size": 1.5}, "/size"),
        ({"size": "10"}, "/size"),
        ({"size": True}, "/size"),
        ({"sha256": "0" * 63}, "/sha256"),
        ({"sha256": "A" * 64}, "/sha256"),
        ({"sha256": "0" * 64 + "\n"}, "/sha256"),
        ({"note_id": 1}, "/note_id"),
        ({"status": "ready"}, "/status"),
    ],
)
def test_what_breaks_a_rule_is_refused(fields: dict[str, Any], pointer: str) -> None:
    with pytest.raises(Invalid) as refused:
        declared(**fields)
    assert refused.value.field == pointer


def test_the_limits_themselves_are_allowed() -> None:
    declared(name="𝄞" * 255, content_type="a/" + "b" * 125, size=0)


def test_a_change_names_only_what_it_changes() -> None:
    assert changes() == {}
    assert changes(name="lake.jpg") == {"name": "lake.jpg"}
    assert changes(caption=None, note_id=None) == {"caption": "", "note_id": None}


@pytest.mark.parametrize("fields", [{"name": None}, {"caption": "a" * 2001}, {"size": 1}, {"kind": "other"}])
def test_a_change_that_breaks_a_rule_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        changes(**fields)


def test_an_accepted_picture_tells_what_was_read_from_it() -> None:
    made = files.accepted(file(status="pending"), picture(), LATER)
    known: dict[str, Any] = {
        "width": 640,
        "height": 480,
        "taken_at": "2020-05-05T10:00:00",
        "taken_offset": "+02:00",
        "camera": "Kodak Brownie",
    }
    assert made == file(**known, placeholder="data:image/webp;base64,AAAA", updated_at=LATER, version=2)


def test_anything_else_that_is_accepted_is_just_ready() -> None:
    assert files.accepted(file(kind="other", status="pending"), None, LATER) == file(
        kind="other", updated_at=LATER, version=2
    )


def test_only_a_rejected_file_is_not_charged_for() -> None:
    assert files.charge(file(status="pending", size=0)) == 0
    assert files.charge(file(state="trashed", size=7)) == 7
    assert files.charge(file(status="rejected")) is None


@pytest.mark.parametrize(
    ("fields", "since", "days"),
    [
        ({"status": "pending"}, NOW, 1),
        ({"status": "pending", "state": "trashed"}, NOW, 1),
        ({"state": "trashed"}, LATER, 30),
        ({"status": "rejected"}, LATER, 7),
        ({"status": "rejected", "state": "trashed"}, LATER, 30),
    ],
)
def test_what_disappears_by_itself(fields: dict[str, Any], since: str, days: int) -> None:
    assert files.expires_at(file(**fields, updated_at=LATER)) == epoch_seconds(since) + days * DAY


def test_what_stays() -> None:
    assert files.expires_at(file()) is None
