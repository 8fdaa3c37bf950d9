"""Waivers for rules that no schema can express, such as valid cursors and versions, and for false alarms of checks."""

from __future__ import annotations

import re
from typing import Any

import schemathesis
from schemathesis.core.failures import AcceptedNegativeData
from schemathesis.generation.meta import TestPhase
from schemathesis.openapi.checks import (
    MissingHeaderNotRejected,
    RejectedPositiveData,
    UndefinedContentType,
    UseAfterFree,
)

# The embedded cloud stores API Gateway's own responses but does not apply them; test_template.py checks them.
GATEWAYS_OWN = {"message": "Unauthorized"}
_RULED = r"/(created_at|edited_at|taken_at|taken_offset|tag|tags/\d+)"


@schemathesis.hook
def before_call(context: Any, case: Any, kwargs: Any) -> None:
    """Replace made-up cursors and versions, whose refusal would hide the effect of the rest; links supply real ones."""
    made = case.meta
    if made and made.generation.mode.is_positive and made.phase.name != TestPhase.STATEFUL:
        case.query.pop("cursor", None)
        if "If-Match" in case.headers:
            case.headers["If-Match"] = "*"


@schemathesis.hook
def filter_failure(context: Any, failure: Any, case: Any, response: Any) -> bool:
    """Return True if the failure is real, that is, if no waiver applies."""
    return not any(waives(failure, response) for waives in WAIVERS)


def the_embedded_gateway_answers_in_its_own_way(failure: Any, response: Any) -> bool:
    return isinstance(failure, UndefinedContentType) and response.json() == GATEWAYS_OWN


def a_cursor_is_made_by_the_service_alone(failure: Any, response: Any) -> bool:
    """Waive refused cursors: no schema says which ones exist, and for which list."""
    return (
        isinstance(failure, RejectedPositiveData)
        and response.status_code in (400, 410)
        and [error["field"] for error in response.json().get("errors", [{"field": "/cursor"}])] == ["/cursor"]
    )


def a_version_may_be_another_by_now(failure: Any, response: Any) -> bool:
    """Waive 412: the version is compared before the resource to change is looked up."""
    return isinstance(failure, RejectedPositiveData | AcceptedNegativeData) and response.status_code == 412


def a_change_without_its_version_has_a_status_of_its_own(failure: Any, response: Any) -> bool:
    """Waive 428, the status for a missing version (RFC 6585, section 3)."""
    return isinstance(failure, MissingHeaderNotRejected) and response.status_code == 428


def an_idempotency_key_stands_for_one_body(failure: Any, response: Any) -> bool:
    return isinstance(failure, RejectedPositiveData) and response.status_code == 422


def a_calendar_is_no_pattern(failure: Any, response: Any) -> bool:
    """Waive refused times and tags: no schema knows valid days, the time, their order, or visible characters."""
    fields = {error["field"] for error in response.json().get("errors", [])} if response.status_code == 400 else set()
    return isinstance(failure, RejectedPositiveData) and any(re.fullmatch(_RULED, field) for field in fields)


def what_is_deleted_lies_in_the_trash(failure: Any, response: Any) -> bool:
    """Waive reads after a delete: the trash keeps items readable and restorable for 30 days, until they are purged."""
    return isinstance(failure, UseAfterFree) and response.json().get("state") == "trashed"


WAIVERS = (
    the_embedded_gateway_answers_in_its_own_way,
    a_cursor_is_made_by_the_service_alone,
    a_version_may_be_another_by_now,
    a_change_without_its_version_has_a_status_of_its_own,
    an_idempotency_key_stands_for_one_body,
    a_calendar_is_no_pattern,
    what_is_deleted_lies_in_the_trash,
)
