"""The time to save the embedded cloud's state: `python -m bench.saving [items]`, 10,000 by default.

Each item has a kilobyte. A save runs in a child process of its own, so what matters to users is how long a request
waits meanwhile.
"""

from __future__ import annotations

import tempfile
import threading
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from local.cloud import Cloud
from local.places import Places
from local.stack import Stack, serving
from ship import command_line
from ship.account import Account

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

_PORT = 4690
_TEXT = "word " * 190
_SAVES = 5


def main() -> None:
    """Print the medians and the slowest request."""
    parser = command_line.parser("bench.saving", __doc__)
    parser.add_argument("count", nargs="?", type=int, default=10_000, help="the number of items in the table")
    count = parser.parse_args().count
    with tempfile.TemporaryDirectory() as scratch, serving(Places(Path(scratch), _PORT)) as (stack, cloud):
        client = Account.embedded(stack.endpoint_url).dynamodb
        _fill(client, stack, count)
        quiet = _requests(client, stack, threading.Event(), 200)
        saves, busy = _saving(cloud, client, stack)
    print(f"{count} items: a save takes {median(saves):.2f} s")
    alone, usual, worst = median(quiet) * 1000, median(busy) * 1000, max(busy) * 1000
    print(f"a request takes {alone:.1f} ms, while saving {usual:.1f} ms, at most {worst:.0f} ms")


def _fill(client: DynamoDBClient, stack: Stack, count: int) -> None:
    for first in range(0, count, 25):
        items = [_item(number) for number in range(first, min(first + 25, count))]
        client.batch_write_item(RequestItems={stack.table: [{"PutRequest": {"Item": item}} for item in items]})


def _item(number: int) -> dict[str, dict[str, str]]:
    return {"pk": {"S": f"bench#{number % 50}"}, "sk": {"S": f"item#{number:06}"}, "text": {"S": _TEXT}}


def _saving(cloud: Cloud, client: DynamoDBClient, stack: Stack) -> tuple[list[float], list[float]]:
    done, busy = threading.Event(), list[float]()
    thread = threading.Thread(target=lambda: busy.extend(_requests(client, stack, done, 1_000_000)))
    thread.start()
    saves = []
    for _ in range(_SAVES):
        began = time.perf_counter()
        cloud.save()
        saves.append(time.perf_counter() - began)
    done.set()
    thread.join()
    return saves, busy


def _requests(client: DynamoDBClient, stack: Stack, done: threading.Event, count: int) -> list[float]:
    taken: list[float] = []
    while not done.is_set() and len(taken) < count:
        began = time.perf_counter()
        client.get_item(TableName=stack.table, Key={"pk": {"S": "bench#0"}, "sk": {"S": "item#000000"}})
        taken.append(time.perf_counter() - began)
    return taken


if __name__ == "__main__":
    main()
