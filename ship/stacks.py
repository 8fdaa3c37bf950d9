"""A package onto a CloudFormation stack, by change set: the embedded cloud's or AWS's own."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from .account import Account
from .package import Package

if TYPE_CHECKING:
    from types_boto3_cloudformation.literals import ChangeSetTypeType
    from types_boto3_cloudformation.type_defs import StackTypeDef

POLL_SECONDS = 0.2
_NOTHING_TO_DO = ("didn't contain changes", "No updates are to be performed")


class NotDeployed(Exception):
    """CloudFormation refused the template, or a resource failed."""


def deploy(account: Account, stack_name: str, package: Package, parameters: Mapping[str, str] | None = None) -> None:
    """Make the stack, or bring it up to date; does nothing when it is."""
    _clear_away_a_failed_start(account, stack_name)
    bucket = _artifact_bucket(account)
    code = _upload(account, bucket, package.archive.read_bytes(), ".zip")
    body = json.dumps(_with_code(package.template, f"s3://{bucket}/{code}"), sort_keys=True)
    template = _upload(account, bucket, body.encode(), ".json")
    change_set = _change_set(account, stack_name, _address(account, bucket, template), parameters or {})
    if change_set:
        _execute(account, stack_name, change_set)


def outputs(account: Account, stack_name: str) -> dict[str, str]:
    """What the stack says of itself."""
    stack = _stack(account, stack_name)
    return {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]} if stack else {}


def _clear_away_a_failed_start(account: Account, stack_name: str) -> None:
    """A stack whose first deployment failed takes no other; it has to go before the next attempt."""
    if _status(account, stack_name) == "ROLLBACK_COMPLETE":
        account.cloudformation.delete_stack(StackName=stack_name)
        account.cloudformation.get_waiter("stack_delete_complete").wait(
            StackName=stack_name, WaiterConfig={"Delay": 1, "MaxAttempts": 600}
        )


def _artifact_bucket(account: Account) -> str:
    name = f"skynotes-artifacts-{account.number}-{account.region}"
    try:
        account.s3.head_bucket(Bucket=name)
    except ClientError as missing:
        if missing.response.get("Error", {}).get("Code") != "404":
            raise
        _make_bucket(account, name)
    return name


def _make_bucket(account: Account, name: str) -> None:
    # S3's oldest region is the one that may not be named.
    elsewhere: Any = {"CreateBucketConfiguration": {"LocationConstraint": account.region}}
    account.s3.create_bucket(Bucket=name, **({} if account.region == "us-east-1" else elsewhere))


def _upload(account: Account, bucket: str, body: bytes, suffix: str) -> str:
    """Under its hash: CloudFormation takes a function's code for new only when its key is."""
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


def _with_code(template: dict[str, Any], uri: str) -> dict[str, Any]:
    resources = {
        name: _with_code_uri(resource, uri) if resource["Type"] == "AWS::Serverless::Function" else resource
        for name, resource in template["Resources"].items()
    }
    return {**template, "Resources": resources}


def _with_code_uri(function: dict[str, Any], uri: str) -> dict[str, Any]:
    return {**function, "Properties": {**function["Properties"], "CodeUri": uri}}


def _change_set(account: Account, stack_name: str, url: str, parameters: Mapping[str, str]) -> str | None:
    """The ready change set's name, or None when there is nothing to change."""
    name = f"deploy-{time.time_ns()}"
    try:
        account.cloudformation.create_change_set(
            StackName=stack_name,
            ChangeSetName=name,
            ChangeSetType=_change_set_type(account, stack_name),
            TemplateURL=url,
            Parameters=[{"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()],
            Capabilities=["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"],
        )
    except ClientError as refused:
        raise NotDeployed(f"CloudFormation refused the template: {refused}") from refused
    return name if _ready(account, stack_name, name) else None


def _change_set_type(account: Account, stack_name: str) -> ChangeSetTypeType:
    stack = _stack(account, stack_name)
    return "UPDATE" if stack and stack["StackStatus"] != "REVIEW_IN_PROGRESS" else "CREATE"


def _ready(account: Account, stack_name: str, change_set: str) -> bool:
    while True:
        answer = account.cloudformation.describe_change_set(StackName=stack_name, ChangeSetName=change_set)
        reason = answer.get("StatusReason", "")
        if answer["Status"] == "CREATE_COMPLETE":
            return True
        if answer["Status"] == "FAILED":
            account.cloudformation.delete_change_set(StackName=stack_name, ChangeSetName=change_set)
            if any(nothing in reason for nothing in _NOTHING_TO_DO):
                return False
            raise NotDeployed(f"CloudFormation refused the template: {reason}")
        time.sleep(POLL_SECONDS)


def _execute(account: Account, stack_name: str, change_set: str) -> None:
    since = {event["EventId"] for event in _events(account, stack_name)}
    account.cloudformation.execute_change_set(StackName=stack_name, ChangeSetName=change_set)
    while (status := _status(account, stack_name)).endswith("_IN_PROGRESS"):
        time.sleep(POLL_SECONDS)
    if status not in ("CREATE_COMPLETE", "UPDATE_COMPLETE"):
        raise NotDeployed(f"The stack is {status}.\n{_failures(account, stack_name, since)}")


def _status(account: Account, stack_name: str) -> str:
    stack = _stack(account, stack_name)
    return stack["StackStatus"] if stack else "gone"


def _stack(account: Account, stack_name: str) -> StackTypeDef | None:
    try:
        return account.cloudformation.describe_stacks(StackName=stack_name)["Stacks"][0]
    except ClientError as missing:
        if "does not exist" in str(missing):
            return None
        raise


def _events(account: Account, stack_name: str) -> list[Any]:
    pages = account.cloudformation.get_paginator("describe_stack_events").paginate(StackName=stack_name)
    return [event for page in pages for event in page["StackEvents"]]


def _failures(account: Account, stack_name: str, before: set[str]) -> str:
    """The resources that failed and why, the first one first: the others are usually cancelled because of it."""
    return "\n".join(
        f"{event['LogicalResourceId']} ({event['ResourceType']}): {event.get('ResourceStatusReason', 'no reason')}"
        for event in reversed(_events(account, stack_name))
        if event["EventId"] not in before and event.get("ResourceStatus", "").endswith("_FAILED")
    )
