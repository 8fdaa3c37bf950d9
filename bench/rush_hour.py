"""A simulated busiest hour: visits begin at random moments, each with a few requests at once and the others spread.

It checks the computed limits, which assume how far the busiest seconds are above the hour's mean.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from random import Random

from .usage import Data, Month

_HOUR = 3600.0
# Executions are counted at moments so many seconds apart.
_STEP = 0.02
MOMENTS = round(_HOUR / _STEP)


class RushHour:
    """The busiest hour of people who behave as in the profile; what comes after its end counts at its beginning."""

    def __init__(self, profile: Data, measured: Data, random: Random) -> None:
        self._scale = {name: each["value"] for name, each in profile["scale"].items()}
        self._visit_seconds = 60 * profile["amounts"]["connected_minutes"]["value"] / self._scale["visits"]
        self._month = Month(profile, measured)
        self._random = random

    def requests(self, users: int) -> Counter[int]:
        """Return the number of requests to the API in each second."""
        return Counter(int(moment) for moment in self._moments(users, "api_handler"))

    def executions(self, users: int) -> Counter[int]:
        """Return the number of functions that run, at each of the moments in which any does."""
        running = Counter[int]()
        spent = self._month.milliseconds()
        for function, times in self._month.invocations.items():
            if function != "sweep":
                seconds = spent[function] / times / 1000
                for moment in self._moments(users, function):
                    first = int(moment / _STEP)
                    running.update(range(first, first + max(1, round(seconds / _STEP))))
        return running

    def _moments(self, users: int, function: str) -> Iterator[float]:
        """Yield the moments at which a function is called; the page's first requests are sent when it is opened."""
        visits = users * self._scale["visits"] / self._scale["days"] * self._scale["busiest_hour"]
        each = self._month.invocations[function] / self._scale["visits"]
        at_once = min(each, self._scale["opening_requests"] if function == "api_handler" else 1)
        for _ in range(round(visits)):
            begin = self._random.random() * _HOUR
            yield from [begin] * self._rounded(at_once)
            for _ in range(self._rounded(each - at_once)):
                yield (begin + self._random.random() * self._visit_seconds) % _HOUR

    def _rounded(self, number: float) -> int:
        """Round up or down at random, so that the mean of many is the number."""
        return int(number + self._random.random())
