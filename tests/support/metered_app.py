"""The app as Ann uses it, with all its requests to AWS metered."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from contextlib import redirect_stdout
from typing import Any, TypeVar

from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.dynamodb.models import dynamodb_backends

from bench.capacity import Item, indexes, stored_bytes
from bench.meter import Items, Meter, key_of
from chalicelib.repositories import clients
from tests.support.api_client import Api
from tests.support.factories import ANN
from tests.support.moto_resources import REGION, TABLE, resource

Result = TypeVar("Result")


class Metering:
    """Measurements: `actions` holds what each action used, `stored` the bytes a note or file takes in the table."""

    def __init__(self) -> None:
        self._api = Api(ANN)
        self._indexes = indexes(resource("Table"))
        self.actions = dict[str, dict[str, Any]]()
        self.stored = dict[str, int]()

    def route(self, route: str, body: object = None, *, how: str = "", **named: Any) -> Any:
        """Call a route, with the ids of its path among `named`, and return the body of the response."""
        method, path = route.split()
        ids = {name: named.pop(name) for name in ("note_id", "file_id") if f"{{{name}}}" in path}
        answer = self.action(route + how, "api_handler", lambda: self._api(method, path.format(**ids), body, **named))
        assert answer.status < 300, answer
        self.actions[route + how]["response_bytes"] = _roughly(len(answer.text.encode()))
        return answer.body if answer.text else None

    def action(self, name: str, function: str, act: Callable[[], Result]) -> Result:
        """Run an action that this function of the service performs, and record what it used."""
        meter = Meter(table_items, self._indexes)
        with redirect_stdout(io.StringIO()) as output, meter.watching(clients.dynamodb(), clients.s3(), clients.sns()):
            result = act()
        self.actions[name] = {
            "function": function,
            "requests": dict(sorted(meter.requests.items())),
            "read_units": meter.read_units,
            "write_units": meter.write_units,
            "metrics": dict(_metrics(line) for line in output.getvalue().splitlines() if "_aws" in line),
        }
        return result

    def weigh(self, kind: str, identifier: str, name: str = "") -> Item:
        """Record the stored bytes of a note or file of Ann's, by its kind or another name, and return its item."""
        item = table_items()[f"user#{ANN}", f"{kind}#{identifier}"]
        self.stored[name or kind] = stored_bytes(item, self._indexes.values())
        return item


def table_items() -> Items:
    """Return all items of the table from moto's own storage: a request for them would be metered."""
    items: list[Item] = [
        item.to_json()["Attributes"] for item in dynamodb_backends[DEFAULT_ACCOUNT_ID][REGION].tables[TABLE].all_items()
    ]
    return {key_of(item): item for item in items}


def _roughly(size: int) -> int:
    """Round up to two digits, or to a hundred, so that the lengths of a version and of a signing key do not matter."""
    step: int = max(100, 10 ** (len(str(size)) - 2))
    return -(-size // step) * step


def _metrics(line: str) -> tuple[str, int]:
    """Return the dimension values of a line's metrics, or their names if they have no dimensions, and their number."""
    entry = json.loads(line)
    (directive,) = entry["_aws"]["CloudWatchMetrics"]
    (dimensions,) = directive["Dimensions"]
    names = [metric["Name"] for metric in directive["Metrics"]]
    return " ".join([entry[dimension] for dimension in dimensions] or names), len(names)
