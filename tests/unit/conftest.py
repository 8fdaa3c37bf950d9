"""Emulated AWS, anew for each test that asks for it; no test ever reaches a network."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from botocore.config import Config
from botocore.session import get_session
from moto import mock_aws

from chalicelib.repositories.dynamodb.connections import DynamoConnections
from chalicelib.repositories.dynamodb.table import Table
from chalicelib.services.ports import ConnectionStore
from tests.support.factories import ANN, BOB
from tests.support.fakes import Clock, FakeConnections, Ids
from tests.support.moto_resources import FAILURES, FAILURES_URL, TABLE, make_bucket, make_table, make_topic, pretend
from tests.support.queues import listening, received
from tests.support.store_backends import InMemory, Objects, ObjectsInMemory, ObjectsOnS3, OnDynamoDB, Stores
from tests.support.table_operations import Bench

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient
    from types_boto3_s3 import S3Client

    from tests.support.api_client import Api, Cloud

pretend()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ids() -> Ids:
    return Ids()


@pytest.fixture(scope="session")
def clients() -> dict[str, Any]:
    """Made once, since making one costs more than most tests."""
    session = get_session()
    config = Config(signature_version="s3v4", retries={"mode": "standard", "total_max_attempts": 1})
    return {service: session.create_client(service, config=config) for service in ("dynamodb", "s3", "sns", "sqs")}


@pytest.fixture
def aws(clients: dict[str, Any]) -> Iterator[dict[str, Any]]:
    with mock_aws():
        yield clients


@pytest.fixture
def dynamodb(aws: dict[str, Any]) -> DynamoDBClient:
    """A client of DynamoDB, with the table empty."""
    client: DynamoDBClient = aws["dynamodb"]
    make_table(client)
    return client


@pytest.fixture
def s3(aws: dict[str, Any]) -> S3Client:
    """A client of S3, with the bucket empty."""
    client: S3Client = aws["s3"]
    make_bucket(client)
    return client


@pytest.fixture
def heard(aws: dict[str, Any]) -> Callable[[], list[Any]]:
    """The topic, and a queue that listens to it: what it has heard since the last look."""
    make_topic(aws["sns"])
    return listening(aws["sns"], aws["sqs"])


@pytest.fixture
def letters(aws: dict[str, Any]) -> Callable[[], list[Any]]:
    """The queue of what failed for good: the letters in it, each once."""
    aws["sqs"].create_queue(QueueName=FAILURES)
    return partial(received, aws["sqs"], FAILURES_URL)


@pytest.fixture(params=["fake", "dynamodb"])
def stores(request: pytest.FixtureRequest, clock: Clock) -> Stores:
    """Each test that asks for these runs twice: what holds for the repositories holds for the fakes."""
    if request.param == "fake":
        return InMemory(clock)
    return OnDynamoDB(request.getfixturevalue("dynamodb"), clock)


@pytest.fixture(scope="module")
def shared() -> Iterator[Bench]:
    with mock_aws():
        yield Bench(Clock())


@pytest.fixture
def bench(shared: Bench) -> Bench:
    """A table filled alike for each test, which takes a fraction of making one."""
    shared.reset()
    return shared


@pytest.fixture(params=["fake", "s3"])
def objects(request: pytest.FixtureRequest, clock: Clock) -> Objects:
    """Likewise."""
    return ObjectsInMemory(clock) if request.param == "fake" else ObjectsOnS3(request.getfixturevalue("s3"), clock)


@pytest.fixture(params=["fake", "dynamodb"])
def connections(request: pytest.FixtureRequest) -> ConnectionStore:
    """Likewise."""
    if request.param == "fake":
        return FakeConnections()
    return DynamoConnections(Table(request.getfixturevalue("dynamodb"), TABLE))


@pytest.fixture
def cloud(dynamodb: DynamoDBClient, s3: S3Client) -> Cloud:
    """What the app keeps, as it is kept."""
    return OnDynamoDB(dynamodb, Clock()), ObjectsOnS3(s3, Clock())


@pytest.fixture
def ann(cloud: Cloud) -> Api:
    """The app, as Ann uses it."""
    assert cloud
    return _api(ANN)


@pytest.fixture
def bob(cloud: Cloud) -> Api:
    """Likewise."""
    assert cloud
    return _api(BOB)


def _api(owner: str) -> Api:
    # Importing the app reads the environment, which must have been set above by then.
    from tests.support.api_client import Api

    return Api(owner)
