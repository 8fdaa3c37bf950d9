"""The computed blocks of `docs/cost.md`: the bill and its largest lines, and everything that it is computed from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from .markdown import link, money, plain, table
from .usage import HOURS, Data, Month


class Row(NamedTuple):
    """A line of the bill, in dollars, and how much of it is covered by AWS's permanent free tier."""

    name: str
    cost: float
    free: float

    @property
    def to_pay(self) -> float:
        """The cost after the free tier."""
        return self.cost - self.free


Bill = Sequence[Row]
Bills = Mapping[int, Bill]


def blocks(profile: Data, measured: Data, prices: Data, bills: Bills, idle: Bill) -> dict[str, str]:
    """Return all computed blocks by the names of their places; the bills are by the number of users."""
    return {
        "bill": _bill(prices, bills, idle),
        "largest": _largest(bills),
        "metrics": _metrics(Month(profile, measured), prices["prices"]["metrics"]),
        "actions": _actions(profile["actions"], measured["actions"]),
        "amounts": _amounts(profile["amounts"]),
        "prices": _prices(prices),
    }


def hostile(prices: Data, dollars: Callable[[str, float], float], quantities: Mapping[str, float]) -> str:
    """Return the table of what an hour of a hostile account costs at most."""
    known = prices["prices"]
    rows: dict[str, float] = {}
    for name, quantity in quantities.items():
        rows[known[name]["row"]] = rows.get(known[name]["row"], 0) + dollars(name, quantity)
    lines = [[row, money(cost)] for row, cost in rows.items()]
    return table(["Line", "dollars an hour"], [*lines, ["**Total**", f"**{money(sum(rows.values()))}**"]], "---:")


def unbounded(dollars: Callable[[str, float], float], apart: Mapping[str, Mapping[str, float]]) -> str:
    """Return the table of what no limit bounds."""
    lines = [
        [what, money(sum(dollars(name, quantity) for name, quantity in quantities.items()))]
        for what, quantities in apart.items()
    ]
    return table(["Without a limit of ours", "dollars an hour"], lines, "---:")


def largest(bill: Iterable[Row]) -> list[Row]:
    """Return the three lines with the largest amounts to pay."""
    return sorted(bill, key=lambda row: row.to_pay, reverse=True)[:3]


def _bill(prices: Data, bills: Bills, idle: Bill) -> str:
    head = [f"Dollars a month in {prices['region']}, {prices['as_of']}", *(f"{users:,}" for users in bills)]
    lines = [[rows[0].name, *(money(row.cost) for row in rows)] for rows in zip(*bills.values(), strict=True)]
    totals = [
        ["**Total**", *(money(sum(row.cost for row in bill)) for bill in bills.values())],
        ["less the permanent free tier", *(money(sum(row.free for row in bill)) for bill in bills.values())],
        ["**To pay**", *(f"**{money(_total(bill))}**" for bill in bills.values())],
        ["per user", *(money(_total(bill) / users) for users, bill in bills.items())],
    ]
    alone = f"Without any users or data: {money(_total(idle))} dollars."
    return f"{table(head, lines + totals, '---:')}\n\n{alone}"


def _largest(bills: Bills) -> str:
    lines = [
        [f"{users:,}", *(f"{link(row.name)} {money(row.to_pay)}" for row in largest(bill))]
        for users, bill in bills.items()
    ]
    return table(["Users", "Largest", "Second", "Third"], lines)


def _metrics(month: Month, price: Data) -> str:
    everything, rate = sum(month.metrics().values()), price["tiers"][0][1]
    return (
        f"There are {everything} metrics. Each costs {rate:.2f} for a month with values in all of its {HOURS} hours: "
        f"{money(everything * rate)} for all, of which {money(price['free'] * rate)} are free. For one person's "
        f"hours it is {money(month.quantities(1)['metrics'] * rate)}."
    )


def _actions(habits: Data, actions: Data) -> str:
    head = ["Action", "times", "AWS requests each time", "read units", "write units", "reason"]
    lines = [
        [
            f"`{name}`" if action["function"] == "api_handler" else name,
            f"{habits[name]['times']}",
            ", ".join(f"{operation} {count}" for operation, count in action["requests"].items()) or "none",
            f"{action['read_units']}",
            f"{action['write_units']}",
            habits[name]["because"],
        ]
        for name, action in actions.items()
    ]
    return table(head, lines)


def _amounts(amounts: Data) -> str:
    lines = [[name.replace("_", " "), f"{each['value']:,}", each["because"]] for name, each in amounts.items()]
    return table(["Assumption", "value", "reason"], lines)


def _prices(prices: Data) -> str:
    lines = [
        [price["row"], price["of"], _tiers(price), f"{price['free']:,}" if price["free"] else "", f"<{price['page']}>"]
        for price in prices["prices"].values()
    ]
    return f"{prices['note']}\n\n{table(['Line', 'unit', 'dollars', 'free', 'page'], lines)}"


def _tiers(price: Data) -> str:
    steps = [f"{plain(each)} up to {upper:,}" if upper else plain(each) for upper, each in price["tiers"]]
    return ", then ".join(steps) + (f"; for {price['per']:,}" if price["per"] > 1 else "")


def _total(bill: Bill) -> float:
    return sum(row.to_pay for row in bill)
