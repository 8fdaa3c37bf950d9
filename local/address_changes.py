"""Another email address takes effect once its owner has entered the code that was mailed to it, as on AWS.

The embedded cloud ignores `AttributesRequireVerificationBeforeUpdate`, and has no VerifyUserAttribute.
https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-email-phone-verification.html
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from types import ModuleType
from typing import Any

Answer = tuple[int, dict[str, str], bytes]
Handler = Callable[[str, str, Mapping[str, str], bytes, Any], Awaitable[Answer]]

# The code that the embedded cloud mails to nobody; config.json tells it to the page.
CODE = "123456"
# Where an address waits, beside the attributes of its user, which are saved with the rest of the state.
_PENDING = "_pending_email"


def verify_first(module: ModuleType) -> None:
    """Make this module, the embedded cloud's Cognito, verify addresses before it changes them."""
    others: Handler = module.handle_request
    change: Callable[[dict[str, Any]], Answer] = module._update_user_attributes

    def update(data: dict[str, Any]) -> Answer:
        return _updated(module, data, change)

    async def handle(method: str, path: str, headers: Mapping[str, str], body: bytes, query: Any) -> Answer:
        if headers.get("x-amz-target", "").endswith(".VerifyUserAttribute"):
            return _verified(module, json.loads(body))
        return await others(method, path, headers, body, query)

    module._update_user_attributes = update  # type: ignore[attr-defined]
    module.handle_request = handle  # type: ignore[attr-defined]


def _updated(module: Any, data: dict[str, Any], change: Callable[[dict[str, Any]], Answer]) -> Answer:
    emails = [one["Value"] for one in data.get("UserAttributes", []) if one["Name"] == "email"]
    user, _ = module._user_pool_for_access_token(data.get("AccessToken", ""))
    if not emails or not user:
        return change(data)
    user[_PENDING] = emails[-1]
    change({**data, "UserAttributes": [one for one in data["UserAttributes"] if one["Name"] != "email"]})
    sent = {"Destination": emails[-1], "DeliveryMedium": "EMAIL", "AttributeName": "email"}
    answer: Answer = module.json_response({"CodeDeliveryDetailsList": [sent]})
    return answer


def _verified(module: Any, data: dict[str, Any]) -> Answer:
    refuse: Callable[[str, str, int], Answer] = module.error_response_json
    user, pool = module._user_pool_for_access_token(data.get("AccessToken", ""))
    if not user:
        return refuse("NotAuthorizedException", "Invalid access token.", 400)
    if _PENDING not in user:
        return refuse("ExpiredCodeException", "Invalid code provided, please request a code again.", 400)
    if data.get("Code") != CODE:
        return refuse("CodeMismatchException", "Invalid verification code provided, please try again.", 400)
    if any(_email(other) == user[_PENDING].lower() for other in pool["_users"].values() if other is not user):
        return refuse("AliasExistsException", "An account with the email already exists.", 400)
    verified = [{"Name": "email", "Value": user.pop(_PENDING)}, {"Name": "email_verified", "Value": "true"}]
    user["Attributes"] = module._merge_attributes(user.get("Attributes", []), verified)
    answer: Answer = module.json_response({})
    return answer


def _email(user: Mapping[str, Any]) -> str:
    return next((str(one["Value"]).lower() for one in user.get("Attributes", []) if one["Name"] == "email"), "")
