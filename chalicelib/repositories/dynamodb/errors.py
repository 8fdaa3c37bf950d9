"""Errors of requests to DynamoDB, as exceptions of the repositories."""

from __future__ import annotations

import logging
from typing import Any

from botocore.exceptions import (
    CapacityNotAvailableError,
    ClientError,
    ConnectionError,
    CredentialRetrievalError,
    HTTPClientError,
    IncompleteReadError,
    MetadataRetrievalError,
)
from botocore.parsers import ResponseParserError

from ...domain.errors import Conflict, Unavailable
from .attributes import Item

log = logging.getLogger(__name__)

# DynamoDB's limit for a partition with local indexes: 10 GB.
_FULL = "You have as many notes and files as one account can hold."

_CONFLICTS = frozenset({"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"})
# Codes that botocore raises when its own retries are exhausted, and those of the service's own faults.
_BUSY_ERRORS = frozenset(
    {
        "ProvisionedThroughputExceededException",
        "ThrottlingException",
        "ThrottledException",
        "RequestLimitExceeded",
        "InternalServerError",
        "ServiceUnavailable",
        "RequestTimeout",
        *("500", "502", "503", "504"),
    }
)


# The service was not reached, or its response was incomplete; all of these are temporary.
UNREACHABLE = (
    ConnectionError,
    HTTPClientError,
    IncompleteReadError,
    ResponseParserError,
    CapacityNotAvailableError,
    CredentialRetrievalError,
    MetadataRetrievalError,
)


class Refused(Exception):
    """A condition did not hold; `items` are the current items (empty if missing), by position in the transaction."""

    def __init__(self, items: dict[int, Item]) -> None:
        super().__init__(f"conditions refused: {sorted(items)}")
        self.items = items


class Conflicted(Exception):
    """Another transaction held an item; nothing was written."""


class InProgress(Exception):
    """The same transaction, sent before, is still in progress."""


def translate(error: ClientError) -> Exception:
    """Return the refusal, conflict or unavailability that a `ClientError` stands for, or the error itself."""
    response: Any = error.response
    code = response["Error"]["Code"]
    if code == "ConditionalCheckFailedException":
        return Refused({0: response.get("Item", {})})
    if code == "TransactionCanceledException":
        return _cancelled(response["CancellationReasons"]) or error
    if code == "ItemCollectionSizeLimitExceededException":
        return Conflict(_FULL)
    if code == "TransactionConflictException":
        return Conflicted()
    if code == "TransactionInProgressException":
        return InProgress()
    if code in _BUSY_ERRORS:
        log.warning("DynamoDB is busy: %s", code)
        return Unavailable()
    return error


def _cancelled(reasons: list[dict[str, Any]]) -> Exception | None:
    """Return the error of a cancelled transaction; a refusal takes precedence, since a retry would not change it."""
    refused = {
        index: reason.get("Item", {})
        for index, reason in enumerate(reasons)
        if reason.get("Code") == "ConditionalCheckFailed"
    }
    if refused:
        return Refused(refused)
    if any(reason.get("Code") == "ItemCollectionSizeLimitExceeded" for reason in reasons):
        return Conflict(_FULL)
    return Conflicted() if any(reason.get("Code") in _CONFLICTS for reason in reasons) else None
