"""`make access`: shell variables for programs that use the API.

The examples in docs/getting-started.md read them, and so may any other program. They are those of the service that
`make run` runs, with its demo account, or those of a stage on AWS, where only the users know their passwords.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping

from ship import command_line, service
from ship.account import Account
from ship.cloudformation import stacks
from ship.cloudformation.stacks import stack_name

from .places import Places
from .stack import Stack


def main() -> None:
    """Print the variables, so that `eval "$(make --silent access)"` works."""
    parser = command_line.parser("local.access", __doc__)
    parser.add_argument("stage", nargs="?", type=command_line.stage, help="by default the service on this machine")
    for name, value in _found(parser.parse_args().stage).items():
        print(f"export {name}={_quoted(value)}")


def of_running(stack: Stack) -> dict[str, str]:
    """Return the variables of the service on this machine, with the demo account."""
    return {
        **_service(stack.api_url, stack.endpoint_url, stack.user_pool_client_id),
        "SKYNOTES_EMAIL": stack.demo_user,
        "SKYNOTES_PASSWORD": stack.demo_password,
    }


def of_stage(account: Account, stage: str) -> dict[str, str]:
    """Return the variables of a deployed stage. Raises `SystemExit` if there is none."""
    outputs = stacks.outputs(account, stack_name(stage))
    if not outputs:
        raise SystemExit(f"There is no stack {stack_name(stage)} in account {account.number}, region {account.region}.")
    cognito = account.cognito.meta.endpoint_url
    return _service(service.api_url(account, outputs), cognito, outputs["UserPoolClientId"])


def _found(stage: str | None) -> Mapping[str, str]:
    if stage in (None, "local"):
        return of_running(Stack.read(Places.from_environment()))
    print("Set SKYNOTES_EMAIL and SKYNOTES_PASSWORD to your account's email address and password.", file=sys.stderr)
    return of_stage(Account.from_environment(), stage)


def _service(api: str, cognito: str, client_id: str) -> dict[str, str]:
    return {"SKYNOTES_API": api, "SKYNOTES_COGNITO": cognito, "SKYNOTES_CLIENT_ID": client_id}


def _quoted(value: str) -> str:
    """Quote the value for any shell, whether necessary or not."""
    return "'" + value.replace("'", "'\\''") + "'"


if __name__ == "__main__":
    main()
