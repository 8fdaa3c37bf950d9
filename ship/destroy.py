"""`make destroy`: delete a stage, and list what is deleted and what is kept."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from . import command_line
from .account import Account
from .chalice_deploy.deployment import STAGE, QuickWay
from .chalice_deploy.recording import Recording
from .cloudformation import stacks
from .cloudformation.stacks import stack_name
from .operator_errors import Problem, sentences


def main() -> None:
    """Delete the stage named on the command line, once its stack's name was typed or is in `CONFIRM`."""
    parser = command_line.parser("ship.destroy", __doc__)
    command_line.add_stage(parser)
    name = stack_name(parser.parse_args().stage)
    with sentences():
        destroy(Account.from_environment(), name, os.environ.get("CONFIRM") or None)
    print(f"\n{name} was deleted. docs/recovery.md says how to use the kept resources again.")


def destroy(account: Account, name: str, confirmation: str | None, quick_way: QuickWay | None = None) -> None:
    """Delete the stack if the confirmation is its name; ask for it if it is None. Raises `Problem`.

    For the stage of `chalice deploy`, also delete what that made from its checkout, and what was recorded there.
    """
    if not stacks.find(account, name):
        raise Problem(f"There is no stack {name} in account {account.number}, region {account.region}.")
    print(inventory(account, name))
    if (confirmation or _asked(name)) != name:
        raise Problem("Nothing was changed.")
    if name != stack_name(STAGE):
        stacks.delete(account, name, print)
        return
    quick_way = quick_way or QuickWay(account, print)
    quick_way.delete_code()
    stacks.delete(account, name, print)
    Recording(quick_way.checkout, STAGE).remove()


def _asked(name: str) -> str:
    try:
        return input(f"Type {name} to confirm: ")
    except EOFError:
        raise Problem(f"There is no terminal to confirm this in. Nothing was changed. Set CONFIRM={name}.") from None


def inventory(account: Account, name: str) -> str:
    """Describe which of the stack's resources are deleted and which are kept."""
    template = _template(account, name)
    pages = account.cloudformation.get_paginator("list_stack_resources").paginate(StackName=name)
    resources = [resource for page in pages for resource in page["StackResourceSummaries"]]
    kept = {logical for logical, one in template["Resources"].items() if one.get("DeletionPolicy") == "Retain"}
    stays = [resource for resource in resources if resource["LogicalResourceId"] in kept]
    lines = [_line(resource) for resource in stays]
    return "\n".join(["Kept, with all data:", *lines, f"Deleted: {len(resources) - len(stays)} other resources."])


def _line(resource: Mapping[str, Any]) -> str:
    return f"  {resource['LogicalResourceId']:20}{resource['PhysicalResourceId']}"


def _template(account: Account, name: str) -> Any:
    """Return the template after the SAM transform, so that it contains every resource of the stack."""
    return account.cloudformation.get_template(StackName=name, TemplateStage="Processed")["TemplateBody"]


if __name__ == "__main__":
    main()
