"""The role by which API Gateway writes logs, of which an account has one in each region."""

from __future__ import annotations

from collections.abc import Mapping

from ..account import Account
from ..cloudformation import stacks
from ..cloudformation.stacks import Say

PARAMETER = "GatewayLogging"


def leave_existing_role(account: Account, stack_name: str, parameters: Mapping[str, str], say: Say) -> dict[str, str]:
    """Return the parameters, with `GatewayLogging=no` for a new stack if the account has such a role already.

    A later deployment keeps the value, like any parameter that differs from its default.
    """
    if PARAMETER in parameters or stacks.is_there(account, stack_name):
        return dict(parameters)
    role = account.apigateway.get_account().get("cloudwatchRoleArn")
    if not role:
        return dict(parameters)
    say(f"    API Gateway already writes logs by the role {role}, which stays.")
    return {**parameters, PARAMETER: "no"}
