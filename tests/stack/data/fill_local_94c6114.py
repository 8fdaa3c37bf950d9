"""A second account for a `.local` of commit 94c6114; run from that checkout, beside its `make run`.

`LOCAL_DIR=... python fill_local_94c6114.py` prints what was made, which is `local-94c6114.json`.
"""

from __future__ import annotations

import io
import json
import sys
from datetime import UTC, datetime
from typing import Any

from PIL import Image

from local.client import Api
from local.people import join, sign_in
from local.photos import Scene, photo
from local.places import Places
from local.stack import Stack

NOTES: dict[str, dict[str, Any]] = {
    "active": {"tags": ["été", "a tag"]},
    "pinned": {"pinned": True},
    "archived": {"tags": ["a tag"]},
    "trashed": {"tags": ["gone"]},
    "with files": {},
}
TAKEN = datetime(2026, 2, 28, 23, 45, 12, tzinfo=UTC)
EVENING = Scene("evening.jpg", "", ((58, 54, 108), (244, 148, 98)), (70, 64, 96), TAKEN, 46.5, 8.0)
EMAIL, PASSWORD = "second@skynotes.example", "another walk, in the rain"


def small(scene: Scene) -> bytes:
    """Return a photo of a few kilobytes, with its EXIF."""
    made = Image.open(io.BytesIO(photo(scene)))
    reduced = io.BytesIO()
    made.reduce(4).save(reduced, "jpeg", quality=40, exif=made.getexif())
    return reduced.getvalue()


def _note(api: Api, name: str, more: dict[str, Any]) -> Any:
    body = {"title": name, "text": f"The {name} one.\n\n- [ ] a task\n", **more}
    return api.expect(201, "POST", "/notes", json=body)


def main() -> None:
    """Make notes in every state, and files of both kinds in every state and status."""
    stack = Stack.read(Places.from_environment())
    join(stack, EMAIL, PASSWORD)
    api = Api(stack.api_url, sign_in(stack, EMAIL, PASSWORD))
    notes = {name: _note(api, name, more) for name, more in NOTES.items()}
    api.expect(200, "PATCH", f"/notes/{notes['archived']['id']}", json={"state": "archived"}, headers={"If-Match": "*"})
    api.expect(204, "DELETE", f"/notes/{notes['trashed']['id']}")
    without = io.BytesIO()
    Image.new("RGB", (120, 90), "teal").save(without, "png")
    on = notes["with files"]["id"]
    files = {
        "photo": api.upload("evening.jpg", "image/jpeg", small(EVENING), note_id=on),
        "no time": api.upload("teal.png", "image/png", without.getvalue()),
        "other": api.upload("list.txt", "text/plain", b"one\ntwo\n", note_id=on),
        "trashed": api.upload("trashed.jpg", "image/jpeg", small(EVENING) + b"\0"),
        "rejected": api.upload("broken.jpg", "image/jpeg", b"not a picture"),
        "pending": api.declare("never-sent.txt", "text/plain", b"never sent")["file"],
    }
    api.expect(204, "DELETE", f"/files/{files['trashed']['id']}")
    made = {
        "notes": {name: api.expect(200, "GET", f"/notes/{note['id']}") for name, note in notes.items()},
        "files": {name: api.expect(200, "GET", f"/files/{file['id']}") for name, file in files.items()},
        "usage": api.expect(200, "GET", "/me")["usage"],
    }
    for file in made["files"].values():
        file.pop("urls", None)
    sys.stdout.write(json.dumps({"email": EMAIL, "password": PASSWORD, **made}, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
