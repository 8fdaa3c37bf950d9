"""botocore clients, without boto3's resource layer: created on first use, with timeouts that leave room for retries.

They are lean, see `lean_botocore`, unless `use_full_botocore` was called.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from botocore.config import Config
from botocore.credentials import ReadOnlyCredentials
from botocore.exceptions import NoCredentialsError
from botocore.session import Session, get_session

from .lean_botocore import lean_session

if TYPE_CHECKING:
    from types_boto3_apigatewaymanagementapi import ApiGatewayManagementApiClient
    from types_boto3_cognito_idp import CognitoIdentityProviderClient
    from types_boto3_dynamodb import DynamoDBClient
    from types_boto3_s3 import S3Client
    from types_boto3_sns import SNSClient
    from types_boto3_sqs import SQSClient

# DynamoDB answers in milliseconds: three slow attempts fit into the API's 20 seconds.
_DYNAMODB = Config(connect_timeout=1, read_timeout=3, retries={"mode": "standard", "total_max_attempts": 3})
# A copy of 100 MiB within S3 takes some seconds before the first byte of the response.
_S3 = Config(
    connect_timeout=2,
    read_timeout=20,
    retries={"mode": "standard", "total_max_attempts": 3},
    signature_version="s3v4",
    # Without it, presigned URLs name S3's global host, which redirects to the region of a new bucket, and PUTs fail.
    s3={"addressing_style": "virtual", "us_east_1_regional_endpoint": "regional"},
)
# A user pool answers at most thirty list requests a second, for the whole AWS account together.
_COGNITO = Config(connect_timeout=2, read_timeout=10, retries={"mode": "standard", "total_max_attempts": 5})

# API Gateway accepts a message or reports at once that the client is gone; many connections wait for one that stalls.
_SOCKETS = Config(
    connect_timeout=1, read_timeout=2, retries={"mode": "standard", "total_max_attempts": 2}, max_pool_connections=10
)
# A request that gets no response is retried by the stream, with the whole record.
_MESSAGES = Config(connect_timeout=1, read_timeout=3, retries={"mode": "standard", "total_max_attempts": 2})


def dynamodb() -> DynamoDBClient:
    """Return the DynamoDB client, for the table."""
    client: DynamoDBClient = _client("dynamodb", _DYNAMODB)
    return client


def s3() -> S3Client:
    """Return the S3 client, for the bucket."""
    client: S3Client = _client("s3", _S3)
    return client


def user_pool() -> CognitoIdentityProviderClient:
    """Return the Cognito client, for the user pool."""
    client: CognitoIdentityProviderClient = _client("cognito-idp", _COGNITO)
    return client


def sockets(websocket_url: str) -> ApiGatewayManagementApiClient:
    """Return the client for the connections that are open at this WebSocket URL."""
    endpoint = websocket_url.replace("ws", "http", 1)
    client: ApiGatewayManagementApiClient = _client("apigatewaymanagementapi", _SOCKETS, endpoint)
    return client


def sns() -> SNSClient:
    """Return the SNS client, for the topic of integration events."""
    client: SNSClient = _client("sns", _MESSAGES)
    return client


def sqs() -> SQSClient:
    """Return the SQS client, for the dead-letter queue."""
    client: SQSClient = _client("sqs", _MESSAGES)
    return client


def credentials() -> ReadOnlyCredentials:
    """Return the credentials as they are now, for signing without a client. Raises `NoCredentialsError`."""
    found = _session("dynamodb").get_credentials()
    if found is None:
        raise NoCredentialsError
    return found.get_frozen_credentials()


def region() -> str:
    """Return the region of the functions."""
    return str(_session("dynamodb").get_config_variable("region"))


def reset() -> None:
    """Discard all clients, so that the next ones read the environment as it is then."""
    _client.cache_clear()
    _session.cache_clear()


def use_full_botocore() -> None:
    """Create clients of botocore's own sessions from now on, to compare them with the lean ones."""
    global _new_session  # once a process, before it creates any
    _new_session = _full_session
    reset()


def create(service: str, config: Config, endpoint_url: str | None = None) -> Any:
    """Create a client, which takes time."""
    return _session(service).create_client(service, config=config, endpoint_url=endpoint_url)


@cache
def _session(service: str) -> Session:
    return _new_session(service)


def _full_session(_: str) -> Session:
    return get_session()


_new_session: Callable[[str], Session] = lean_session
_client = cache(create)
