"""The running service that a command of the operator works on, and the errors of such commands."""

from __future__ import annotations

import json
from contextlib import AbstractContextManager
from dataclasses import dataclass

from chalicelib.domain.errors import DomainError
from ship import operator_errors
from ship.account import Account
from ship.checkout import data_directory
from ship.cloudformation import stacks
from ship.operator_errors import Problem as Problem

LOCAL = "local"


@dataclass(frozen=True)
class RetainedResources:
    """The resources that hold what people keep; they are retained when the stack is deleted."""

    account: Account
    table: str
    media_bucket: str
    user_pool_id: str

    @property
    def identity(self) -> dict[str, str]:
        """The names that together no other service has."""
        names = {"table": self.table, "media_bucket": self.media_bucket, "user_pool": self.user_pool_id}
        return {"account": self.account.number, "region": self.account.region, **names}


@dataclass(frozen=True)
class Service(RetainedResources):
    """The resources of one stage."""

    stack_name: str
    on_upload_failures_url: str
    on_change_failures_url: str

    @classmethod
    def of(cls, stage: str) -> Service:
        """Return the service of a stage on AWS, or for `local` the one that `make run` runs. Raises `Problem`."""
        return cls.find(account_of(stage), stacks.stack_name(stage))

    @classmethod
    def find(cls, account: Account, stack_name: str) -> Service:
        """Return the service of a stack. Raises `Problem`."""
        outputs = stacks.outputs(account, stack_name)
        if not outputs:
            raise Problem(f"There is no stack {stack_name} in account {account.number}, region {account.region}.")
        return cls(
            account,
            table=outputs["TableName"],
            media_bucket=outputs["MediaBucketName"],
            user_pool_id=outputs["UserPoolId"],
            stack_name=stack_name,
            on_upload_failures_url=outputs["OnUploadFailuresUrl"],
            on_change_failures_url=outputs["OnChangeFailuresUrl"],
        )

    def function(self, logical_id: str) -> str:
        """Return the name of a function by its logical id in the template."""
        resource = self.account.cloudformation.describe_stack_resource(
            StackName=self.stack_name, LogicalResourceId=logical_id
        )
        return resource["StackResourceDetail"]["PhysicalResourceId"]


def sentences() -> AbstractContextManager[None]:
    """Return a context that exits with a sentence for an error that a person can do something about."""
    return operator_errors.sentences(DomainError)


def say(text: str) -> None:
    """Print a text to the terminal at once."""
    print(text, flush=True)


def account_of(stage: str) -> Account:
    """Return the account of a stage: the embedded one, or the one that the environment names. Raises `Problem`."""
    if stage != LOCAL:
        return Account.from_environment()
    running = data_directory() / "stack.json"
    if not running.exists():
        raise Problem("The service is not running. Start it in another terminal: make run")
    return Account.embedded(json.loads(running.read_text())["endpoint_url"])
