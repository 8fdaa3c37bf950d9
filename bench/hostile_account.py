"""An account that acts as expensively as it can: `python -m bench.hostile_account` prints what an hour of it costs.

Each way is acted for one second of the throttle against emulated DynamoDB and S3, with its requests and capacity units
metered. It goes on for an hour as fast as the throttle and the table's limits let it. A unit test compares the result
with `bench.hostile_hour`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from moto import mock_aws

from ship import command_line
from tests.support.moto_resources import make_bucket, make_table, make_topic, pretend

from .cost import data, first_tier, parameters
from .hostile_hour import SECONDS, Parameters
from .usage import PUTS, Data

if TYPE_CHECKING:
    from tests.support.hostile_scenarios import Acted


def main() -> None:
    """Act, and print a line for each way."""
    command_line.no_arguments("bench.hostile_account", __doc__)
    pretend()
    # Importing the service reads the environment, so it has to be set before.
    from chalicelib.repositories import clients
    from tests.support.fakes import Clock
    from tests.support.hostile_scenarios import WAYS, Scenarios
    from tests.support.store_backends import ObjectsOnS3, OnDynamoDB

    for name, way in WAYS.items():
        with mock_aws():
            make_table(clients.dynamodb())
            make_bucket(clients.s3())
            make_topic(clients.sns())
            scenarios = Scenarios(OnDynamoDB(clients.dynamodb(), Clock()), ObjectsOnS3(clients.s3(), Clock()))
            hour = an_hour(scenarios.acted(way), data("profile"), data("measured"), parameters())
            print(f"{dollars(hour, data('prices')):7.2f}  {name}")


def an_hour(acted: Acted, profile: Data, measured: Data, limits: Parameters) -> dict[str, float]:
    """Return the quantities of an hour of what was acted, by the name of their price."""
    rate = min(
        limits["ThrottleRate"] / acted.requests,
        *(
            limit / units
            for limit, units in (
                (limits["MostReadUnits"], acted.read_units),
                (limits["MostWriteUnits"], acted.write_units),
            )
            if units
        ),
    )
    memory = {name: megabytes / 1024 for name, megabytes in measured["memory_mb"].items()}
    amounts = profile["amounts"]
    seconds = {name: amounts[f"{name}_milliseconds"]["value"] / 1000 for name in memory}
    invocations = sum(acted.invocations.values())
    each: dict[str, float] = {
        "api_requests": acted.requests,
        "sns_publishes": acted.changes,
        "lambda_requests": invocations,
        "lambda_gb_seconds": sum(times * seconds[name] * memory[name] for name, times in acted.invocations.items()),
        "dynamodb_reads": acted.read_units,
        "dynamodb_writes": acted.write_units,
        "s3_puts": sum(acted.operations[name] for name in PUTS) + acted.uploads,
        "s3_gets": acted.operations["GetObject"] + acted.uploads,
        "log_gb": invocations * amounts["log_bytes"]["value"] / 1024**3,
    }
    return {name: quantity * rate * SECONDS for name, quantity in each.items()}


def dollars(quantities: Mapping[str, float], prices: Data) -> float:
    """Return what the quantities cost together, as in the first tier and without the free one."""
    return sum(first_tier(prices)(name, quantity) for name, quantity in quantities.items())


if __name__ == "__main__":
    main()
