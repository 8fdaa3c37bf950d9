"""Clients for one AWS account: the embedded one, or a real one."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import boto3

from .cloud import REGION

if TYPE_CHECKING:
    from types_boto3_cloudformation import CloudFormationClient
    from types_boto3_dynamodb import DynamoDBClient
    from types_boto3_s3 import S3Client
    from types_boto3_sts import STSClient


class Account:
    """An account as a session sees it; `endpoint_url` is where to find it when it is not AWS's own."""

    def __init__(self, session: boto3.Session, endpoint_url: str | None = None) -> None:
        self.session = session
        self.endpoint_url = endpoint_url

    @classmethod
    def embedded(cls, endpoint_url: str) -> Account:
        """The embedded cloud's account, as its root: `test` is the key that ministack takes for it."""
        return cls(boto3.Session("test", "test", region_name=REGION), endpoint_url)

    @property
    def region(self) -> str:
        """The region that everything is made in."""
        return str(self.session.region_name)

    @cached_property
    def number(self) -> str:
        """The account's twelve digits."""
        sts: STSClient = self.session.client("sts", endpoint_url=self.endpoint_url)
        return sts.get_caller_identity()["Account"]

    @cached_property
    def cloudformation(self) -> CloudFormationClient:
        """CloudFormation."""
        return self.session.client("cloudformation", endpoint_url=self.endpoint_url)

    @cached_property
    def dynamodb(self) -> DynamoDBClient:
        """DynamoDB."""
        return self.session.client("dynamodb", endpoint_url=self.endpoint_url)

    @cached_property
    def s3(self) -> S3Client:
        """S3."""
        return self.session.client("s3", endpoint_url=self.endpoint_url)
