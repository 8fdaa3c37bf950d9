"""The computed blocks of `docs/scale.md`: at how many people each limit is reached, and by what one person."""

from __future__ import annotations

import math
from random import Random

from .loads import Loads
from .markdown import table
from .rush_hour import MOMENTS, RushHour
from .usage import Data

MILLION = 1_000_000
# DynamoDB's documentation recommends to be warned at this share of the size of a partition.
_WARNING = 0.8
# Larger than the errors of floating-point numbers.
_TINY = 1e-9
_HEAD = (
    "People",
    "Limit",
    "default",
    "documented in",
    "can be raised",
    "a million need",
    "what happens, and what to do",
)
# The runs a day of the sweep by its schedule; each takes almost a quarter of an hour.
_SCHEDULES = {"once a day, as deployed": 1, "every hour": 24, "every quarter of an hour": 96}


def blocks(profile: Data, measured: Data, quotas: Data) -> dict[str, str]:
    """Return all computed blocks by the names of their places."""
    loads = Loads(profile, measured)
    return {
        "people": _people(loads, quotas),
        "simulated": _simulated(loads, quotas, RushHour(profile, measured, Random(1))),  # noqa: S311 - no secret
        "sweep": _sweep(loads, quotas["ours"]["sweep_run"]),
        "person": _person(profile, measured, quotas),
        "assumptions": table(
            ["Assumption", "value", "reason"],
            [
                [name.replace("_", " "), f"{each['value']:,}", each["because"]]
                for name, each in profile["scale"].items()
            ],
        ),
    }


def limits(quotas: Data) -> dict[str, Data]:
    """Return AWS's limits and ours, by name."""
    return {**quotas["ours"], **quotas["quotas"]}


def _people(loads: Loads, quotas: Data) -> str:
    known = limits(quotas)
    lines = [
        [
            f"{_down(loads.users(known[name], name)):,}",
            known[name]["limit"],
            _amount(known[name]["default"], known[name]),
            _source(known[name], quotas["compared"]),
            known[name]["adjustable"],
            _amount(_up(loads.needed(known[name], name, MILLION)), known[name]),
            known[name]["then"],
        ]
        for name in sorted(known, key=lambda name: loads.users(known[name], name))
    ]
    return table(_HEAD, lines)


def _simulated(loads: Loads, quotas: Data, hour: RushHour) -> str:
    throttle, new = quotas["ours"]["stage_throttle"], quotas["quotas"]["lambda_concurrency_new"]
    many, few = int(loads.users(throttle, "stage_throttle")), int(loads.users(new, "lambda_concurrency_new"))
    requests, running = hour.requests(many), hour.executions(few)
    over = sum(count > throttle["default"] for count in requests.values())
    busy = sum(count > new["default"] for count in running.values()) / MOMENTS
    return (
        f"The busiest hour of {_down(many):,} people, simulated, has {_down(requests.total()):,} requests to the API. "
        f"Seconds with more than {throttle['default']}: {over} of 3,600; the most is {max(requests.values())}. With "
        f"{_down(few):,} people, more than {new['default']} functions run in {busy:.2%} of the time; the most is "
        f"{max(running.values())}."
    )


def _sweep(loads: Loads, run: Data) -> str:
    each = loads.users(run, "sweep_run")
    lines = [[schedule, f"{_down(runs * each):,}"] for schedule, runs in _SCHEDULES.items()]
    return table(["The sweep runs", "people processed in a day"], lines)


def _person(profile: Data, measured: Data, quotas: Data) -> str:
    quota, actions = quotas["person"], measured["actions"]
    saves = [
        ("the longest note", "PATCH /notes/{note_id}, the longest note"),
        ("an ordinary one", "PATCH /notes/{note_id}"),
    ]
    reads = [
        ("the longest note", "GET /notes/{note_id}, the longest note"),
        ("an ordinary one", "GET /notes/{note_id}"),
    ]
    reached = {
        "partition_writes": _each_second("saves", saves, actions, "write_units", quota["partition_writes"]),
        "partition_reads": _each_second("reads", reads, actions, "read_units", quota["partition_reads"]),
        "partition_bytes": _filling(profile, measured["stored_bytes"], quota["partition_bytes"]["default"]),
    }
    lines = [
        [each["limit"], _amount(each["default"], each), _source(each, quotas["compared"]), reached[name]]
        for name, each in quota.items()
    ]
    return table(["Limit", "value", "documented in", "reached by"], lines)


def _each_second(what: str, each: list[tuple[str, str]], actions: Data, units: str, quota: Data) -> str:
    taken = [(note, actions[action][units]) for note, action in each]
    return ", or ".join(f"{quota['default'] // one:,} {what} a second of {note} (units: {one})" for note, one in taken)


def _filling(profile: Data, stored: Data, room: int) -> str:
    notes, files = (profile["actions"][action]["times"] for action in ("POST /notes", "POST /files"))
    years = room / (notes * stored["note"] + files * stored["file"]) / 12
    longest, ordinary = room / stored["longest note"], room / stored["note"]
    return (
        f"{_down(longest):,} of the longest notes, or {_down(ordinary):,} ordinary ones; {_down(years):,} years of the "
        f"assumed use. 8 GB are {_down(_WARNING * longest):,} of the longest"
    )


def _source(quota: Data, compared: Data) -> str:
    if "page" not in quota:
        return f"[`{quota['set_by']}`](../{quota['set_by']})"
    return f"[{quota['page']}]({quota['url']}){compared[quota['compared']]}"


def _amount(number: float, quota: Data) -> str:
    return f"{number:,} {quota['unit']}".strip()


def _down(number: float) -> int:
    """Round down to two digits: the assumptions allow no more."""
    step = _second_digit(number)
    return math.floor(number / step + _TINY) * step


def _up(number: float) -> int:
    """Round up to two digits."""
    step = _second_digit(number)
    return math.ceil(number / step - _TINY) * step


def _second_digit(number: float) -> int:
    """Return the value of the second digit, but at least 1."""
    exponent = max(0, math.floor(math.log10(number) + _TINY) - 1)
    return int(10**exponent)
