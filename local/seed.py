"""The content of the demo account, as of someone who has used Skynotes for a while."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from .client import Api
from .people import join, sign_in
from .photos import Scene, photo
from .stack import Stack

_NOTES: list[dict[str, Any]] = [
    {
        "title": "Welcome to Skynotes",
        "text": "This is **your** place: what you write here is kept in your own account.\n\n"
        "- [x] Open the page\n- [ ] Write a note\n- [ ] Drop a photo on it\n",
        "tags": ["welcome"],
        "pinned": True,
    },
    {
        "title": "A week in the hills",
        "text": "Four days of sun, one of fog.\n\n"
        "1. Train to the valley\n2. Over the saddle to the lake\n3. Back along the ridge\n\n"
        "> Take the *early* train. The late one misses the bus.\n",
        "tags": ["travel", "hills"],
    },
    {
        "title": "Bread",
        "text": "| | grams |\n|---|---|\n| flour | 500 |\n| water | 350 |\n| salt | 10 |\n| starter | 100 |\n\n"
        "Fold four times, rest overnight, 240 degrees for 40 minutes.\n",
        "tags": ["kitchen"],
    },
]

_SCENES = [
    Scene("morning.jpg", "From the window", ((126, 168, 214), (250, 214, 165)), (88, 122, 112), datetime(2026, 6, 20, 5, 41, tzinfo=UTC), 46.5763, 7.9904),
    Scene("saddle.jpg", "The saddle at noon", ((64, 132, 205), (196, 224, 240)), (96, 138, 92), datetime(2026, 6, 21, 12, 3, tzinfo=UTC), 46.5823, 8.0012, orientation=6, size=(1600, 2400)),
    Scene("fog.jpg", "The day of fog", ((176, 184, 190), (222, 222, 218)), (120, 130, 134), datetime(2026, 6, 22, 9, 15, tzinfo=UTC), 46.5901, 8.0107, orientation=3),
    Scene("evening.jpg", "Evening at the lake", ((58, 54, 108), (244, 148, 98)), (70, 64, 96), datetime(2026, 6, 23, 20, 48, tzinfo=UTC), 46.5877, 8.0189, orientation=8, size=(1600, 2400)),
]  # fmt: skip

# Photos that are in the library but on no note.
_OTHER_SCENES = [
    Scene("ridge.jpg", "", ((92, 150, 208), (226, 232, 226)), (104, 132, 88), datetime(2026, 6, 14, 10, 20, tzinfo=UTC), 46.61, 8.02, size=(1500, 1000)),
    Scene("first-heat.jpg", "", ((240, 180, 120), (252, 226, 180)), (150, 118, 78), datetime(2026, 6, 7, 18, 55, tzinfo=UTC), 46.95, 7.44, size=(1200, 1000)),
    Scene("rain-coming.jpg", "Just before the rain", ((84, 96, 112), (168, 178, 186)), (74, 92, 88), datetime(2026, 5, 30, 16, 12, tzinfo=UTC), 46.69, 7.86, size=(1600, 900)),
    Scene("may-morning.jpg", "", ((150, 196, 222), (244, 236, 214)), (118, 156, 98), datetime(2026, 5, 24, 6, 31, tzinfo=UTC), 46.69, 7.87, orientation=6, size=(1000, 1500)),
    Scene("blue-hour.jpg", "", ((28, 40, 84), (116, 132, 178)), (44, 52, 84), datetime(2026, 5, 16, 21, 4, tzinfo=UTC), 46.69, 7.87, size=(1500, 1000)),
    Scene("meadow.jpg", "", ((130, 184, 224), (232, 242, 232)), (132, 168, 86), datetime(2026, 5, 9, 13, 47, tzinfo=UTC), 46.72, 7.90, size=(1400, 1050)),
    Scene("last-snow.jpg", "The last snow", ((188, 206, 222), (246, 246, 244)), (190, 202, 212), datetime(2026, 4, 19, 9, 8, tzinfo=UTC), 46.55, 7.98, size=(1500, 1000)),
    Scene("thaw.jpg", "", ((146, 176, 200), (230, 226, 216)), (128, 138, 132), datetime(2026, 4, 11, 15, 36, tzinfo=UTC), 46.55, 7.98, orientation=8, size=(1000, 1400)),
    Scene("april-evening.jpg", "", ((72, 66, 116), (236, 160, 132)), (82, 76, 104), datetime(2026, 4, 3, 19, 50, tzinfo=UTC), 46.95, 7.44, size=(1600, 1000)),
]  # fmt: skip


def seed(stack: Stack) -> None:
    """Create the account and fill it.

    After an interruption it can be repeated: the notes' Idempotency-Keys are their titles, and photos are found by name.
    """
    join(stack, stack.demo_user, stack.demo_password)
    api = Api(stack.api_url, sign_in(stack, stack.demo_user, stack.demo_password))
    notes = [_note(api, note) for note in _NOTES]
    there = {file["name"] for file in api.expect(200, "GET", "/files?kind=image&limit=100")["items"]}
    for scene in _SCENES:
        if scene.name not in there:
            _photo(api, scene, note_id=notes[1]["id"])
    for scene in _OTHER_SCENES:
        if scene.name not in there:
            _photo(api, scene)


def _note(api: Api, note: dict[str, Any]) -> Any:
    key = note["title"].replace(" ", "-")
    return api.expect(201, "POST", "/notes", json=note, headers={"Idempotency-Key": key})


def _photo(api: Api, scene: Scene, **more: str) -> None:
    file = api.upload(scene.name, "image/jpeg", photo(scene), **more)
    if scene.caption:
        etag = {"If-Match": f'"{file["version"]}"'}
        api.expect(200, "PATCH", f"/files/{file['id']}", json={"caption": scene.caption}, headers=etag)
