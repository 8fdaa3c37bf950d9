"""The AWS usage of a month: a user's habits, multiplied by the measured usage of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

HOURS = 730
GIGABYTE = 1024**3

# Listing is billed like a PUT.
PUTS = ("PutObject", "CopyObject", "ListObjectsV2", "ListObjectVersions")
_GETS = ("GetObject",)
_PUBLISHES = ("PublishBatch",)

Quantities = dict[str, float]
Data = dict[str, Any]


class Month:
    """The usage of users who all behave as in the profile, computed from the measurements."""

    def __init__(self, profile: Data, measured: Data) -> None:
        self._habits, self._amounts = profile["actions"], profile["amounts"]
        self._measured = measured
        self.invocations = self._invocations()

    def quantities(self, users: int) -> Quantities:
        """Return quantities by the name of their price. Alarms and dashboards exist even without users."""
        each = self._requests() | self._kept() | self._sent()
        each[f"cognito_{self._measured['user_pool_tier'].lower()}"] = 1
        everyone = {name: users * amount for name, amount in each.items()}
        shared = {name: self._measured[name] for name in ("alarms", "dashboards")}
        return {**everyone, **shared, "metrics": self._metric_months(users)}

    def _requests(self) -> Quantities:
        asked = self.invocations["api_handler"]
        page, uploads = self._amount("page_requests"), self._times("POST /files")
        seen = self._amounts_of("small_previews_seen", "large_previews_seen", "originals_downloaded")
        return {
            "api_requests": asked,
            # A ping and its answer.
            "websocket_messages": 2 * self._times("a device pings") + self._amount("nudges"),
            "websocket_minutes": self._amount("connected_minutes"),
            "sns_publishes": self._operations(_PUBLISHES),
            "lambda_requests": self.invocations.total(),
            "lambda_gb_seconds": self._gigabyte_seconds(),
            "dynamodb_reads": sum(times * action["read_units"] for times, action in self._actions()),
            "dynamodb_writes": sum(times * action["write_units"] for times, action in self._actions()),
            # A browser sends a CORS preflight request to S3 before it uploads; CloudFront gets the page from S3.
            "s3_puts": uploads + self._operations(PUTS),
            "s3_gets": uploads + seen + page + self._operations(_GETS),
            "cloudfront_requests": asked + page,
            "cloudfront_functions": page,
        }

    def _kept(self) -> Quantities:
        photos, notes = (self._amount("months") * self._times(action) for action in ("POST /files", "POST /notes"))
        stored = self._measured["stored_bytes"]
        table = (photos * stored["file"] + notes * stored["note"]) / GIGABYTE
        originals = photos * self._amount("photo_bytes") / GIGABYTE
        archived, read = originals * self._archived(), self._read_originals() * self._archived()
        previews = photos * self._amounts_of("small_preview_bytes", "large_preview_bytes") / GIGABYTE
        return {
            "s3_gb": originals - archived + previews,
            "s3_archived_gb": archived,
            "s3_archivings": self._times("POST /files"),
            "s3_retrieved_gb": read,
            "dynamodb_gb": table,
            "dynamodb_backup_gb": table,
        }

    def _archived(self) -> float:
        """Return the share of originals that are old enough to be archived."""
        return 1 - min(1, self._amount("months_until_archived") / self._amount("months"))

    def _read_originals(self) -> float:
        """Return the gigabytes of originals that are downloaded."""
        return self._amount("originals_downloaded") * self._amount("photo_bytes") / GIGABYTE

    def _sent(self) -> Quantities:
        pictures = (
            self._amount("small_previews_seen") * self._amount("small_preview_bytes")
            + self._amount("large_previews_seen") * self._amount("large_preview_bytes")
            + self._amount("originals_downloaded") * self._amount("photo_bytes")
        )
        answers = sum(times * action.get("response_bytes", 0) for times, action in self._actions())
        logged = self.invocations.total() * self._amount("log_bytes")
        return {
            "internet_gb": pictures / GIGABYTE,
            "cloudfront_gb": (answers + self._amount("page_bytes")) / GIGABYTE,
            "log_gb": logged / GIGABYTE,
            "log_kept_gb": logged / GIGABYTE,
        }

    def metrics(self) -> dict[str, int]:
        """Return the number of metrics, by the route or the outcome that they are about."""
        return {name: count for _, action in self._actions() for name, count in action["metrics"].items()}

    def _metric_months(self, users: int) -> float:
        """Return billed metric-months: a metric is billed per hour with values, for a user at most one per action."""
        times_logged = Counter[str]()
        for times, action in self._actions():
            times_logged.update(dict.fromkeys(action["metrics"], times))
        hours = {name: min(HOURS, users * min(self._amount("hours"), times)) for name, times in times_logged.items()}
        return sum(count * hours[name] / HOURS for name, count in self.metrics().items())

    def _invocations(self) -> Counter[str]:
        """Return the invocations of each function."""
        counted = Counter[str]()
        for times, action in self._actions():
            counted[action["function"]] += times
        return counted

    def milliseconds(self) -> Counter[str]:
        """Return the time for which each function runs."""
        each = {name: self._amount(f"{name}_milliseconds") for name in self._measured["memory_mb"]}
        spent = Counter[str]()
        for name, action in self._measured["actions"].items():
            habit = self._habits[name]
            spent[action["function"]] += habit["times"] * habit.get("milliseconds", each[action["function"]])
        return spent

    def _gigabyte_seconds(self) -> float:
        spent = self.milliseconds()
        megabytes: float = sum(spent[name] * memory for name, memory in self._measured["memory_mb"].items()) / 1000
        return megabytes / 1024

    def _actions(self) -> Iterable[tuple[int, Data]]:
        return ((self._times(name), action) for name, action in self._measured["actions"].items())

    def _operations(self, names: Iterable[str]) -> int:
        return sum(times * action["requests"].get(name, 0) for times, action in self._actions() for name in names)

    def _times(self, action: str) -> int:
        times: int = self._habits[action]["times"]
        return times

    def _amount(self, name: str) -> float:
        value: float = self._amounts[name]["value"]
        return value

    def _amounts_of(self, *names: str) -> float:
        return sum(map(self._amount, names))
