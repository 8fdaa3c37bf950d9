"""`make people`: list the accounts of a stage; disable, enable or remove one, set its quota, reset its second factor.

DO is list (by default), disable, enable, remove, quota or reset-totp; all but list need EMAIL, and quota needs QUOTA.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from chalicelib.domain.accounts import Usage
from chalicelib.domain.clock import utc_now
from chalicelib.repositories.dynamodb.quotas import set_quota
from chalicelib.repositories.dynamodb.table import Table
from chalicelib.repositories.dynamodb.usage import UsageStore
from ship import command_line
from ship.invitations import address

from .running_stage import Problem, Service, say, sentences

_UNITS = {"": 1, "MiB": 1024**2, "GiB": 1024**3, "TiB": 1024**4}
_STATUSES = {
    "CONFIRMED": "active",
    "FORCE_CHANGE_PASSWORD": "invited, not signed in yet",
    "UNCONFIRMED": "address not confirmed",
    "RESET_REQUIRED": "must choose a new password",
}


def main() -> None:
    """Do what the command line names."""
    parser = command_line.parser("operate.accounts", __doc__)
    command_line.add_stage(parser)
    parser.add_argument("do", nargs="?", default="list", choices=["list", "quota", *_ACTIONS])
    parser.add_argument("email", nargs="?", default="")
    parser.add_argument("quota", nargs="?", default="")
    given = parser.parse_args()
    with sentences():
        service = Service.of(given.stage)
        if given.do == "list":
            for line in listed(service):
                say(line)
        else:
            email = address(given.email)
            say(quota(service, email, given.quota) if given.do == "quota" else _ACTIONS[given.do](service, email))


def listed(service: Service) -> Iterator[str]:
    """Yield a line for each account, page by page; reads the usage of each."""
    usage_store = UsageStore(_table(service), utc_now)
    pages = service.account.cognito.get_paginator("list_users").paginate(UserPoolId=service.user_pool_id)
    for user in (user for page in pages for user in page["Users"]):
        attributes = {one["Name"]: one["Value"] for one in user["Attributes"]}
        yield _line(attributes["email"], user, usage_store.usage(attributes["sub"]))


def disable(service: Service, email: str) -> str:
    """Disable an account and end its sessions; return what happened. Raises `Problem`."""
    pool: Any = service.account.cognito
    _found(service, pool.admin_disable_user, email)
    _found(service, pool.admin_user_global_sign_out, email)
    return f"{email} is disabled. Devices that are signed in lose access within 15 minutes. All data is kept."


def enable(service: Service, email: str) -> str:
    """Enable an account again; return what happened. Raises `Problem`."""
    _found(service, service.account.cognito.admin_enable_user, email)
    return f"{email} is enabled."


def remove(service: Service, email: str, confirmation: str | None = None) -> str:
    """Delete an account, once its address was typed or is in CONFIRM; return what happened. Raises `Problem`."""
    _found(service, service.account.cognito.admin_get_user, email)
    if (confirmation or os.environ.get("CONFIRM") or _asked(email)) != email:
        raise Problem("Nothing was changed.")
    _found(service, service.account.cognito.admin_delete_user, email)
    return (
        f"The account of {email} was deleted. Its notes and files are kept, and nobody can reach them through the API; "
        "docs/operations.md says how to find them."
    )


def quota(service: Service, email: str, amount: str) -> str:
    """Give a person a quota of their own, such as `20 GiB`, or the stage's by `default`; return what happened.

    Raises `Problem`.
    """
    own = None if amount == "default" else _bytes(amount)
    user = _found(service, service.account.cognito.admin_get_user, email)
    (owner,) = [one["Value"] for one in user["UserAttributes"] if one["Name"] == "sub"]
    set_quota(_table(service), owner, own)
    given = "the quota of the stage" if own is None else f"a quota of {_in_words(own)}"
    return f"{email} has {given} from the next upload on. Nothing that is stored was deleted."


def reset_totp(service: Service, email: str) -> str:
    """Turn off a person's second factor, whose device may be lost; return what happened. Raises `Problem`."""
    pool: Any = service.account.cognito
    off = {"SoftwareTokenMfaSettings": {"Enabled": False, "PreferredMfa": False}}
    _found(service, pool.admin_set_user_mfa_preference, email, **off)
    return f"{email} now signs in with the password alone, and can set up another authenticator app under Account."


def _found(service: Service, act: Callable[..., Any], email: str, **more: Any) -> Any:
    try:
        return act(UserPoolId=service.user_pool_id, Username=email, **more)
    except service.account.cognito.exceptions.UserNotFoundException:
        raise Problem(f"There is no account of {email}.") from None


def _table(service: Service) -> Table:
    return Table(service.account.dynamodb, service.table)


def _bytes(amount: str) -> int:
    found = re.fullmatch(r"(\d{1,15}) ?(|MiB|GiB|TiB)", amount)
    if found is None:
        raise Problem(
            "QUOTA is a number of bytes, or a number with MiB, GiB or TiB: QUOTA=20GiB. QUOTA=default ends it."
        )
    return int(found[1]) * _UNITS[found[2]]


def _in_words(size: int) -> str:
    unit = next((name for name in ("TiB", "GiB") if size >= _UNITS[name]), "MiB")
    return f"{size / _UNITS[unit]:,.1f} {unit}"


def _asked(email: str) -> str:
    try:
        return input(f"Type {email} to confirm that the account is deleted: ")
    except EOFError:
        raise Problem(f"There is no terminal to confirm this in. Nothing was changed. Set CONFIRM={email}.") from None


def _line(email: str, user: Mapping[str, Any], usage: Usage) -> str:
    status = _STATUSES.get(user["UserStatus"], user["UserStatus"]) if user["Enabled"] else "disabled"
    kept = f"{usage.notes} notes, {usage.files} files, {_in_words(usage.bytes)}"
    return f"{email:40} {status:28} since {user['UserCreateDate']:%Y-%m-%d}   {kept}"


_ACTIONS: Mapping[str, Callable[[Service, str], str]] = {
    "disable": disable,
    "enable": enable,
    "remove": remove,
    "reset-totp": reset_totp,
}


if __name__ == "__main__":
    main()
