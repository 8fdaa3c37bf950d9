"""The AWS usage of requests and events, and of a deployment: `python -m bench.measure` writes `measured.json`.

`bench.cost` uses it, and a unit test measures again and compares.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from moto import mock_aws

from ship import command_line
from ship.checkout import CHECKOUT
from tests.support.moto_resources import make_bucket, make_table, make_topic, pretend, resource, resources

if TYPE_CHECKING:
    from tests.support.store_backends import ObjectsOnS3, OnDynamoDB

MEASURED = CHECKOUT / "bench" / "measured.json"


def main() -> None:
    """Measure, and write the file."""
    command_line.no_arguments("bench.measure", __doc__)
    pretend()
    # Importing the service reads the environment, so it has to be set before.
    from chalicelib.repositories import clients
    from tests.support.fakes import Clock
    from tests.support.store_backends import ObjectsOnS3, OnDynamoDB

    with mock_aws():
        make_table(clients.dynamodb())
        make_bucket(clients.s3())
        found = measure(OnDynamoDB(clients.dynamodb(), Clock()), ObjectsOnS3(clients.s3(), Clock()))
    MEASURED.write_text(json.dumps(found, indent=2) + "\n")
    print(f"Wrote {MEASURED.relative_to(CHECKOUT)}.")


def measure(stores: OnDynamoDB, objects: ObjectsOnS3) -> dict[str, Any]:
    """Return the usage of each of a user's actions, the functions' memory, and what is billed by the month."""
    from chalicelib.repositories import clients
    from tests.support.usage_scenarios import do_everything

    make_topic(clients.sns())
    done = do_everything(stores, objects)
    return {
        "actions": done.actions,
        "stored_bytes": done.stored,
        "memory_mb": _memory(),
        "user_pool_tier": resource("UserPool").get("UserPoolTier", "ESSENTIALS"),
        "alarms": sum(_watched(alarm) for alarm in _described("AWS::CloudWatch::Alarm")),
        "dashboards": len(_described("AWS::CloudWatch::Dashboard")),
    }


def _memory() -> dict[str, int]:
    config = json.loads((CHECKOUT / ".chalice" / "config.json").read_text())
    return {name: function["lambda_memory_size"] for name, function in config["lambda_functions"].items()}


def _described(kind: str) -> list[dict[str, Any]]:
    return [found["Properties"] for found in resources().values() if found.get("Type") == kind]


def _watched(alarm: dict[str, Any]) -> int:
    """Return the number of metrics that an alarm is billed for; an expression may name several."""
    return sum("MetricStat" in metric for metric in alarm.get("Metrics", [])) or 1


if __name__ == "__main__":
    main()
