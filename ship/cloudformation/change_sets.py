"""Deployment of a stack by a change set, which is shown before it is executed."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from ..account import Account
from ..package import Resources
from . import package_bucket, stacks
from .stacks import NotDeployed, Say

if TYPE_CHECKING:
    from types_boto3_cloudformation.literals import ChangeSetTypeType
    from types_boto3_cloudformation.type_defs import ParameterTypeDef

_NOTHING_TO_DO = ("didn't contain changes", "No updates are to be performed")
_HOLD_DATA = ("AWS::DynamoDB::Table", "AWS::S3::Bucket", "AWS::Cognito::UserPool")
_MARKS = {"Add": "+", "Modify": "~", "Remove": "-"}


def deploy(
    account: Account, stack_name: str, package: Resources, parameters: Mapping[str, str], say: Say = lambda text: None
) -> None:
    """Create or update the stack; do nothing when it is up to date.

    A parameter that is not passed keeps the value that was once set for it, or else follows the template's default.
    Raises `NotDeployed`, with the resource and the reason; the previous version goes on running.
    """
    if stacks.status(account, stack_name) in stacks.FAILED_CREATIONS:
        stacks.delete(account, stack_name, say)
    url = package_bucket.upload(account, package)
    given = _parameters(account, stack_name, package.template.get("Parameters", {}), parameters)
    change_set = _change_set(account, stack_name, url, given)
    if change_set:
        _show(account, stack_name, change_set, say)
        _execute(account, stack_name, change_set, say)
    else:
        say("    no changes")


def _parameters(
    account: Account, stack_name: str, declared: Mapping[str, Any], given: Mapping[str, str]
) -> list[ParameterTypeDef]:
    if unknown := given.keys() - declared.keys():
        raise NotDeployed(
            f"Unknown parameter: {', '.join(sorted(unknown))}. The parameters are: {', '.join(sorted(declared))}."
        )
    kept = [name for name in _chosen(account, stack_name) if name in declared and name not in given]
    values: list[ParameterTypeDef] = [{"ParameterKey": name, "ParameterValue": given[name]} for name in given]
    return values + [{"ParameterKey": name, "UsePreviousValue": True} for name in kept]


def _chosen(account: Account, stack_name: str) -> list[str]:
    """Return the parameters whose values differ from the defaults of the stack's current template."""
    stack = stacks.find(account, stack_name)
    if not stack or stack["StackStatus"] == "REVIEW_IN_PROGRESS":
        return []
    summary = account.cloudformation.get_template_summary(StackName=stack_name)
    defaults = {one["ParameterKey"]: one.get("DefaultValue") for one in summary["Parameters"]}
    current = {one["ParameterKey"]: one.get("ParameterValue") for one in stack.get("Parameters", [])}
    return [name for name, value in current.items() if value != defaults.get(name)]


def _change_set(account: Account, stack_name: str, url: str, parameters: list[ParameterTypeDef]) -> str | None:
    """Create a change set, and return its name when it is ready, or None when there is nothing to change."""
    name = f"deploy-{time.time_ns()}"
    try:
        account.cloudformation.create_change_set(
            StackName=stack_name,
            ChangeSetName=name,
            ChangeSetType=_change_set_type(account, stack_name),
            TemplateURL=url,
            Parameters=parameters,
            Capabilities=["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"],
        )
    except ClientError as refused:
        if refused.response.get("Error", {}).get("Code") != "ValidationError":
            raise
        raise NotDeployed(f"CloudFormation refused the template: {refused}") from refused
    return name if _ready(account, stack_name, name) else None


def _change_set_type(account: Account, stack_name: str) -> ChangeSetTypeType:
    return "CREATE" if stacks.status(account, stack_name) in ("gone", "REVIEW_IN_PROGRESS") else "UPDATE"


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
        time.sleep(account.poll_seconds)


def _show(account: Account, stack_name: str, change_set: str, say: Say) -> None:
    """Report the changes; raise `NotDeployed` if one would remove or replace a resource that holds data."""
    pages = account.cloudformation.get_paginator("describe_change_set").paginate(
        StackName=stack_name, ChangeSetName=change_set
    )
    changes: list[Any] = [change["ResourceChange"] for page in pages for change in page["Changes"]]
    for change in changes:
        replaced = " (replaced)" if change.get("Replacement") == "True" else ""
        say(f"    {_MARKS[change['Action']]} {change['LogicalResourceId']:40}{change['ResourceType']}{replaced}")
    if lost := [change["LogicalResourceId"] for change in changes if _loses_data(change)]:
        account.cloudformation.delete_change_set(StackName=stack_name, ChangeSetName=change_set)
        raise NotDeployed(f"This would remove or replace {' and '.join(lost)}, with all data. Nothing was changed.")


def _loses_data(change: Any) -> bool:
    gone = change["Action"] == "Remove" or change.get("Replacement") == "True"
    return gone and change["ResourceType"] in _HOLD_DATA


def _execute(account: Account, stack_name: str, change_set: str, say: Say) -> None:
    since = {event["EventId"] for event in stacks.events(account, stack_name)}
    known = set(since)
    account.cloudformation.execute_change_set(
        StackName=stack_name,
        ChangeSetName=change_set,
        # Resources of a failed first deployment hold no data yet, and their names would block the next one.
        RetainExceptOnCreate=True,
    )
    stack = stacks.find(account, stack_name)
    last = stacks.follow(account, stack["StackId"] if stack else stack_name, since, say)
    if last not in ("CREATE_COMPLETE", "UPDATE_COMPLETE"):
        raise NotDeployed(f"Deployment failed; the stack is {last}.\n{stacks.failures(account, stack_name, known)}")
