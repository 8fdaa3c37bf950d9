"""The bucket for packages, whose name anyone can predict."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import boto3
import pytest
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from moto import mock_aws

from ship.account import Account
from ship.cloudformation import package_bucket
from ship.cloudformation.stacks import NotDeployed
from ship.package import Resources

NUMBER = "123456789012"
NAME = f"skynotes-artifacts-{NUMBER}-eu-central-1"
RESOURCES = Resources({"Resources": {}})


Policies = list[Any]


@pytest.fixture
def policies() -> Policies:
    """Return the policies of buckets that a test has sent."""
    return []


@pytest.fixture
def account(policies: Policies) -> Iterator[Account]:
    """Return an account whose policies of buckets are only recorded: moto would apply them without their conditions."""

    def record(params: dict[str, Any], **_: Any) -> None:
        policies.append(json.loads(params["Policy"]))
        params["Policy"] = json.dumps({"Version": "2012-10-17", "Statement": []})

    with mock_aws():
        made = Account(boto3.Session("test", "test", region_name="eu-central-1"))
        made.s3.meta.events.register("before-parameter-build.s3.PutBucketPolicy", record)
        yield made


def test_it_is_private_encrypted_and_versioned(account: Account) -> None:
    package_bucket.upload(account, RESOURCES)
    assert account.s3.get_bucket_versioning(Bucket=NAME)["Status"] == "Enabled"
    assert set(account.s3.get_public_access_block(Bucket=NAME)["PublicAccessBlockConfiguration"].values()) == {True}
    rules = account.s3.get_bucket_encryption(Bucket=NAME)["ServerSideEncryptionConfiguration"]["Rules"]
    assert rules[0]["ApplyServerSideEncryptionByDefault"]["SSEAlgorithm"] == "AES256"


def test_nothing_reaches_it_without_tls(account: Account, policies: Policies) -> None:
    package_bucket.upload(account, RESOURCES)
    (statement,) = policies[0]["Statement"]
    assert (statement["Effect"], statement["Condition"]) == ("Deny", {"Bool": {"aws:SecureTransport": "false"}})
    assert statement["Resource"] == [f"arn:aws:s3:::{NAME}", f"arn:aws:s3:::{NAME}/*"]


def test_one_that_an_earlier_version_made_becomes_so(account: Account) -> None:
    location: Any = {"LocationConstraint": "eu-central-1"}
    account.s3.create_bucket(Bucket=NAME, CreateBucketConfiguration=location)
    package_bucket.upload(account, RESOURCES)
    assert account.s3.get_bucket_versioning(Bucket=NAME)["Status"] == "Enabled"


def test_a_bucket_of_somebody_else_is_refused_before_anything_is_sent(account: Account) -> None:
    account.s3.meta.events.register_first("before-send.s3.HeadBucket", refuse)
    with pytest.raises(NotDeployed, match=f"{NAME}.*another account"):
        package_bucket.upload(account, RESOURCES)


def test_every_request_names_the_owner_that_the_bucket_must_have(account: Account) -> None:
    sent: list[AWSPreparedRequest] = []
    account.s3.meta.events.register_first("before-send.s3", lambda request, **_: sent.append(request))
    package_bucket.upload(account, RESOURCES)
    account.s3.list_objects_v2(Bucket=NAME)
    owners: list[Any] = [request.headers.get("x-amz-expected-bucket-owner") for request in sent]
    # Only the creation of the bucket cannot name one.
    assert owners.count(None) == 1
    assert {owner for owner in owners if owner} == {NUMBER.encode()}


def refuse(request: AWSPreparedRequest, **_: Any) -> Any:
    """Answer as S3 does when the bucket has another owner than the one named."""
    return AWSResponse(request.url, 403, {}, Body())  # type: ignore[arg-type] # any mapping works


class Body(BytesIO):
    """An empty body, as botocore reads it."""

    def stream(self, **_: Any) -> Iterator[bytes]:
        yield self.read()
