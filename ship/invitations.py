"""Invitations: accounts that the owner creates, whose people choose a password when they first sign in."""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING, Any

from .account import Account
from .operator_errors import Problem

if TYPE_CHECKING:
    from types_boto3_cognito_idp.type_defs import AttributeTypeTypeDef

# The pool decides finally; this only finds what cannot be an address.
_ADDRESS = re.compile(r"[^\s@<>\"']+@[^\s@<>\"']+\.[^\s@<>\"']+")


def address(email: str) -> str:
    """Return the address without surrounding spaces. Raises `Problem` for what is none."""
    if not _ADDRESS.fullmatch(email.strip()):
        raise Problem(f"{email!r} is not an email address. Name one, such as EMAIL=ann@example.org.")
    return email.strip()


def invite(account: Account, pool_id: str, email: str) -> str:
    """Create the account, or send the invitation again; return what happened, in a sentence. Raises `Problem`.

    The user pool mails a temporary password, valid for seven days; the embedded cloud mails nothing, so the sentence
    contains it there.
    """
    pool: Any = account.cognito
    whose = {"UserPoolId": pool_id, "Username": address(email)}
    verified: list[AttributeTypeTypeDef] = [
        {"Name": "email", "Value": whose["Username"]},
        {"Name": "email_verified", "Value": "true"},
    ]
    try:
        pool.admin_create_user(**whose, UserAttributes=verified, DesiredDeliveryMediums=["EMAIL"])
    except pool.exceptions.UsernameExistsException:
        return _invited_again(account, whose)
    return f"{whose['Username']} is invited{_how(account, whose)}"


def _invited_again(account: Account, whose: dict[str, str]) -> str:
    pool: Any = account.cognito
    status = pool.admin_get_user(**whose)["UserStatus"]
    if status == "UNCONFIRMED":
        raise Problem(
            f"Somebody created an account for {whose['Username']} and never confirmed the address, so its password may "
            "be a stranger's. Remove that account first (make people DO=remove), then invite again."
        )
    if status != "FORCE_CHANGE_PASSWORD":
        raise Problem(f"{whose['Username']} has an account already.")
    pool.admin_create_user(**whose, MessageAction="RESEND", DesiredDeliveryMediums=["EMAIL"])
    return f"{whose['Username']} is invited again{_how(account, whose)}"


def _how(account: Account, whose: dict[str, str]) -> str:
    """Return how the temporary password reaches the person."""
    if not account.endpoint_url:
        return ". The user pool mails a temporary password, which is valid for seven days."
    password = secrets.token_urlsafe(12)
    account.cognito.admin_set_user_password(**whose, Password=password, Permanent=False)
    return f". The embedded cloud sends no mail: the temporary password is {password}"
