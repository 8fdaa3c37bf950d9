"""botocore's clients, as boto3 makes them, less boto3's resource layer: made late, and patient within a request."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from botocore.config import Config
from botocore.session import get_session

if TYPE_CHECKING:
    from types_boto3_apigatewaymanagementapi import ApiGatewayManagementApiClient
    from types_boto3_cognito_idp import CognitoIdentityProviderClient
    from types_boto3_dynamodb import DynamoDBClient
    from types_boto3_s3 import S3Client
    from types_boto3_sns import SNSClient
    from types_boto3_sqs import SQSClient

# DynamoDB answers in milliseconds: three slow tries fit into the 20 seconds that the API has.
_DYNAMODB = Config(connect_timeout=1, read_timeout=3, retries={"mode": "standard", "total_max_attempts": 3})
# A copy of 100 MiB within S3 takes some seconds before the first byte of its answer.
_S3 = Config(
    connect_timeout=2,
    read_timeout=20,
    retries={"mode": "standard", "total_max_attempts": 3},
    signature_version="s3v4",
    # Without it, presigned URLs name S3's global host, which redirects to the region of a new bucket, and PUTs fail.
    s3={"addressing_style": "virtual", "us_east_1_regional_endpoint": "regional"},
)
# Thirty lists a second is all that a user pool gives, to everyone in the account together.
_COGNITO = Config(connect_timeout=2, read_timeout=10, retries={"mode": "standard", "total_max_attempts": 5})

# API Gateway takes a message or says at once that nobody is there; many wait for the one that it does not answer.
_SOCKETS = Config(
    connect_timeout=1, read_timeout=2, retries={"mode": "standard", "total_max_attempts": 2}, max_pool_connections=10
)
# One that does not answer is tried again with the whole record, by the stream.
_MESSAGES = Config(connect_timeout=1, read_timeout=3, retries={"mode": "standard", "total_max_attempts": 2})


def dynamodb() -> DynamoDBClient:
    """The table's client."""
    client: DynamoDBClient = _client("dynamodb", _DYNAMODB)
    return client


def s3() -> S3Client:
    """The bucket's client."""
    client: S3Client = _client("s3", _S3)
    return client


def user_pool() -> CognitoIdentityProviderClient:
    """The user pool's client."""
    client: CognitoIdentityProviderClient = _client("cognito-idp", _COGNITO)
    return client


def sockets(websocket_url: str) -> ApiGatewayManagementApiClient:
    """The client of the connections that people have open at that address."""
    endpoint = websocket_url.replace("ws", "http", 1)
    client: ApiGatewayManagementApiClient = _client("apigatewaymanagementapi", _SOCKETS, endpoint)
    return client


def sns() -> SNSClient:
    """The client of the topic that tells of changes."""
    client: SNSClient = _client("sns", _MESSAGES)
    return client


def sqs() -> SQSClient:
    """The client of the queue for what failed for good."""
    client: SQSClient = _client("sqs", _MESSAGES)
    return client


@cache
def _client(service: str, config: Config, endpoint_url: str | None = None) -> Any:
    return get_session().create_client(service, config=config, endpoint_url=endpoint_url)
