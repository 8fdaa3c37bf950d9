"""The bucket that CloudFormation reads packages from: one per account and region, for all stages."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from botocore.exceptions import ClientError

from ..account import Account
from ..package import Package, Resources
from .stacks import NotDeployed


def upload(account: Account, package: Resources) -> str:
    """Upload the package's code, if it has any, and its template under their hashes; return the template's address.

    Nothing is removed from the bucket: CloudFormation needs the previous version's code when it rolls back.
    """
    bucket = _bucket(account)
    body = json.dumps(_with_code(account, bucket, package), sort_keys=True)
    return _address(account, bucket, _put(account, bucket, body.encode(), ".json"))


def _bucket(account: Account) -> str:
    name = f"skynotes-artifacts-{account.number}-{account.region}"
    try:
        account.s3.head_bucket(Bucket=name)
    except ClientError as refused:
        code = refused.response.get("Error", {}).get("Code")
        if code == "403":
            # S3 answers the same in both cases.
            raise NotDeployed(
                f"The bucket {name}, needed for packages, belongs to another account, or these credentials may not "
                "read it."
            ) from refused
        if code != "404":
            raise
        # us-east-1 is the one region that S3 does not accept as a location constraint.
        elsewhere: Any = {"CreateBucketConfiguration": {"LocationConstraint": account.region}}
        account.s3.create_bucket(Bucket=name, **({} if account.region == "us-east-1" else elsewhere))
    _protect(account, name)
    return name


def _protect(account: Account, name: str) -> None:
    """Make the bucket private, encrypted, versioned and reachable by TLS only; also one of an earlier version."""
    encryption: Any = {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}
    account.s3.put_bucket_encryption(Bucket=name, ServerSideEncryptionConfiguration={"Rules": [encryption]})
    account.s3.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
    if not account.endpoint_url:
        # The embedded cloud has no TLS.
        account.s3.put_bucket_policy(Bucket=name, Policy=json.dumps(_tls_only(name)))
    account.s3.put_public_access_block(
        Bucket=name,
        PublicAccessBlockConfiguration={
            "BlockPublicAcls": True,
            "BlockPublicPolicy": True,
            "IgnorePublicAcls": True,
            "RestrictPublicBuckets": True,
        },
    )


def _tls_only(bucket: str) -> dict[str, Any]:
    statement = {
        "Sid": "TlsOnly",
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": [f"arn:aws:s3:::{bucket}", f"arn:aws:s3:::{bucket}/*"],
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }
    return {"Version": "2012-10-17", "Statement": [statement]}


def _put(account: Account, bucket: str, body: bytes, suffix: str) -> str:
    """Upload under the content's hash: CloudFormation updates a function's code only when its key changes."""
    key = hashlib.sha256(body).hexdigest() + suffix
    try:
        account.s3.head_object(Bucket=bucket, Key=key)
    except ClientError:
        account.s3.put_object(Bucket=bucket, Key=key, Body=body)
    return key


def _address(account: Account, bucket: str, key: str) -> str:
    if account.endpoint_url:
        return f"{account.endpoint_url}/{bucket}/{key}"
    return f"https://{bucket}.s3.{account.region}.amazonaws.com/{key}"


def _with_code(account: Account, bucket: str, package: Resources) -> dict[str, Any]:
    template = package.template
    if not isinstance(package, Package):
        return template
    uri = f"s3://{bucket}/{_put(account, bucket, package.archive.read_bytes(), '.zip')}"
    resources = {
        name: _with_code_uri(resource, uri) if resource["Type"] == "AWS::Serverless::Function" else resource
        for name, resource in template["Resources"].items()
    }
    return {**template, "Resources": resources}


def _with_code_uri(function: dict[str, Any], uri: str) -> dict[str, Any]:
    return {**function, "Properties": {**function["Properties"], "CodeUri": uri}}
