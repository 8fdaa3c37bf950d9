"""Checks that the embedded cloud refuses what it must; without them, other refusals in the tests prove nothing."""

from __future__ import annotations

import json

import boto3
import pytest
import requests
from botocore.config import Config
from botocore.exceptions import ClientError

from local.people import join, sign_in
from local.stack import Stack
from ship.account import Account


def sing(stack: Stack) -> None:
    """Raise if the embedded cloud allows what AWS refuses."""
    refuses_a_tampered_presigned_url(stack)
    refuses_a_wrong_password(stack)
    refuses_what_a_policy_does_not_allow(stack)


def refuses_a_tampered_presigned_url(stack: Stack) -> None:
    """Check that a presigned URL with a changed key is refused."""
    owner = Account.embedded(stack.endpoint_url).session
    s3 = owner.client("s3", endpoint_url=stack.endpoint_url, config=Config(signature_version="s3v4"))
    url = s3.generate_presigned_url("put_object", {"Bucket": stack.media_bucket, "Key": "canary/signed"})
    assert requests.put(url.replace("signed", "forged"), data=b"", timeout=10).status_code == 403
    assert requests.put(url, data=b"", timeout=10).status_code == 200


def refuses_a_wrong_password(stack: Stack) -> None:
    """Check that sign-in verifies the password."""
    join(stack, "canary@skynotes.example", "the right password")
    with pytest.raises(ClientError, match="NotAuthorizedException"):
        sign_in(stack, "canary@skynotes.example", "a wrong password")
    assert sign_in(stack, "canary@skynotes.example", "the right password")


def refuses_what_a_policy_does_not_allow(stack: Stack) -> None:
    """Check that IAM policies are enforced: a user who may only read one prefix can do that, and nothing else."""
    owner = boto3.Session("test", "test", region_name=stack.region)
    iam = owner.client("iam", endpoint_url=stack.endpoint_url)
    iam.create_user(UserName="canary")
    allowed = f"arn:aws:s3:::{stack.media_bucket}/canary/*"
    statement = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": allowed}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    iam.put_user_policy(UserName="canary", PolicyName="read", PolicyDocument=policy)
    key = iam.create_access_key(UserName="canary")["AccessKey"]
    session = boto3.Session(key["AccessKeyId"], key["SecretAccessKey"], region_name=stack.region)
    s3 = session.client("s3", endpoint_url=stack.endpoint_url)
    assert s3.get_object(Bucket=stack.media_bucket, Key="canary/signed")["ContentLength"] == 0
    with pytest.raises(ClientError, match="AccessDenied"):
        s3.put_object(Bucket=stack.media_bucket, Key="canary/signed", Body=b"")
