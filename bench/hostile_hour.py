"""The most that an hour of one hostile account can cost: every limit of the template, used up at once.

The account sends requests as fast as the throttle accepts them, each of the kind that costs most; its requests together
use all the units that the table serves, and each declares and uploads a file. Nothing limits downloads from S3 and
uploads that repeat a URL, so these are named apart. `bench.hostile_account` acts like such an account, to compare.
"""

from __future__ import annotations

from typing import Any

from .usage import PUTS, Data

SECONDS = 3600
# A line of 1 Gbit/s, in gigabytes an hour.
LINE_GIGABYTES = 450
# PUT requests a second that S3 accepts for a prefix, before it divides it.
REPLAYS = 3500
# A PNG of 100 megapixels takes 1.7 seconds of a processor here; the rest is for requests to S3 and DynamoDB.
UPLOAD_SECONDS = 3
# Units of the cheapest write of a note or file, which becomes a record of the table's stream.
UNITS_OF_A_CHANGE = 4
# Write units a second of a shard of the table; each shard of its stream is processed by one execution at a time.
UNITS_OF_A_SHARD = 1000

Parameters = dict[str, Any]


def quantities(profile: Data, measured: Data, parameters: Parameters) -> dict[str, float]:
    """Return the quantities of such an hour by the name of their price; `parameters` are the template's defaults."""
    requests = parameters["ThrottleRate"] * SECONDS
    changes = parameters["MostWriteUnits"] / UNITS_OF_A_CHANGE * SECONDS
    # The API's function and the one of uploads for each request, and that of the stream for each change.
    invocations = 2 * requests + changes
    return {
        "api_requests": requests,
        "websocket_messages": requests,
        "sns_publishes": changes,
        "lambda_requests": invocations,
        "lambda_gb_seconds": _gigabyte_seconds(profile, measured, parameters),
        "dynamodb_reads": parameters["MostReadUnits"] * SECONDS,
        "dynamodb_writes": parameters["MostWriteUnits"] * SECONDS,
        "s3_puts": requests * _of_a_file(measured, PUTS),
        "s3_gets": requests * _of_a_file(measured, ("GetObject",)),
        "log_gb": invocations * profile["amounts"]["log_bytes"]["value"] / 1024**3,
    }


def apart(profile: Data, measured: Data) -> dict[str, dict[str, float]]:
    """Return the quantities of what no limit of ours bounds, by what it is."""
    memory = measured["memory_mb"]["on_upload"] / 1024
    seconds = profile["amounts"]["on_upload_milliseconds"]["value"] / 1000
    uploads = REPLAYS * SECONDS
    # Lambda runs at most 1,000 at once in an account.
    running = min(uploads, 1000 / seconds * SECONDS)
    return {
        "downloads at 1 Gbit/s": {"internet_gb": LINE_GIGABYTES},
        "uploads that repeat a URL": {
            "s3_puts": uploads,
            "lambda_requests": running,
            "lambda_gb_seconds": running * seconds * memory,
        },
    }


def _of_a_file(measured: Data, operations: tuple[str, ...]) -> int:
    """Return the requests to S3 while a file arrives and is deleted; its upload, with a preflight, is one of each."""
    actions = (measured["actions"][name]["requests"] for name in ("a photo arrives", "a file is deleted"))
    requests: int = sum(action.get(name, 0) for action in actions for name in operations)
    return 1 + requests


def _gigabyte_seconds(profile: Data, measured: Data, parameters: Parameters) -> float:
    memory = {name: megabytes / 1024 for name, megabytes in measured["memory_mb"].items()}
    requests = parameters["ThrottleRate"] * SECONDS
    usual = profile["amounts"]["api_handler_milliseconds"]["value"]
    slowest = max(usual, *(habit.get("milliseconds", 0) for habit in profile["actions"].values())) / 1000
    shards = parameters["MostWriteUnits"] / UNITS_OF_A_SHARD
    total: float = (
        requests * slowest * memory["api_handler"]
        + requests * UPLOAD_SECONDS * memory["on_upload"]
        + shards * SECONDS * memory["on_change"]
    )
    return total
