"""The load that one person puts on each limit, and the number of people who reach it together.

A month's use, as `bench.usage` computes it, becomes a rate in the busiest hour. Requests arrive at random, a few at a
time, so some seconds have more than that hour's mean: `needed` adds standard deviations, which are a larger share of
the mean for few people than for many.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from .usage import Data, Month

_DAYS_OF_MONTH = 30
_SECONDS_OF_HOUR, _SECONDS_OF_DAY = 3600, 86_400
_SWEEP = "the sweep reconciles one person"


class Load(NamedTuple):
    """An amount by one person, and how much of it arrives at a time; 0 is for what is spread evenly, or can wait."""

    amount: float
    together: float = 0


class Loads:
    """Loads of one person, computed from the assumed use and the measurements; `of` has them by the limit's name."""

    def __init__(self, profile: Data, measured: Data) -> None:
        self._scale = {name: each["value"] for name, each in profile["scale"].items()}
        self._amounts = {name: each["value"] for name, each in profile["amounts"].items()}
        self._times = {name: each["times"] for name, each in profile["actions"].items()}
        self._measured = measured["actions"]
        self._month = Month(profile, measured)
        self._quantities = self._month.quantities(1)
        self.of = self._requests() | self._units() | self._accounts() | self._maintenance()

    def users(self, quota: Data, name: str) -> float:
        """Return the number of people with whom the limit is reached."""
        spread = self._scale["spread"] * math.sqrt(self.of[name].together)
        # The square root of the mean m for which m + spread * sqrt(m) is the limit.
        root: float = (math.sqrt(spread**2 + 4 * quota["default"]) - spread) / 2
        return root**2 / self._mean(quota, name)

    def needed(self, quota: Data, name: str, users: float) -> float:
        """Return the value that the limit must have for so many people."""
        mean = users * self._mean(quota, name)
        spread: float = self._scale["spread"]
        return mean + spread * math.sqrt(self.of[name].together * mean)

    def _mean(self, quota: Data, name: str) -> float:
        """Return the mean load of one person in the limit's unit; that of a month is the amount."""
        factors = {
            "busiest second": self._scale["busiest_hour"] / self._scale["days"] / _SECONDS_OF_HOUR,
            "second": 1 / _DAYS_OF_MONTH / _SECONDS_OF_DAY,
            "day": 1 / _DAYS_OF_MONTH,
            "total": 1,
        }
        factor: float = factors[quota["per"]]
        return self.of[name].amount * factor

    def _requests(self) -> dict[str, Load]:
        """Return requests and executions; a few of them begin together when a page is opened."""
        opening, called = self._scale["opening_requests"], self._month.invocations
        by_devices = called["websocket_connect"] + called["websocket_message"]
        to_devices = called["websocket_message"] + self._amounts["nudges"]
        waited_for = called.total() - called["on_upload"] - called["sweep"]
        spent = self._month.milliseconds()
        executing = Load((spent.total() - spent["sweep"]) / 1000, opening)
        return {
            "stage_throttle": Load(called["api_handler"], opening),
            "stage_websocket_throttle": Load(by_devices, 1),
            "api_gateway_requests": Load(called["api_handler"] + by_devices + to_devices, opening),
            "websocket_connections": Load(called["websocket_connect"], 1),
            "lambda_concurrency": executing,
            "lambda_concurrency_new": executing,
            "lambda_requests": Load(waited_for, opening),
            "cloudfront_requests": Load(self._quantities["cloudfront_requests"], opening),
        }

    def _units(self) -> dict[str, Load]:
        """Return what the table, the bucket and the topic take; the sweep reads outside of the busiest hour."""
        sweep, times = self._measured[_SWEEP], self._times[_SWEEP]
        reads = self._quantities["dynamodb_reads"] - times * sweep["read_units"]
        puts = self._quantities["s3_puts"] - times * sweep["requests"]["ListObjectsV2"]
        writes = Load(self._quantities["dynamodb_writes"], self._largest("write_units"))
        changes = self._times["a change is processed"]
        return {
            "table_writes": writes,
            "table_writes_new": writes,
            "table_reads": Load(reads, self._largest("read_units")),
            "s3_puts": Load(puts, self._scale["opening_requests"]),
            "s3_gets": Load(self._quantities["s3_gets"], self._scale["previews_together"]),
            "sns_messages": Load(changes, 1),
            "stream_batches": Load(changes * self._scale["record_milliseconds"] / 1000 / self._scale["shards"]),
        }

    def _accounts(self) -> dict[str, Load]:
        """Return what the user pool does; in the months of the profile, each person has created an account once."""
        created = 1 / self._amounts["months"]
        return {
            "cognito_mails": Load(created + self._scale["resets"], 1),
            "cognito_authentication": Load(self._scale["token_renewals"] + self._scale["sign_ins"], 1),
            "cognito_listings": Load(_DAYS_OF_MONTH * self._scale["listings_of_one"]),
            "cognito_users": Load(1),
        }

    def _maintenance(self) -> dict[str, Load]:
        """Return the seconds of a sweep, and the gigabytes of a first backup."""
        sweep = self._amounts["sweep_milliseconds"] + self._scale["sweep_finding_milliseconds"]
        stored = sum(self._quantities[name] for name in ("s3_gb", "s3_archived_gb", "dynamodb_gb"))
        return {"sweep_run": Load(sweep / 1000), "backup": Load(stored)}

    def _largest(self, units: str) -> float:
        """Return the units of the largest action that people take."""
        taken = (name for name, times in self._times.items() if times and name != _SWEEP)
        largest: float = max(self._measured[name][units] for name in taken)
        return largest
