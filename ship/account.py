"""Clients for one AWS account: the embedded one, or a real one."""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config

if TYPE_CHECKING:
    from types_boto3_cloudformation import CloudFormationClient
    from types_boto3_cloudfront import CloudFrontClient
    from types_boto3_cognito_idp import CognitoIdentityProviderClient
    from types_boto3_dynamodb import DynamoDBClient
    from types_boto3_dynamodbstreams import DynamoDBStreamsClient
    from types_boto3_lambda import LambdaClient
    from types_boto3_s3 import S3Client
    from types_boto3_sqs import SQSClient
    from types_boto3_sts import STSClient

EMBEDDED_REGION = "us-east-1"


class Account:
    """An AWS account as seen by a session; `endpoint_url` is the embedded cloud's address, or None for AWS itself."""

    def __init__(self, session: boto3.Session, endpoint_url: str | None = None) -> None:
        self.session = session
        self.endpoint_url = endpoint_url

    @classmethod
    def embedded(cls, endpoint_url: str) -> Account:
        """Return the embedded cloud's account as its root user, which in ministack has the access key `test`."""
        return cls(boto3.Session("test", "test", region_name=EMBEDDED_REGION), endpoint_url)

    @classmethod
    def from_environment(cls) -> Account:
        """Return the account named by AWS's own variables and profiles, or the embedded one at AWS_ENDPOINT_URL.

        Raises `SystemExit` if there is no region or there are no credentials.
        """
        if endpoint_url := os.environ.get("AWS_ENDPOINT_URL"):
            return cls.embedded(endpoint_url)
        session = boto3.Session()
        if not session.region_name:
            raise SystemExit("No AWS region is set. Set AWS_DEFAULT_REGION, or run `aws configure`.")
        if not session.get_credentials():
            raise SystemExit("No AWS credentials were found. Set AWS_PROFILE, or run `aws configure`.")
        return cls(session)

    @property
    def region(self) -> str:
        """The AWS region of all resources."""
        return str(self.session.region_name)

    @property
    def poll_seconds(self) -> float:
        """The pause between two status requests, in seconds; AWS limits their rate."""
        return 0.2 if self.endpoint_url else 3

    @cached_property
    def number(self) -> str:
        """The account id, twelve digits."""
        sts: STSClient = self.session.client("sts", endpoint_url=self.endpoint_url)
        return sts.get_caller_identity()["Account"]

    @cached_property
    def cloudformation(self) -> CloudFormationClient:
        """The CloudFormation client."""
        return self.session.client("cloudformation", endpoint_url=self.endpoint_url)

    @cached_property
    def cloudfront(self) -> CloudFrontClient:
        """The CloudFront client."""
        return self.session.client("cloudfront", endpoint_url=self.endpoint_url)

    @cached_property
    def dynamodb(self) -> DynamoDBClient:
        """The DynamoDB client."""
        return self.session.client("dynamodb", endpoint_url=self.endpoint_url)

    @cached_property
    def apigateway(self) -> Any:  # Type stubs for a single request are not worth a package.
        """The API Gateway client."""
        return self.session.client("apigateway", endpoint_url=self.endpoint_url)

    @cached_property
    def s3(self) -> S3Client:
        """The S3 client, which reaches only buckets of this account: others may take a predictable name."""
        client: S3Client = self.session.client("s3", endpoint_url=self.endpoint_url)
        client.meta.events.register("before-parameter-build.s3", self._expect_own_bucket)
        return client

    def _expect_own_bucket(self, params: dict[str, Any], model: Any, **_: Any) -> None:
        if "ExpectedBucketOwner" in model.input_shape.members:
            params["ExpectedBucketOwner"] = self.number

    @cached_property
    def cognito(self) -> CognitoIdentityProviderClient:
        """The client for Cognito user pools."""
        return self.session.client("cognito-idp", endpoint_url=self.endpoint_url)

    @cached_property
    def dynamodbstreams(self) -> DynamoDBStreamsClient:
        """The client for DynamoDB streams."""
        return self.session.client("dynamodbstreams", endpoint_url=self.endpoint_url)

    @cached_property
    def lambda_(self) -> LambdaClient:
        """The Lambda client; a synchronous invocation may take longer than botocore's default read timeout."""
        return self.session.client("lambda", endpoint_url=self.endpoint_url, config=Config(read_timeout=120))

    @cached_property
    def sqs(self) -> SQSClient:
        """The SQS client."""
        return self.session.client("sqs", endpoint_url=self.endpoint_url)
