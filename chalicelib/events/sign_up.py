"""Cognito's event before an account is created."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from .. import telemetry
from ..domain.sign_up import refusal
from .failed import Failed


class Refused(Exception):
    """A refused sign-up; Cognito passes its message on to the person."""


def admit(event: dict[str, Any], context: Any, rule: str, domains: Collection[str]) -> dict[str, Any]:
    """Return the event unchanged, which lets Cognito create the account.

    An attempt is logged without its address, since it may be a stranger's. Raises `Refused`, or `Failed` for an event
    that is malformed.
    """
    try:
        trigger = str(event["triggerSource"])
        email = str(event["request"]["userAttributes"].get("email", ""))
    except Exception as error:  # noqa: BLE001 - logged
        telemetry.failure(error, context.aws_request_id, None)
        raise Failed("The event is not one of Cognito's.") from None
    refused = refusal(trigger, email, rule, domains)
    telemetry.sign_up(trigger, context.aws_request_id, refused=refused is not None)
    if refused:
        raise Refused(refused)
    return event
