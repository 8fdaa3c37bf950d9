"""Tickets, connections and change notifications of the deployed service."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import requests

from chalicelib.domain.clock import epoch_seconds, timestamp, utc_now
from chalicelib.domain.connections import MOST, Connection
from chalicelib.repositories.dynamodb.connections import DynamoConnections
from chalicelib.repositories.dynamodb.keys import TICKET, ticket_partition
from chalicelib.services.live import Live, Reached
from local.client import Api
from local.stack import Stack
from ship.account import Account
from tests.stack.devices import Device, Refused, live_of, owner_of, store_of
from tests.stack.eventually import eventually

AN_HOUR_AGO = timestamp(utc_now() - timedelta(hours=1))
LATER = epoch_seconds(timestamp(utc_now()), timedelta(hours=1))


@pytest.fixture(scope="module")
def live(account: Account, stack: Stack) -> Live:
    return live_of(account, stack)


@pytest.fixture(scope="module")
def known(account: Account, stack: Stack) -> DynamoConnections:
    return store_of(account, stack)


@pytest.fixture
def person(newcomer: Callable[[], Api]) -> Api:
    """Return a user who is not connected yet."""
    return newcomer()


@pytest.fixture
def device(person: Api) -> Iterator[Device]:
    """Connect a device of that user."""
    device = Device.of(person)
    yield device
    device.leave()


def ticket(person: Api) -> str:
    given: str = person.expect(201, "POST", "/live/tickets")["ticket"]
    return given


def opens(stack: Stack, **query: str) -> bool:
    try:
        Device(stack.websocket_url, **query).leave()
    except Refused:
        return False
    return True


class TestTickets:
    def test_one_says_where_it_is_good(self, stack: Stack, person: Api) -> None:
        given = person.expect(201, "POST", "/live/tickets")
        assert given["url"] == stack.websocket_url
        assert opens(stack, ticket=given["ticket"])

    def test_a_used_ticket_opens_no_connection(self, stack: Stack, person: Api) -> None:
        used_ticket = ticket(person)
        assert [opens(stack, ticket=used_ticket) for _ in range(3)] == [True, False, False]

    def test_one_that_many_have_opens_one_connection(self, stack: Stack, person: Api) -> None:
        shared = ticket(person)
        with ThreadPoolExecutor(8) as thieves:
            assert Counter(thieves.map(lambda _: opens(stack, ticket=shared), range(8))) == {True: 1, False: 7}

    def test_an_expired_one_opens_nothing_though_it_is_still_there(
        self, stack: Stack, account: Account, person: Api
    ) -> None:
        late = ticket(person)
        key = {"pk": {"S": ticket_partition(late)}, "sk": {"S": TICKET}}
        account.dynamodb.update_item(
            TableName=stack.table,
            Key=key,
            UpdateExpression="SET valid_until = :now",
            ConditionExpression="attribute_exists(pk)",
            ExpressionAttributeValues={":now": {"S": timestamp(utc_now())}},
        )
        assert not opens(stack, ticket=late)
        assert "Item" in account.dynamodb.get_item(TableName=stack.table, Key=key)

    def test_what_is_kept_of_one_opens_nothing(self, stack: Stack, person: Api) -> None:
        digest = hashlib.sha256(ticket(person).encode()).hexdigest()
        assert not opens(stack, ticket=digest)
        assert not opens(stack, ticket=f"ticket#{digest}")
        assert not opens(stack, ticket=digest[:43])

    @pytest.mark.parametrize("made_up", ["", "x", "A" * 43, "é" * 43, "\x00" * 43])
    def test_a_made_up_one_opens_nothing(self, stack: Stack, made_up: str) -> None:
        assert not opens(stack, ticket=made_up)

    def test_without_one_nothing_opens(self, stack: Stack, person: Api) -> None:
        assert not opens(stack)
        assert not opens(stack, token=str(person.token), Authorization=f"Bearer {person.token}")


class TestConnections:
    def test_a_ping_is_answered_and_nothing_else_is(self, device: Device) -> None:
        for text in (
            "hello",
            "{",
            '{"type": "changed", "cursor": "x"}',
            '{"action": "$connect"}',
            b"\xff",
            "x" * 20_000,
        ):
            device.say(text)
        assert device.is_answered()

    def test_the_eleventh_closes_the_first(self, person: Api, device: Device) -> None:
        others = [Device.of(person) for _ in range(MOST - 1)]
        assert device.is_answered()
        last = Device.of(person)
        assert device.hear() is None
        assert all(one.is_answered() for one in [*others, last])
        for one in [*others, last]:
            one.leave()

    def test_a_closed_connection_is_removed(self, known: DynamoConnections, person: Api) -> None:
        device = Device.of(person)
        (one,) = known.find_all(owner_of(person))
        assert known.find(one.id) == one
        device.leave()
        eventually(lambda: known.find_all(owner_of(person)) == [])
        assert known.find(one.id) is None

    def test_a_removed_connection_learns_so_by_a_ping(
        self, known: DynamoConnections, person: Api, device: Device
    ) -> None:
        (one,) = known.find_all(owner_of(person))
        known.remove(one)
        device.say('{"type": "ping"}')
        assert device.hear() is None

    def test_the_page_may_open_them(self, stack: Stack) -> None:
        host = {"Host": urlsplit(stack.web_url).netloc}
        policy = requests.get(stack.endpoint_url, headers=host, timeout=10).headers["Content-Security-Policy"]
        (connect,) = [directive for directive in policy.split("; ") if directive.startswith("connect-src")]
        address = urlsplit(stack.websocket_url)
        assert f"{address.scheme}://{address.netloc}" in connect.split()


class TestNudges:
    def test_one_reaches_all_devices_of_a_person(self, live: Live, person: Api, device: Device) -> None:
        another = Device.of(person)
        assert live.nudge(owner_of(person), "from-here") == Reached(2, 0, ())
        assert device.hear() == another.hear() == {"type": "changed", "cursor": "from-here"}
        another.leave()

    def test_with_many_at_once_nobody_receives_nudges_for_others(self, live: Live, newcomer: Callable[[], Api]) -> None:
        people = [newcomer() for _ in range(8)]
        devices = {owner_of(person): [Device.of(person), Device.of(person)] for person in people}
        with ThreadPoolExecutor(8) as threads:
            for number in range(5):
                list(threads.map(lambda owner, number=number: live.nudge(owner, f"{owner} {number}"), devices))
        for owner, theirs in devices.items():
            for device in theirs:
                heard = [device.hear() for _ in range(5)]
                assert heard == [{"type": "changed", "cursor": f"{owner} {number}"} for number in range(5)]
                assert device.is_answered()
                device.leave()

    def test_a_dead_connection_is_removed_and_delays_nobody(
        self, live: Live, known: DynamoConnections, person: Api, device: Device
    ) -> None:
        owner = owner_of(person)
        (alive,) = known.find_all(owner)
        known.add(Connection("dead", owner, AN_HOUR_AGO), LATER)
        assert live.nudge(owner, "x") == Reached(1, 1, ())
        assert device.hear() == {"type": "changed", "cursor": "x"}
        assert known.find_all(owner) == [alive]

    def test_a_connection_that_is_still_opening_is_not_removed(
        self, live: Live, known: DynamoConnections, person: Api
    ) -> None:
        opening = Connection("opening", owner_of(person), timestamp(utc_now()))
        known.add(opening, LATER)
        assert live.nudge(opening.owner, "x") == Reached(0, 1, ())
        assert known.find_all(opening.owner) == [opening]
        known.remove(opening)
