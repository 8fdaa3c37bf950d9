"""Tickets and connections, as they are stored."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from chalicelib.domain.connections import Connection, Ticket
from chalicelib.repositories.dynamodb.connections import DynamoConnections
from chalicelib.repositories.dynamodb.table import Table
from chalicelib.services.ports import ConnectionStore
from operate.items import everything
from tests.support.factories import ANN, BOB, LATER, MUCH_LATER, NOW
from tests.support.moto_resources import TABLE
from tests.support.operated_service import retained_resources

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient
    from types_boto3_s3 import S3Client

TICKET = Ticket("t" * 43, "wss://live", LATER)
FIRST, SECOND = Connection("a=", ANN, NOW), Connection("b#=", ANN, LATER)
MUCH_LATER_STILL = 1_772_373_000


class TestTickets:
    def test_one_tells_whose_it_was(self, connections: ConnectionStore) -> None:
        connections.add_ticket(ANN, TICKET)
        assert connections.redeem(TICKET.ticket, NOW) == ANN

    def test_but_once(self, connections: ConnectionStore) -> None:
        connections.add_ticket(ANN, TICKET)
        connections.redeem(TICKET.ticket, NOW)
        assert connections.redeem(TICKET.ticket, NOW) is None

    @pytest.mark.parametrize("now", [LATER, MUCH_LATER])
    def test_from_its_very_end_it_is_worth_nothing(self, connections: ConnectionStore, now: str) -> None:
        connections.add_ticket(ANN, TICKET)
        assert connections.redeem(TICKET.ticket, now) is None

    def test_one_that_was_never_issued_is_worth_nothing(self, connections: ConnectionStore) -> None:
        connections.add_ticket(ANN, TICKET)
        assert connections.redeem("x" * 43, NOW) is None
        assert connections.redeem(TICKET.ticket, NOW) == ANN


class TestConnections:
    def test_those_of_a_person_are_listed_the_oldest_first(self, connections: ConnectionStore) -> None:
        for one in (SECOND, Connection("c", BOB, NOW), FIRST):
            connections.add(one, MUCH_LATER_STILL)
        assert connections.find_all(ANN) == [FIRST, SECOND]
        assert connections.find_all("nobody") == []

    def test_one_is_found_by_its_id(self, connections: ConnectionStore) -> None:
        connections.add(SECOND, MUCH_LATER_STILL)
        assert connections.find(SECOND.id) == SECOND
        assert connections.find(FIRST.id) is None

    def test_one_that_is_removed_is_known_no_longer(self, connections: ConnectionStore) -> None:
        for one in (FIRST, SECOND):
            connections.add(one, MUCH_LATER_STILL)
        for _ in range(2):
            connections.remove(FIRST)
            assert connections.find_all(ANN) == [SECOND]
            assert connections.find(FIRST.id) is None


def test_nothing_in_the_table_opens_a_connection(dynamodb: DynamoDBClient) -> None:
    DynamoConnections(Table(dynamodb, TABLE)).add_ticket(ANN, TICKET)
    assert TICKET.ticket not in json.dumps(dynamodb.scan(TableName=TABLE)["Items"])


def test_everything_expires_by_itself(dynamodb: DynamoDBClient) -> None:
    store = DynamoConnections(Table(dynamodb, TABLE))
    store.add_ticket(ANN, TICKET)
    store.add(FIRST, MUCH_LATER_STILL)
    expiry = [item["expires_at"]["N"] for item in dynamodb.scan(TableName=TABLE)["Items"]]
    assert sorted(map(int, expiry)) == [1_772_366_401, MUCH_LATER_STILL, MUCH_LATER_STILL]


def test_none_of_it_is_backed_up(dynamodb: DynamoDBClient, s3: S3Client) -> None:
    store = DynamoConnections(Table(dynamodb, TABLE))
    store.add_ticket(ANN, TICKET)
    store.add(FIRST, MUCH_LATER_STILL)
    kept = Table(dynamodb, TABLE).key(ANN, "usage")
    dynamodb.put_item(TableName=TABLE, Item=kept)
    assert list(everything(retained_resources(dynamodb, s3))) == [kept]
