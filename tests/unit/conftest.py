"""Fixtures with emulated AWS, new for each test that uses them; no test reaches a network."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from botocore.config import Config
from moto import mock_aws

from chalicelib.repositories.clients import create
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
# Other credentials would be another environment, for which the app creates new clients.
SAME_ENVIRONMENT: Any = {"core": {"mock_credentials": False}}


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ids() -> Ids:
    return Ids()


@pytest.fixture(scope="session")
def clients() -> dict[str, Any]:
    """Create the clients once, since creating one costs more than most tests."""
    config = Config(signature_version="s3v4", retries={"mode": "standard", "total_max_attempts": 1})
    return {service: create(service, config) for service in ("dynamodb", "s3", "sns", "sqs")}


@pytest.fixture
def aws(clients: dict[str, Any]) -> Iterator[dict[str, Any]]:
    with mock_aws(config=SAME_ENVIRONMENT):
        yield clients


@pytest.fixture
def dynamodb(aws: dict[str, Any]) -> DynamoDBClient:
    """Return a DynamoDB client, with the table empty."""
    client: DynamoDBClient = aws["dynamodb"]
    make_table(client)
    return client


@pytest.fixture
def s3(aws: dict[str, Any]) -> S3Client:
    """Return an S3 client, with the bucket empty."""
    client: S3Client = aws["s3"]
    make_bucket(client)
    return client


@pytest.fixture
def heard(aws: dict[str, Any]) -> Callable[[], list[Any]]:
    """Subscribe a queue to the topic; return a function that receives its new messages."""
    make_topic(aws["sns"])
    return listening(aws["sns"], aws["sqs"])


@pytest.fixture
def dead_letters(aws: dict[str, Any]) -> Callable[[], list[Any]]:
    """Create the dead-letter queue; return a function that receives its messages, each once."""
    aws["sqs"].create_queue(QueueName=FAILURES)
    return partial(received, aws["sqs"], FAILURES_URL)


@pytest.fixture(params=["fake", "dynamodb"])
def stores(request: pytest.FixtureRequest, clock: Clock) -> Stores:
    """Return the stores of each backend: a test runs twice, since the fakes have to behave like the repositories."""
    if request.param == "fake":
        return InMemory(clock)
    return OnDynamoDB(request.getfixturevalue("dynamodb"), clock)


@pytest.fixture(scope="module")
def shared() -> Iterator[Bench]:
    with mock_aws(config=SAME_ENVIRONMENT):
        yield Bench(Clock())


@pytest.fixture
def bench(shared: Bench) -> Bench:
    """Return a table filled alike for each test, which takes a fraction of the time of creating one."""
    shared.reset()
    return shared


@pytest.fixture(params=["fake", "s3"])
def objects(request: pytest.FixtureRequest, clock: Clock) -> Objects:
    """Return the object store of each backend, likewise."""
    return ObjectsInMemory(clock) if request.param == "fake" else ObjectsOnS3(request.getfixturevalue("s3"), clock)


@pytest.fixture(params=["fake", "dynamodb"])
def connections(request: pytest.FixtureRequest) -> ConnectionStore:
    """Return the connection store of each backend, likewise."""
    if request.param == "fake":
        return FakeConnections()
    return DynamoConnections(Table(request.getfixturevalue("dynamodb"), TABLE))


@pytest.fixture
def cloud(dynamodb: DynamoDBClient, s3: S3Client) -> Cloud:
    """Return the stores that the app uses."""
    return OnDynamoDB(dynamodb, Clock()), ObjectsOnS3(s3, Clock())


@pytest.fixture
def ann(cloud: Cloud) -> Api:
    """Return the app as Ann uses it."""
    assert cloud
    return _api(ANN)


@pytest.fixture
def bob(cloud: Cloud) -> Api:
    """Return the app as Bob uses it."""
    assert cloud
    return _api(BOB)


def _api(owner: str) -> Api:
    # Importing the app reads the environment, which has to be set before, as it is above.
    from tests.support.api_client import Api

    return Api(owner)
