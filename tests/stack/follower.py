"""A client that mirrors the change feed, as another device does."""

from __future__ import annotations

from typing import Any

from local.client import Api

STATES = {"notes": ("active", "archived", "trashed"), "files": ("active", "trashed")}


class Follower:
    """A client of the change feed; `received` has every change in its order, `kept` the state after all of them."""

    def __init__(self, person: Api) -> None:
        self._person = person
        self._cursor = person.expect(200, "GET", "/changes")["cursor"]
        self.received: list[dict[str, Any]] = []
        self.kept: dict[str, Any] = {}

    def follow(self, limit: int = 100) -> list[dict[str, Any]]:
        """Read the feed to its end; return the new changes."""
        new: list[dict[str, Any]] = []
        while True:
            answer = self._person.expect(200, "GET", f"/changes?limit={limit}&cursor={self._cursor}")
            self._cursor = answer["cursor"]
            new += answer["items"]
            if not answer["more"]:
                break
        self.received += new
        for change in new:
            self._keep(change)
        return new

    def agrees(self) -> bool:
        """Read the feed to its end; return True if the mirrored state equals the lists."""
        self.follow()
        return self.kept == listed(self._person)

    def _keep(self, change: dict[str, Any]) -> None:
        if change["type"] == "gone":
            self.kept.pop(change["id"], None)
        else:
            self.kept[change["id"]] = change[change["type"]]


def listed(person: Api) -> dict[str, Any]:
    """Return everything that is in any of the lists, by id."""
    things: list[Any] = []
    for kind, states in STATES.items():
        for state in states:
            things += _pages(person, f"/{kind}?limit=100&state={state}")
    return {thing["id"]: thing for thing in things}


def shape(change: dict[str, Any]) -> tuple[str, str, Any]:
    """Return what identifies a change: the item, and its version or that it is gone."""
    if change["type"] == "gone":
        return change["entity"], change["id"], "gone"
    return change["type"], change["id"], change[change["type"]]["version"]


def _pages(person: Api, path: str) -> list[Any]:
    page = person.expect(200, "GET", path)
    found = list(page["items"])
    while page["cursor"]:
        page = person.expect(200, "GET", f"{path}&cursor={page['cursor']}")
        found += page["items"]
    return found
