"""Cognito's event before an account is created."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from .. import telemetry
from ..domain.sign_up import refusal


class Refused(Exception):
    """A refused sign-up; Cognito passes its message on to the person."""


def admit(event: dict[str, Any], context: Any, rule: str, domains: Collection[str]) -> dict[str, Any]:
    """Return the event unchanged, which lets Cognito create the account. Raises `Refused`.

    An attempt is logged without its address, since it may be a stranger's.
    """
    email = event["request"].get("userAttributes", {}).get("email", "")
    refused = refusal(event["triggerSource"], email, rule, domains)
    telemetry.sign_up(event["triggerSource"], context.aws_request_id, refused=refused is not None)
    if refused:
        raise Refused(refused)
    return event
