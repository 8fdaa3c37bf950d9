"""The app as Ann uses it, with a meter on everything that it asks AWS for."""

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
    """`actions` says what each took, `stored` how many bytes a thing of hers takes in the table."""

    def __init__(self) -> None:
        self._api = Api(ANN)
        self._indexes = indexes(resource("Table"))
        self.actions = dict[str, dict[str, Any]]()
        self.stored = dict[str, int]()

    def route(self, route: str, body: object = None, *, how: str = "", **named: Any) -> Any:
        """Ask for a route, with the ids that its path names among `named`, and give the body of the answer."""
        method, path = route.split()
        ids = {name: named.pop(name) for name in ("note_id", "file_id") if f"{{{name}}}" in path}
        answer = self.action(route + how, "api_handler", lambda: self._api(method, path.format(**ids), body, **named))
        assert answer.status < 300, answer
        self.actions[route + how]["response_bytes"] = _roughly(len(answer.text.encode()))
        return answer.body if answer.text else None

    def action(self, name: str, function: str, act: Callable[[], Result]) -> Result:
        """Do something that this function of the service does."""
        meter = Meter(table_items, self._indexes)
        with redirect_stdout(io.StringIO()) as told, meter.watching(clients.dynamodb(), clients.s3(), clients.sns()):
            result = act()
        self.actions[name] = {
            "function": function,
            "requests": dict(sorted(meter.requests.items())),
            "read_units": meter.read_units,
            "write_units": meter.write_units,
            "metrics": dict(_metrics(line) for line in told.getvalue().splitlines() if "_aws" in line),
        }
        return result

    def weigh(self, kind: str, identifier: str) -> Item:
        """The item of a thing of hers."""
        item = table_items()[f"user#{ANN}", f"{kind}#{identifier}"]
        self.stored[kind] = stored_bytes(item, self._indexes.values())
        return item


def table_items() -> Items:
    """All that is in the table, as moto keeps it: asking for it would be metered."""
    items: list[Item] = [
        item.to_json()["Attributes"] for item in dynamodb_backends[DEFAULT_ACCOUNT_ID][REGION].tables[TABLE].all_items()
    ]
    return {key_of(item): item for item in items}


def _roughly(size: int) -> int:
    """Rounded up to two digits, or a hundred: neither the length of a version nor that of a signing key counts."""
    step: int = max(100, 10 ** (len(str(size)) - 2))
    return -(-size // step) * step


def _metrics(line: str) -> tuple[str, int]:
    """What the line's metrics are told apart by, or their names where nothing does that; how many they are."""
    told = json.loads(line)
    (directive,) = told["_aws"]["CloudWatchMetrics"]
    (dimensions,) = directive["Dimensions"]
    names = [metric["Name"] for metric in directive["Metrics"]]
    return " ".join([told[dimension] for dimension in dimensions] or names), len(names)
