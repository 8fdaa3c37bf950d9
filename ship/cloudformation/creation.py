"""Creation of a stack in two steps, so that a failed creation can be rolled back.

AWS refuses to delete a protected table or user pool, also in a rollback: each failed attempt would leave an empty pair.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import replace

from ..account import Account
from ..package import Resources
from . import change_sets, stacks
from .bridge import Template
from .stacks import Say

# The property of each type that holds data, and its value without protection.
_PROTECTION = {
    "AWS::DynamoDB::Table": ("DeletionProtectionEnabled", False),
    "AWS::Cognito::UserPool": ("DeletionProtection", "INACTIVE"),
}


def deploy(account: Account, stack_name: str, package: Resources, parameters: Mapping[str, str], say: Say) -> None:
    """Update the stack; or create it without deletion protection, and then protect it. Raises `NotDeployed`."""
    if not stacks.is_there(account, stack_name):
        unprotected = replace(package, template=without_protection(package.template))
        change_sets.deploy(account, stack_name, unprotected, parameters, say)
        say("· Protecting the table and the user pool against deletion ...")
    change_sets.deploy(account, stack_name, package, parameters, say)


def without_protection(template: Template) -> Template:
    """Return a copy of the template whose resources can all be deleted."""
    changed = copy.deepcopy(template)
    for resource in changed["Resources"].values():
        name, value = _PROTECTION.get(resource["Type"], ("", None))
        if name in resource.get("Properties", {}):
            resource["Properties"][name] = value
    return changed
