"""A running service, as the commands of its operator find it; and how they fail."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.domain.errors import DomainError
from ship.account import Account
from ship.checkout import data_directory
from ship.cloudformation import stacks

LOCAL = "local"


class Problem(Exception):
    """Something that a person can do something about, told in a sentence."""


@dataclass(frozen=True)
class Keeping:
    """Where what people keep is; it stays when the stack is deleted."""

    account: Account
    table: str
    media_bucket: str
    user_pool_id: str

    @property
    def identity(self) -> dict[str, str]:
        """What no other has the same."""
        names = {"table": self.table, "media_bucket": self.media_bucket, "user_pool": self.user_pool_id}
        return {"account": self.account.number, "region": self.account.region, **names}


@dataclass(frozen=True)
class Service(Keeping):
    """Where everything of one stage is."""

    stack_name: str
    on_upload_failures_url: str
    on_change_failures_url: str

    @classmethod
    def of(cls, stage: str) -> Service:
        """The one on AWS, or for the stage `local` the one that `make run` runs. Raises `Problem`."""
        return cls.find(account_of(stage), stacks.stack_name(stage))

    @classmethod
    def find(cls, account: Account, stack_name: str) -> Service:
        """The one that this stack is. Raises `Problem`."""
        outputs = stacks.outputs(account, stack_name)
        if not outputs:
            raise Problem(f"There is no stack {stack_name} in {account.region} of the account {account.number}.")
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
        """The name of a function, by what the template calls it."""
        resource = self.account.cloudformation.describe_stack_resource(
            StackName=self.stack_name, LogicalResourceId=logical_id
        )
        return resource["StackResourceDetail"]["PhysicalResourceId"]


@contextmanager
def sentences() -> Iterator[None]:
    """A command whose failures are sentences, wherever a person can do something about them."""
    try:
        yield
    except KeyboardInterrupt:
        raise SystemExit("\nStopped. Run it again, and it goes on from here.") from None
    except (Problem, DomainError) as problem:
        raise SystemExit(str(problem)) from None
    except ClientError as refused:
        raise SystemExit(f"AWS refused: {refused}") from None
    except BotoCoreError as problem:
        raise SystemExit(f"AWS cannot be asked: {problem}") from None
    except OSError as problem:
        raise SystemExit(f"That did not work: {problem}") from None


def say(text: str) -> None:
    """Tell a person at a terminal."""
    print(text, flush=True)


def account_of(stage: str) -> Account:
    """Where a stage is: here, or in the AWS account that the environment names. Raises `Problem`."""
    if stage != LOCAL:
        return Account.from_environment()
    running = data_directory() / "stack.json"
    if not running.exists():
        raise Problem("The service is not running. Start it in another terminal: make run")
    return Account.embedded(json.loads(running.read_text())["endpoint_url"])
