"""Factories of notes and files with defaults, so that a test names only the fields it is about."""

from __future__ import annotations

from typing import Any

from chalicelib.domain.accounts import Limits
from chalicelib.domain.files import StoredFile
from chalicelib.domain.images import Picture, Preview
from chalicelib.domain.notes import Note, NoteSummary
from chalicelib.domain.taken_at import Taken

ANN, BOB = "ann", "bob"
NOW = "2026-03-01T12:00:00.000Z"
LATER = "2026-03-01T12:00:01.000Z"
MUCH_LATER = "2026-03-01T12:00:02.000Z"
PLENTY = 10**9


def note_id(number: int) -> str:
    return f"01N{number:023d}"


def file_id(number: int) -> str:
    return f"01F{number:023d}"


def note(number: int = 1, **fields: Any) -> Note:
    return Note(**_times() | {"id": note_id(number)} | fields)


def summary(number: int = 1, **fields: Any) -> NoteSummary:
    return NoteSummary(**_times() | {"id": note_id(number)} | fields)


def _times() -> dict[str, Any]:
    return {"created_at": NOW, "edited_at": NOW, "updated_at": NOW}


def limits(**more: int) -> Limits:
    """Return limits that no test reaches, except for those passed."""
    return Limits(**{"notes": PLENTY, "files": PLENTY, "bytes": PLENTY} | more)


def file(number: int = 1, **fields: Any) -> StoredFile:
    """Return a ready picture of 10 bytes, on no note; the time it was taken at counts as read from the picture."""
    known: dict[str, Any] = {
        "id": file_id(number),
        "name": "sea.jpg",
        "content_type": "image/jpeg",
        "kind": "image",
        "size": 10,
        "sha256": "0" * 64,
        "status": "ready",
        "created_at": NOW,
        "updated_at": NOW,
    }
    seen = Taken(fields.get("taken_at"), fields.get("taken_offset"))
    return StoredFile(**known | {"seen": seen} | fields)


def picture(**fields: Any) -> Picture:
    """Return the data of a picture of 640 by 480 pixels with two previews, the larger as large as the picture."""
    known: dict[str, Any] = {
        "width": 640,
        "height": 480,
        "taken_at": "2020-05-05T10:00:00",
        "taken_offset": "+02:00",
        "camera": "Kodak Brownie",
        "placeholder": "data:image/webp;base64,AAAA",
        "previews": [Preview(320, 240, b"small"), Preview(640, 480, b"large")],
    }
    return Picture(**known | fields)
