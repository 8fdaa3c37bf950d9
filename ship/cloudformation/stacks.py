"""CloudFormation stacks: their state, their events and their deletion."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from ..account import Account
from ..operator_errors import Problem

if TYPE_CHECKING:
    from types_boto3_cloudformation.type_defs import StackTypeDef

Say = Callable[[str], None]
# A stack in one of these states accepts no further deployment and must be deleted first.
FAILED_CREATIONS = ("CREATE_FAILED", "ROLLBACK_COMPLETE", "ROLLBACK_FAILED")


class NotDeployed(Problem):
    """A template that CloudFormation refused, or a resource that failed."""


def stack_name(stage: str) -> str:
    """Return the name of the stage's stack."""
    return f"skynotes-{stage}"


def find(account: Account, stack_name: str) -> StackTypeDef | None:
    """Return the stack, or None."""
    try:
        return account.cloudformation.describe_stacks(StackName=stack_name)["Stacks"][0]
    except ClientError as missing:
        if "does not exist" in str(missing):
            return None
        raise


def status(account: Account, stack_name: str) -> str:
    """Return the stack's status in CloudFormation's terms, or `gone`."""
    stack = find(account, stack_name)
    return stack["StackStatus"] if stack else "gone"


def is_there(account: Account, stack_name: str) -> bool:
    """Return whether the stack exists, and neither its creation failed nor was it only reviewed."""
    return status(account, stack_name) not in ("gone", "REVIEW_IN_PROGRESS", *FAILED_CREATIONS)


def outputs(account: Account, stack_name: str) -> dict[str, str]:
    """Return the stack's outputs, or an empty dict if there is no stack."""
    stack = find(account, stack_name)
    return {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])} if stack else {}


def parameters(account: Account, stack_name: str) -> dict[str, str]:
    """Return the stack's parameters, or an empty dict if there is no stack."""
    stack = find(account, stack_name)
    given = stack.get("Parameters", []) if stack else []
    return {one["ParameterKey"]: one.get("ParameterValue", "") for one in given}


def events(account: Account, stack_name: str) -> list[Any]:
    """Return all events of the stack, latest first."""
    pages = account.cloudformation.get_paginator("describe_stack_events").paginate(StackName=stack_name)
    return [event for page in pages for event in page["StackEvents"]]


def follow(account: Account, stack_id: str, since: set[str], say: Say) -> str:
    """Report each resource's events until the stack is done; return the stack's last status.

    `since` are the ids of events that are known already. Events decide when the stack is done, because its status lags
    behind them. The stack is named by its id, because a deleted stack cannot be found by its name.
    """
    while True:
        for event in reversed(events(account, stack_id)):
            if event["EventId"] not in since:
                since.add(event["EventId"])
                _tell(event, say)
                if _of_the_stack(event) and not event["ResourceStatus"].endswith("_IN_PROGRESS"):
                    return str(event["ResourceStatus"])
        time.sleep(account.poll_seconds)


def failures(account: Account, stack_name: str, before: set[str]) -> str:
    """Return the failed resources and the reasons, first failure first: the others are usually cancelled because of it.

    Errors that CloudFormation found by validation, before it began, are in a list of their own.
    """
    failed = [
        f"{event['LogicalResourceId']} ({event['ResourceType']}): {event.get('ResourceStatusReason', 'no reason')}"
        for event in reversed(events(account, stack_name))
        if event["EventId"] not in before and event.get("ResourceStatus", "").endswith("_FAILED")
    ]
    return "\n".join(failed + (_invalid(account, stack_name) if "DescribeEvents" in "".join(failed) else []))


def _invalid(account: Account, stack_name: str) -> list[str]:
    found = account.cloudformation.describe_events(StackName=stack_name, Filters={"FailedEvents": True})
    errors = [event for event in found["OperationEvents"] if event.get("EventType") == "VALIDATION_ERROR"]
    return [
        f"{error.get('LogicalResourceId')} ({error.get('ResourceType')}): {error.get('ValidationStatusReason')}"
        for error in errors
        if error.get("OperationId") == errors[0].get("OperationId")
    ]


def delete(account: Account, stack_name: str, say: Say) -> None:
    """Delete the stack, except what it retains. Raises `NotDeployed` when a resource cannot be deleted."""
    stack = find(account, stack_name)
    if not stack:
        return
    since = {event["EventId"] for event in events(account, stack_name)}
    known = set(since)
    account.cloudformation.delete_stack(StackName=stack_name)
    if (last := follow(account, stack["StackId"], since, say)) != "DELETE_COMPLETE":
        raise NotDeployed(f"Deletion failed; the stack is {last}.\n{failures(account, stack['StackId'], known)}")


def _of_the_stack(event: Any) -> bool:
    return bool(event.get("PhysicalResourceId") == event["StackId"])


def _tell(event: Any, say: Say) -> None:
    done = event.get("ResourceStatus", "")
    if not done.endswith("_IN_PROGRESS"):
        say(f"    {done.replace('_', ' ').lower():28}{event['LogicalResourceId']}")
