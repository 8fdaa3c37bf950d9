"""People in a user pool: reading them for a backup, and restoring them. A pool discloses no passwords."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from .running_stage import RetainedResources

if TYPE_CHECKING:
    from types_boto3_cognito_idp.type_defs import AttributeTypeTypeDef

_VERIFIED: AttributeTypeTypeDef = {"Name": "email_verified", "Value": "true"}


def everyone(place: RetainedResources) -> Iterator[dict[str, Any]]:
    """Yield each person; `confirmed` are those who have confirmed their address, and so could sign in."""
    paginator = place.account.cognito.get_paginator("list_users")
    for page in paginator.paginate(UserPoolId=place.user_pool_id):
        for user in page["Users"]:
            attributes = _values(user["Attributes"])
            yield {
                "sub": attributes["sub"],
                "email": attributes["email"],
                "confirmed": user["UserStatus"] != "UNCONFIRMED",
                "enabled": user["Enabled"],
            }


def bring_back(place: RetainedResources, person: Mapping[str, Any]) -> str:
    """Return the `sub` of this address's account; create it with a password that nobody knows if it does not exist."""
    pool = place.account.cognito
    whose: Any = {"UserPoolId": place.user_pool_id, "Username": person["email"]}
    try:
        found = pool.admin_get_user(**whose)
        attributes, status = found["UserAttributes"], found["UserStatus"]
    except pool.exceptions.UserNotFoundException:
        email: AttributeTypeTypeDef = {"Name": "email", "Value": person["email"]}
        made = pool.admin_create_user(**whose, UserAttributes=[email, _VERIFIED], MessageAction="SUPPRESS")["User"]
        attributes, status = made["Attributes"], made["UserStatus"]
    if status != "CONFIRMED":
        if not person["enabled"]:
            pool.admin_disable_user(**whose)
        # Cognito resets the password only of an account that has had a permanent one. And if a stranger has signed up
        # here with the address but not confirmed it, their password must not give access to what is restored.
        pool.admin_update_user_attributes(**whose, UserAttributes=[_VERIFIED])
        pool.admin_set_user_password(**whose, Password=secrets.token_urlsafe(32), Permanent=True)
    return _values(attributes)["sub"]


def _values(attributes: Iterable[AttributeTypeTypeDef]) -> dict[str, str]:
    return {attribute["Name"]: attribute["Value"] for attribute in attributes}
