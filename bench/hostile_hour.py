"""The most that an hour of one hostile account can cost: every limit of the template, used up at once.

The account sends requests as fast as the throttle accepts them, each of the kind that costs most; its requests together
use all the units that the table serves, and each declares and uploads a file. Nothing limits downloads from S3 and
uploads that repeat a URL, so these are named apart.
"""

from __future__ import annotations

from typing import Any

from .usage import Data

SECONDS = 3600
# A line of 1 Gbit/s, in gigabytes an hour.
LINE_GIGABYTES = 450
# PUT requests a second that S3 accepts for a prefix, before it divides it.
REPLAYS = 3500

Parameters = dict[str, Any]


def quantities(profile: Data, measured: Data, parameters: Parameters) -> dict[str, float]:
    """Return the quantities of such an hour by the name of their price; `parameters` are the template's defaults."""
    requests = parameters["ThrottleRate"] * SECONDS
    files = min(requests, parameters["MostFiles"])
    arriving = measured["actions"]["a photo arrives"]["requests"]
    puts = sum(arriving.get(name, 0) for name in ("PutObject", "CopyObject", "ListObjectsV2")) + 1
    return {
        "api_requests": requests,
        "websocket_messages": requests,
        "sns_publishes": requests,
        # The API's function, the stream's for each change, and that of uploads.
        "lambda_requests": 2 * requests + files,
        "lambda_gb_seconds": _gigabyte_seconds(profile, measured, requests, files),
        "dynamodb_reads": parameters["MostReadUnits"] * SECONDS,
        "dynamodb_writes": parameters["MostWriteUnits"] * SECONDS,
        "s3_puts": files * puts,
        "s3_gets": files * (1 + arriving.get("GetObject", 0)),
        "log_gb": (2 * requests + files) * profile["amounts"]["log_bytes"]["value"] / 1024**3,
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


def _gigabyte_seconds(profile: Data, measured: Data, requests: float, files: float) -> float:
    memory = {name: megabytes / 1024 for name, megabytes in measured["memory_mb"].items()}
    amounts = profile["amounts"]
    slowest = max(habit.get("milliseconds", 0) for habit in profile["actions"].values())
    each = {
        "api_handler": requests * max(slowest, amounts["api_handler_milliseconds"]["value"]),
        "on_change": requests * amounts["on_change_milliseconds"]["value"],
        "on_upload": files * amounts["on_upload_milliseconds"]["value"],
    }
    total: float = sum(milliseconds / 1000 * memory[name] for name, milliseconds in each.items())
    return total
