"""Someone who keeps what the change feed tells, as another device does."""

from __future__ import annotations

from typing import Any

from local.client import Api

STATES = {"notes": ("active", "archived", "trashed"), "files": ("active", "trashed")}


class Follower:
    """`told` is every change in the order in which it came, `kept` what there is after all of them."""

    def __init__(self, person: Api) -> None:
        self._person = person
        self._cursor = person.expect(200, "GET", "/changes")["cursor"]
        self.told: list[dict[str, Any]] = []
        self.kept: dict[str, Any] = {}

    def follow(self, limit: int = 100) -> list[dict[str, Any]]:
        """Ask until there is no more; what is new."""
        new: list[dict[str, Any]] = []
        while True:
            answer = self._person.expect(200, "GET", f"/changes?limit={limit}&cursor={self._cursor}")
            self._cursor = answer["cursor"]
            new += answer["items"]
            if not answer["more"]:
                break
        self.told += new
        for change in new:
            self._keep(change)
        return new

    def agrees(self) -> bool:
        """Whether what is kept is what the lists show, once all that was told is kept."""
        self.follow()
        return self.kept == listed(self._person)

    def _keep(self, change: dict[str, Any]) -> None:
        if change["type"] == "gone":
            self.kept.pop(change["id"], None)
        else:
            self.kept[change["id"]] = change[change["type"]]


def listed(person: Api) -> dict[str, Any]:
    """Everything that is in any of the lists, by id."""
    things: list[Any] = []
    for kind, states in STATES.items():
        for state in states:
            things += _pages(person, f"/{kind}?limit=100&state={state}")
    return {thing["id"]: thing for thing in things}


def shape(change: dict[str, Any]) -> tuple[str, str, Any]:
    """What tells a change from every other: which thing, and which of its versions or that it is gone."""
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
