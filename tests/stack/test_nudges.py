"""Notifications to a user's devices: sent at once, to no other user's devices, and not for every single change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any

import pytest

from local.client import Api
from tests.stack.devices import Device
from tests.stack.eventually import eventually
from tests.stack.follower import Follower

PEOPLE = 8
FILES = 100
# A batch of the stream notifies each user once; there may be at most this many batches.
FEW = 12


@pytest.fixture
def connect() -> Iterator[Callable[[Api], Device]]:
    """Return a function that opens a connection of a user."""
    with ExitStack() as exits:

        def connect(person: Api) -> Device:
            device = Device.of(person)
            exits.callback(device.leave)
            return device

        yield connect


def test_all_devices_of_a_person_learn_from_where_to_ask(
    newcomer: Callable[[], Api], connect: Callable[[Api], Device]
) -> None:
    person, neighbour = newcomer(), newcomer()
    devices, other = [connect(person), connect(person)], connect(neighbour)
    note = person.expect(201, "POST", "/notes", json={"title": "At once"})
    for device in devices:
        message = device.hear()
        assert message.keys() == {"type", "cursor"}
        assert [change["id"] for change in _since(person, message["cursor"])] == [note["id"]]
    assert other.is_answered()


def test_however_many_write_at_once_nobody_is_notified_of_anothers_changes(
    newcomer: Callable[[], Api], connect: Callable[[Api], Device]
) -> None:
    people = [newcomer() for _ in range(PEOPLE)]
    silent = connect(newcomer())
    devices = {number: [connect(person), connect(person)] for number, person in enumerate(people)}

    def write(number: int) -> list[str]:
        return [people[number].expect(201, "POST", "/notes", json={"title": str(number)})["id"] for _ in range(5)]

    with ThreadPoolExecutor(PEOPLE) as threads:
        written = dict(zip(devices, threads.map(write, devices), strict=True))
    for number, theirs in devices.items():
        for device in theirs:
            missing = set(written[number])
            while missing:
                # Another user's cursor would be refused.
                given = {change["id"] for change in _since(people[number], device.hear()["cursor"])}
                assert given <= set(written[number])
                missing -= given
    assert silent.is_answered()


def test_a_hundred_changes_are_a_few_nudges(newcomer: Callable[[], Api], connect: Callable[[Api], Device]) -> None:
    person = newcomer()
    note = person.expect(201, "POST", "/notes", json={})["id"]
    for number in range(FILES):
        person.declare(str(number), "text/plain", b"12345", note_id=note)
    follower, device = Follower(person), connect(person)
    eventually(lambda: _nudges(device) == 0)
    person.expect(204, "DELETE", f"/notes/{note}")
    nudges = 0
    while len(follower.received) < FILES + 1:
        nudges += device.hear()["type"] == "changed"
        follower.follow()
    assert nudges + _nudges(device) <= FEW


def _nudges(device: Device) -> int:
    """Return the number of notifications received before the answer to a ping."""
    device.say('{"type": "ping"}')
    count = 0
    while device.hear() != {"type": "pong"}:
        count += 1
    return count


def _since(person: Api, cursor: str) -> list[Any]:
    changes: list[Any] = person.expect(200, "GET", f"/changes?limit=100&cursor={cursor}")["items"]
    return changes
